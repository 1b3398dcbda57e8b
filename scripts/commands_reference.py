"""Writes docs/reference/commands.md from the commands themselves. A test fails while the file says something else."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from punkt.cli import cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "commands.md"
_HEAD = """# Commands

Written by `make reference` from the commands themselves; do not edit it by hand.

`punkt` lies in `.venv/bin` of the checkout. Each command ends with status 0 when it did what it was asked, 1 when
something is wrong (one line says what, where, and what to do), and 2 when it was called wrongly.

What a command prints, errors included, is in the language of `PUNKT_LANGUAGE`, else in that of the terminal
(`LC_ALL`, `LC_MESSAGES`, `LANG`): uk, en, et or sv, else English. `--help` and what a wrong call is told are English.
"""


def render() -> str:
    """The whole page."""
    context = click.Context(cli, info_name="punkt")
    return _HEAD + "".join(sections(cli, context))


def sections(command: click.Command, context: click.Context) -> Iterator[str]:
    """The section of a command, then those of its subcommands."""
    yield section(command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from sections(below, click.Context(below, parent=context, info_name=name))


def section(command: click.Command, context: click.Context) -> str:
    """Heading, call, meaning and parameters of one command."""
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    parts = [f"\n## {context.command_path}\n", f"```\n{usage}\n```\n", inspect.cleandoc(command.help or "") + "\n"]
    rows = [row(parameter, context) for parameter in command.params if not getattr(parameter, "hidden", False)]
    if rows:
        parts.append("| parameter | meaning |\n|---|---|\n" + "".join(rows))
    return "\n".join(part.replace("\b\n", "") for part in parts)


def row(parameter: click.Parameter, context: click.Context) -> str:
    """One line of the table."""
    names = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
    if not isinstance(parameter, click.Option):
        return f"| `{parameter.make_metavar(context)}` | {parameter.type.name} |\n"
    value = "" if parameter.is_flag or parameter.count else f" `{parameter.make_metavar(context)}`"
    words = [parameter.help or "", *remarks(parameter)]
    return f"| {names}{value} | {' '.join(word for word in words if word).replace('|', '&#124;')} |\n"


def remarks(option: click.Option) -> Iterator[str]:
    """What holds beside the meaning."""
    if option.required:
        yield "Required."
    if option.multiple:
        yield "May be repeated."
    if option.show_default and option.default is not None:
        yield f"Default: `{option.default}`."


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(), encoding="utf-8")
