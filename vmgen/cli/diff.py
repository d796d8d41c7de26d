"""`vmgen diff`: what a change of the catalog does to the machines that run."""

import os
from pathlib import Path

import click

from vmgen.cli.options import cluster_option, require_cluster
from vmgen.cli.repository import repository, show
from vmgen.diagnostics import has_errors
from vmgen.difference import difference
from vmgen.external.revisions import merge_base, texts_at
from vmgen.impact.effects import Effect
from vmgen.output.layout import CLUSTERS
from vmgen.output.ownership import is_ours
from vmgen.pipeline import Build, Scope, prepare
from vmgen.report.diff import DIFF_FORMATS
from vmgen.report.diff.entries import entries
from vmgen.report.text import render_text

FAILED = 1
_CLASSES = {
    "restart": Effect.RESTART,
    "remove": Effect.REMOVED,
    "refuse": Effect.REFUSED,
    "lose": Effect.LOST,
}
_BASE_BRANCHES = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")


@click.command(name="diff", epilog="Example: vmgen diff --against origin/main --fail-on lose")
@click.option(
    "--against",
    metavar="REV|DIR",
    default="",
    envvar="VMGEN_DIFF_AGAINST",
    help="What is applied: a revision of Git, or a folder. Left out, HEAD; for a pull request, where it left its base.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(DIFF_FORMATS)),
    default="text",
    show_default=True,
    envvar="VMGEN_DIFF_FORMAT",
    help="Of what is told.",
)
@click.option("--fail-on", type=click.Choice(list(_CLASSES)), help="Exit with 1 where this, or worse, happens.")
@cluster_option("This Cluster only.")
@click.pass_obj
def command(directory: str, *, against: str, format_: str, fail_on: str | None, cluster: str) -> int:
    """Tell what a build would do to what runs: what applies live, restarts, goes, or is refused, and why.

    The tree in Git is compared with the one that the catalog comes to. Nothing is written, and no cluster is asked.
    """
    root = repository(directory)
    build = prepare(root, Scope(cluster, allow_deletion=True))
    require_cluster(cluster, build.fleet, build.diagnostics)
    if has_errors(build.diagnostics):
        show(render_text(build.diagnostics, build.spans), err=True)
        return FAILED
    before = _before(root, against, build, cluster)
    found = difference(build.fleet, build.plan.texts, before)
    click.echo(DIFF_FORMATS[format_](entries(found, build.spans)), nl=False)
    return FAILED if fail_on and any(one.effect.rank >= _CLASSES[fail_on].rank for one in found.changes) else 0


def _before(root: Path, against: str, build: Build, cluster: str) -> dict[str, str]:
    """The files that vmgen wrote into the tree that is applied."""
    folders = {one.output for one in build.fleet.clusters if cluster in {"", one.name}} | (
        set() if cluster else {CLUSTERS}
    )
    if against and Path(against).is_dir():
        texts = _below(Path(against), folders)
    else:
        revision = texts_at(root, against or _base(root), folders)
        if revision.failure:
            raise click.UsageError(f"there is nothing to compare with: {revision.failure}")
        texts = dict(revision.texts)
    return {path: text for path, text in texts.items() if is_ours(text)}


def _base(root: Path) -> str:
    """For a pull request, where its branch left the one that it goes to."""
    branches = (os.environ.get(name) for name in _BASE_BRANCHES)
    return next((base for one in branches if one and (base := merge_base(root, f"origin/{one}"))), "HEAD")


def _below(folder: Path, folders: set[str]) -> dict[str, str]:
    paths = (path for one in sorted(folders) for path in sorted((folder / one).rglob("*.yaml")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode(errors="replace") for path in paths}
