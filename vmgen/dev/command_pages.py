"""Writes the reference of the command line, from the commands themselves."""

import inspect
from collections.abc import Iterator
from importlib import import_module

import click

from vmgen.cli import COMMANDS, vmgen
from vmgen.dev.markdown import fence, page, table

PATH = "docs/commands.md"
EXIT_CODES = (
    ("0", "clean: what was asked for is done, and nothing is an error"),
    ("1", "findings: errors in the catalog, a stale output, or a disk that cannot be written"),
    ("2", "usage: an option, a name or a folder that is not there"),
    ("3", "a bug in vmgen, with a report to paste"),
    ("4, 5", "with `vmgen check --kubeconform` only: something could not be checked, or was skipped"),
    ("130", "interrupted"),
)
_INTRODUCTION = """\
The answer goes to stdout and talk to stderr. The repository is the nearest folder, from the working
directory upwards, that holds `catalog/`. Every option has an environment variable, which counts where the option is not
given.
"""


def command_files() -> dict[str, str]:
    """The text of the page by its path from the project's root."""
    context = vmgen.make_context("vmgen", [], resilient_parsing=True)
    parts = [
        _INTRODUCTION,
        fence(f"vmgen {' '.join(vmgen.collect_usage_pieces(context))}", "text"),
        _options(vmgen, "VMGEN"),
        "## Exit codes",
        table(("code", "means"), EXIT_CODES),
    ]
    for name in sorted(COMMANDS):
        parts += _sections(import_module(f"vmgen.cli.{name}").command, context)
    return {PATH: page("Commands", "`vmgen/cli/`", *parts)}


def _sections(command: click.Command, parent: click.Context) -> Iterator[str]:
    """A command, and behind it those below it."""
    context = command.make_context(command.name, [], parent=parent, resilient_parsing=True)
    yield f"## {context.command_path}"
    yield inspect.cleandoc(command.help or "")
    yield fence(" ".join([context.command_path, *command.collect_usage_pieces(context)]), "text")
    yield _options(command, str(context.auto_envvar_prefix))
    yield fence((command.epilog or "").removeprefix("Example: ").replace("; ", "\n"), "sh")
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _sections(below, context)


def _options(command: click.Command, prefix: str) -> str:
    options = [one for one in command.params if isinstance(one, click.Option)]
    rows = [
        (_spelling(one), f"`{one.envvar or f'{prefix}_{(one.name or str()).upper()}'}`", _help(one))
        for one in options
        if not one.is_eager
    ]
    return table(("option", "variable", "what it does"), rows) if rows else ""


def _spelling(option: click.Option) -> str:
    """`--format text|json`."""
    value = ""
    if not option.is_flag:
        value = f" {option.metavar or '|'.join(getattr(option.type, 'choices', ())) or option.type.name.upper()}"
    names = [*option.opts, *option.secondary_opts]
    return ", ".join(f"`{name}{value}`" for name in names)


def _help(option: click.Option) -> str:
    default = option.default if isinstance(option.default, str) and option.show_default else ""
    return f"{option.help or ''}{f' By default `{default}`.' if default else ''}"
