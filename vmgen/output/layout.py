"""Objects to files: which objects share one, and what stands at its top."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from vmgen.diagnostics import Diagnostic, Problem, sign
from vmgen.fleet.fleet import Attachment, Cluster
from vmgen.output.codes import UNWRITABLE_TEXT
from vmgen.output.ownership import header
from vmgen.output.yaml_writer import UnwritableError, write_yaml
from vmgen.targets.manifest import Manifest

CLUSTERS = "clusters"
_CATALOG = "catalog/"


def place(cluster: Cluster, manifests: Iterable[Manifest], *, faults: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """The files of a cluster's tree, as (path below the repository, text); one that cannot be written is left out.

    Objects of one file must follow each other: the objects of one file at a time are in memory.
    """
    for path, group in groupby(manifests, key=attrgetter("path")):
        objects = list(group)
        sources = {manifest.written.at.file for manifest in objects}
        top = header(sources.pop() if len(sources) == 1 else _CATALOG)
        if objects[0].copied is not None:
            yield f"{cluster.output}/{path}", _copy(objects[0].copied)
            continue
        try:
            yield f"{cluster.output}/{path}", write_yaml([manifest.body for manifest in objects], header=top)
        except UnwritableError:
            faults.extend(fault for manifest in objects for fault in _unwritable(manifest))


def _copy(attachment: Attachment) -> str:
    """Below our first line, every byte as it was: SOPS signs values and their order, and no comments."""
    return f"{header(attachment.file)}\n{attachment.text}"


def _unwritable(manifest: Manifest) -> Iterator[Diagnostic]:
    try:
        write_yaml([manifest.body])
    except UnwritableError as error:
        route = tuple(step for step in error.route if isinstance(step, str | int))
        yield sign(UNWRITABLE_TEXT, Problem(manifest.where(route), error.reason, "remove or rewrite it"))
