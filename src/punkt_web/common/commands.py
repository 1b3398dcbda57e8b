"""``punkt audit``: whether the trail of writes is as it was written."""

import sys

import click

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
        click.echo(f"The trail holds: {_head().last_number} rows.")
        return
    click.echo(f"The trail does not hold. Row {fault.number}: {fault.reason}.", err=True)
    sys.exit(1)


@audit_trail.command()
def head() -> None:
    """Prints number and digest of the last row. Note them on paper: a trail that was replaced whole cannot match."""
    last = _head()
    click.echo(f"{last.last_number} {last.last_digest or '-'}")


def _head() -> AuditHead:
    return AuditHead.objects.first() or AuditHead()
