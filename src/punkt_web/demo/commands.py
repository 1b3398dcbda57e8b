"""``punkt demo``: a made-up network at real size, to try everything on."""

import time

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt_web.demo.actions import has_real_points, is_loaded, load_demo, refresh_if_stale
from punkt_web.demo.people import PASSWORD, PEOPLE


@click.command()
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same network.")
@click.option("--if-empty", is_flag=True, help="Load only into an empty registry; else see that its reports are fresh.")
def demo(seed: int, if_empty: bool) -> None:
    """Load the DEMO network: made-up points for Ukraine, Estonia and Sweden, with accounts to try.

    It goes only into an installation that holds no points. Every page then says DEMO.
    """
    if if_empty and (is_loaded() or has_real_points()):
        if is_loaded():
            n_reports = refresh_if_stale(seed=seed + int(time.time()))
            told = ngettext(
                "The demo network is there; %(n)d fresh report.",
                "The demo network is there; %(n)d fresh reports.",
                n_reports,
            )
            click.echo(told % {"n": n_reports})
        return
    loaded = load_demo(seed=seed)
    told = _("DEMO network: points: %(points)d, territories: %(territories)d, reports: %(reports)d.")
    numbers = {"points": loaded.n_points, "territories": loaded.n_territories, "reports": loaded.n_reports}
    click.echo(told % numbers)
    if if_empty:
        return  # whoever serves it names its accounts
    told = _("Accounts to try at %(address)s, all with the password %(password)s:")
    click.echo(told % {"address": "/accounts/login/", "password": PASSWORD})
    for person in PEOPLE:
        click.echo(f"  {person.email:28} {person.name}")
