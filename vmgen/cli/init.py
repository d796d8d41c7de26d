"""`vmgen init`: a first catalog, which builds."""

import sys
import textwrap
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from vmgen.cli.starter import (
    ARCHITECTURES,
    GIT_ATTRIBUTES,
    HOOKS,
    IMAGE,
    IMAGE_SIZE,
    IMAGE_URLS,
    SCHEMA,
    SOURCE_IGNORE,
    NewMachine,
    Platform,
    cluster_text,
    image_text,
    key_text,
    machine_text,
    modeline,
)
from vmgen.cli.writing import write_new
from vmgen.facts.limits import is_dns_label
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES
from vmgen.facts.ssh_keys import KEY_PREFIXES, flaw_of
from vmgen.model.schema.documents import ANY, schema_texts
from vmgen.syntax.sources import CATALOG

_KEY_FILES = ("id_ed25519.pub", "id_ecdsa.pub", "id_rsa.pub")
_SHARED = (".gitattributes", ".pre-commit-config.yaml", ".sourceignore")
"""Files that others write to, too: what vmgen would have written is then shown."""
_QUESTIONS = {"name": "Name of the cluster", "architecture": "Architecture of its nodes", "nodes": "How many nodes"}


def _label(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not is_dns_label(value):
        raise click.BadParameter(f"`{value}` is not a DNS label: lower-case letters, digits and `-`")
    return value


@click.command(name="init", epilog="Example: vmgen init --name homelab --architecture arm64 --nodes 3 && vmgen build")
@click.option("--name", default="homelab", show_default=True, callback=_label, help="Of the Cluster.")
@click.option(
    "--architecture",
    type=click.Choice(ARCHITECTURES),
    default="amd64",
    show_default=True,
    help="Of its nodes, and of the first machine.",
)
@click.option(
    "--nodes", metavar="COUNT", type=click.IntRange(min=1), default=1, show_default=True, help="How many there are."
)
@click.option("--machine", metavar="NAME", default="web", show_default=True, callback=_label, help="The first machine.")
@click.option(
    "--ssh-key",
    metavar="FILE|KEY",
    default="",
    help="The public key that may log in. By default, the one in ~/.ssh if there is one.",
)
@click.pass_context
def command(context: click.Context, *, name: str, architecture: str, nodes: int, machine: str, ssh_key: str) -> int:
    """Write a first catalog: a Cluster, an Image, a key and a machine, with what Git and an editor need.

    Whatever is there already stays as it is. On a terminal, vmgen asks for what no option says.
    """
    root = Path(context.obj)
    _refuse_second_catalog(root)
    name, architecture, nodes = (_asked(context, one) for one in _QUESTIONS)
    key = _public_key(ssh_key)
    platform = Platform(
        name=name,
        architecture=architecture,
        nodes=nodes,
        kubevirt=KUBEVIRT_RELEASES[-1].tag,
        cdi=CDI_RELEASES[-1].tag,
        has_key=bool(key),
        has_flux=(root / "clusters" / name / "flux-system").is_dir(),
    )
    for path, text in _files(platform, machine, key).items():
        if not write_new(root, path, text) and path in _SHARED:
            click.echo(f"it could say:\n{textwrap.indent(text, '  ')}", err=True, nl=False)
    if not key:
        click.echo("no SSH key found, so that nobody can log in yet: see `vmgen explain SSHKey`", err=True)
    click.echo("next: vmgen build", err=True)
    return 0


def _files(platform: Platform, machine: str, key: str) -> dict[str, str]:
    architecture = platform.architecture
    catalog = {
        "cluster.yaml": cluster_text(platform),
        "images.yaml": image_text(IMAGE, {architecture: IMAGE_URLS[architecture]}, IMAGE_SIZE),
        **({"keys.yaml": key_text(key)} if key else {}),
        f"machines/{machine}.yaml": machine_text(NewMachine(machine, namespace=machine, image=IMAGE)),
    }
    files = {f"{CATALOG}/{path}": modeline(f"{CATALOG}/{path}") + text for path, text in catalog.items()}
    return {
        **files,
        SCHEMA: schema_texts()[f"{ANY}.json"],
        ".gitattributes": GIT_ATTRIBUTES,
        ".pre-commit-config.yaml": HOOKS,
        ".sourceignore": SOURCE_IGNORE,
    }


def _refuse_second_catalog(root: Path) -> None:
    for folder in (root.resolve(), *root.resolve().parents):
        if (folder / CATALOG).is_dir() and any((folder / CATALOG).iterdir()):
            raise click.UsageError(f"there is a catalog in {folder} already; `vmgen new machine NAME` adds to it")


def _asked(context: click.Context, name: str) -> Any:
    """What an option says, or what somebody answers where there is somebody to ask, or the default."""
    value = context.params[name]
    is_given = context.get_parameter_source(name) is not ParameterSource.DEFAULT
    if is_given or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return value
    parameter = next(one for one in context.command.params if one.name == name)
    return click.prompt(_QUESTIONS[name], default=value, value_proc=lambda text: parameter.process_value(context, text))


def _public_key(given: str) -> str:
    """The key that was given, or found in a file; empty where there is none."""
    if given.startswith(KEY_PREFIXES):
        return _sound(given.strip(), "`--ssh-key`")
    if given:
        return _sound(_first_line(Path(given).expanduser()), f"`{given}`")
    for file in (Path.home() / ".ssh" / name for name in _KEY_FILES):
        with suppress(click.BadParameter):  # nobody named this file: one that cannot be read is none
            if not flaw_of(_first_line(file)):
                return _first_line(file)
    return ""


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip().partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no text"
        raise click.BadParameter(f"cannot read {file}: {reason}") from error


def _sound(key: str, origin: str) -> str:
    """Never repeats the key: it may be a private one."""
    flaw = flaw_of(key)
    if flaw:
        raise click.BadParameter(f"{origin} holds {flaw}; name a file that ends with `.pub`")
    return key
