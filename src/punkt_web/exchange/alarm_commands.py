"""``punkt alarms``: check all points, and tell whom that concerns."""

import sys
from functools import partial

import click
from django.utils.translation import gettext

from punkt.model.alarm_words import AlarmChannel
from punkt.model.vocabulary import label
from punkt_web.exchange.alarm_sending import send_due
from punkt_web.exchange.reminder_sending import send_reminders
from punkt_web.exchange.rounds import check_once, for_ever


@click.group()
def alarms() -> None:
    """What is wrong at points now, and who is told. `punkt serve` does this by itself, every minute."""


@alarms.command()
@click.option("--every", type=click.IntRange(10, 3600), metavar="SECONDS", help="Go on for ever, so often.")
def check(*, every: int | None) -> None:
    """Look at every point, raise and end alarms, and send what is due; reminders of agreements that end, too.

    Exit status 1 when a message could not be sent. It harms nothing to run it beside `punkt serve`.
    """
    if every is not None:
        for_ever(
            every,
            {"check": _check, "remind": _remind, **{channel: partial(_send, channel) for channel in AlarmChannel}},
        )
    _check()
    n_failed = _remind() + sum(_send(channel) for channel in AlarmChannel)
    sys.exit(1 if n_failed else 0)


def _check() -> None:
    found = check_once()
    if found is None:
        click.echo(gettext("Another process has just looked."))
        return
    told = gettext("Alarms: %(open)d go on, %(new)d are new, %(up)d went up, %(ended)d ended.")
    click.echo(told % {"open": found.n_open, "new": found.n_raised, "up": found.n_escalated, "ended": found.n_ended})


def _send(channel: AlarmChannel) -> int:
    """How much could not be sent."""
    sent = send_due(channel)
    if sent.n_sent or sent.n_failed:
        told = gettext("%(channel)s: %(sent)d sent, %(failed)d failed")
        values = {"channel": gettext(label(channel)), "sent": sent.n_sent, "failed": sent.n_failed}
        click.echo(told % values, err=bool(sent.n_failed))
    return sent.n_failed


def _remind() -> int:
    """How many letters could not be sent."""
    sent = send_reminders()
    if sent.n_sent or sent.n_failed:
        told = gettext("Reminders of agreements: %(sent)d sent, %(failed)d failed")
        click.echo(told % {"sent": sent.n_sent, "failed": sent.n_failed}, err=bool(sent.n_failed))
    return sent.n_failed
