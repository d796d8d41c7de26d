"""The command line: which commands there are, and what their exit codes mean.

0 clean, 1 findings or stale output, 2 usage, 3 a bug in vmgen, 130 interrupted. `check --kubeconform` has two more: 4
something could not be checked, 5 something was skipped.
"""

import gc
import importlib
import io
import os
import sys
import traceback
from typing import TYPE_CHECKING, Any, NoReturn

import click

from vmgen import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "build": "Compile the catalog into the output folders.",
    "check": "Report what is wrong with the catalog.",
    "completion": "Print a script that completes commands in a shell.",
    "diff": "Tell what a change does to the machines that run.",
    "explain": "Explain a diagnostic, or a field of the catalog.",
    "graph": "Draw the chain that Flux walks through, and the machines at its end.",
    "init": "Write a first catalog.",
    "list": "List the machines of the catalog.",
    "lock": "Ask the registries for the digests and platforms of all images.",
    "new": "Write a new machine, image, network or template into the catalog.",
    "schema": "Print the JSON Schemas of the catalog, for editors.",
    "show": "Show a machine, its objects, and how to look at it in its cluster.",
    "vendor": "Fetch the release manifests of KubeVirt and CDI into the catalog.",
    "why": "Show where the values of a machine were written.",
}
BUG = 3
INTERRUPTED = 130


class LazyCommands(click.Group):
    """Loads a command's module when it is called: `vmgen --help` imports click and nothing heavy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 # click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 # click's signature
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"vmgen.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """As click does it, without loading each command for its help."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 # as above
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(
    cls=LazyCommands,
    context_settings={"auto_envvar_prefix": "VMGEN", "help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: vmgen build && git diff --stat",
)
@click.version_option(__version__, prog_name="vmgen")
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False),
    help="Work in the repository that holds DIR.",
)
@click.option("--color/--no-color", default=None, help="Color, or none. By default on a terminal only.")
@click.pass_context
def vmgen(ctx: click.Context, directory: str, color: bool | None) -> None:
    """Compile a catalog of virtual machines into a Git tree for Flux and KubeVirt."""
    ctx.obj = directory
    ctx.color = color


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs a command and ends the process. The one place that catches what nobody expected."""
    # Nearly all that is made here lives until the end, and the collector looks through it again and again.
    gc.disable()
    _write_whatever_comes()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # there are none, and looking for them takes a while
    try:
        exit_code: Any = vmgen.main(arguments, prog_name="vmgen", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception:  # noqa: BLE001 # the last resort: a bug must look like one, and never like a user's mistake
        _report_bug()
        sys.exit(BUG)
    sys.exit(exit_code or 0)


def _write_whatever_comes() -> None:
    """A file's name may be what the terminal, or no encoding at all, can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _report_bug() -> None:
    click.echo(traceback.format_exc(), err=True)
    click.echo(
        f"This is a bug in vmgen {__version__}, not in your catalog. Nothing was lost.\n"
        "Please report it, with the lines above and what you ran.",
        err=True,
    )
