"""`vmgen completion`: the script by which a shell completes commands, options, machines and codes."""

import click
from click.shell_completion import ShellComplete, get_completion_class

PROGRAM = "vmgen"
VARIABLE = "_VMGEN_COMPLETE"
"""As click makes it of the program's name."""


@click.command(name="completion", epilog="Example: vmgen completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(["bash", "fish", "zsh"]))
@click.pass_context
def command(context: click.Context, *, shell: str) -> int:
    """Print the script that completes vmgen in SHELL.

    \b
    bash  vmgen completion bash >> ~/.bashrc
    zsh   vmgen completion zsh >> ~/.zshrc
    fish  vmgen completion fish > ~/.config/fish/completions/vmgen.fish
    """
    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(f"click cannot complete in {shell}")
    # Not the completer's own `source`, which starts the shell to ask for its version.
    click.echo(ShellComplete.source(completer(context.find_root().command, {}, PROGRAM, VARIABLE)))
    return 0
