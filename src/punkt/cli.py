"""The command ``punkt``: the library's commands and those that the product adds by entry points."""

import sys
from importlib.metadata import EntryPoint, entry_points

import click

from punkt import __version__
from punkt.errors import PunktError


class PluginGroup(click.Group):
    """A group whose commands are named by the entry point group ``punkt.commands`` and loaded when they are used."""

    def _found(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in entry_points(group="punkt.commands")}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted({*super().list_commands(ctx), *self._found()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now; whoever provides it may have to get ready first."""
        own = super().get_command(ctx, cmd_name)
        found = self._found().get(cmd_name)
        if own is not None or found is None:
            return own
        for hook in entry_points(group="punkt.before_commands"):
            hook.load()()
        command = found.load()
        if not isinstance(command, click.Command):
            raise click.ClickException(f"The command {cmd_name!r} is broken: {found.value} is not a command.")
        return command


@click.group(cls=PluginGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="punkt")
def cli() -> None:
    """Run a network of resilience points."""


def main() -> None:
    """Entry of the command line: an error that a person can mend is said in one line, with exit status 1."""
    try:
        cli(prog_name="punkt")
    except Exception as error:
        line = _said(error)
        if line is None:
            raise
        click.echo(f"punkt: {line}", err=True)
        sys.exit(1)


def _said(error: Exception) -> str | None:
    """The error in words; the entry point group ``punkt.errors`` knows more languages and more errors than this."""
    for hook in entry_points(group="punkt.errors"):
        line: str | None = hook.load()(error)
        return line
    return str(error) if isinstance(error, PunktError) else None
