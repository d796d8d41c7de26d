"""`vmgen lock`: what the registries say of every image that the catalog uses."""

import click

from vmgen.cli.repository import repository, show

FINDINGS = 1


@click.command(name="lock", epilog="Example: vmgen lock && git add catalog/vmgen.lock.yaml")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    envvar="VMGEN_LOCK_CHECK",
    help="Write nothing; exit with 1 if the registries say something else than the lock.",
)
@click.option(
    "--plain-http",
    "in_clear",
    metavar="HOST",
    multiple=True,
    envvar="VMGEN_LOCK_PLAIN_HTTP",
    help="A registry, with its port, that speaks HTTP without encryption. It is never shown a login.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=20,
    show_default=True,
    help="How long a registry may be silent before it is asked again.",
)
@click.pass_obj
def command(directory: str, *, only_check: bool, in_clear: tuple[str, ...], timeout: float) -> int:
    """Ask the registries for digest and platforms of every image, and write them into the lock.

    The images are those of disks, of the Images in the catalog, and of the operators that vmgen installs. Logins come
    from the file that REGISTRY_AUTH_FILE names, else from those of Podman and Docker. Builds read
    catalog/vmgen.lock.yaml and ask nobody: commit it. Exits with 1 if an image could not be found out about; the others
    are locked all the same.
    """
    from vmgen.cli.locking import Locking
    from vmgen.diagnostics import has_errors
    from vmgen.external.http import Patience
    from vmgen.findings import in_order
    from vmgen.pipeline import fleet_of
    from vmgen.report.text import render_text
    from vmgen.syntax.sources import read
    from vmgen.syntax.spans import Spans

    root = repository(directory)
    sources, faults = read(root)
    understood, spans = fleet_of(sources), Spans(sources)
    found = (*faults, *understood.diagnostics)
    if has_errors(found):
        show(render_text(in_order(found, spans), spans), err=True)
        click.echo("no registry was asked: mend the errors first", err=True)
        return FINDINGS
    locking = Locking(root, sources, Patience(silence=timeout), frozenset(in_clear))
    failures = in_order(locking.ask(), spans)
    show(render_text(failures, spans), err=True)
    is_fresh = locking.compare() if only_check else locking.write()
    return 0 if is_fresh and not failures else FINDINGS
