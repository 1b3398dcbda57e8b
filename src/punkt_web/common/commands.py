"""``punkt audit``: whether the trail of writes is as it was written."""

import sys

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt_web.common.audit import first_fault
from punkt_web.common.models import AuditHead


@click.group()
def audit_trail() -> None:
    """The trail of every write."""


@audit_trail.command()
def verify() -> None:
    """Walks the whole trail; exit status 1 and the first wrong row when something was changed or removed."""
    fault = first_fault()
    if fault is None:
        n_rows = _head().last_number
        told = ngettext("The trail holds: %(n)d row.", "The trail holds: %(n)d rows.", n_rows)
        click.echo(told % {"n": n_rows})
        return
    told = _("The trail does not hold. Row %(number)d: %(reason)s")
    click.echo(told % {"number": fault.number, "reason": _(fault.reason)}, err=True)
    sys.exit(1)


@audit_trail.command()
def head() -> None:
    """Prints number and digest of the last row. Note them on paper: a trail that was replaced whole cannot match."""
    last = _head()
    click.echo(f"{last.last_number} {last.last_digest or '-'}")


def _head() -> AuditHead:
    return AuditHead.objects.first() or AuditHead()
