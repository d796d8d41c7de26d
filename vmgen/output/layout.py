"""Objects to files: which objects share one, and what stands at its top."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from vmgen.diagnostics import Diagnostic, Problem, sign
from vmgen.facts.limits import OBJECT_SIZE
from vmgen.fleet.fleet import Attachment, Cluster
from vmgen.output.codes import OBJECT_TOO_LARGE, UNWRITABLE_TEXT
from vmgen.output.ownership import header
from vmgen.output.yaml_writer import UnwritableError, write_yaml
from vmgen.targets.manifest import Manifest

CLUSTERS = "clusters"
_CATALOG = "catalog/"
_MOST_BYTES = 4
"""Of a character: most texts need not be encoded to know how large they are."""


def place(cluster: Cluster, manifests: Iterable[Manifest], *, faults: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """The files of a cluster's tree, as (path below the repository, text); one that cannot be written is left out.

    Objects of one file must follow each other: the objects of one file at a time are in memory.
    """
    for path, group in groupby(manifests, key=attrgetter("path")):
        objects = list(group)
        sources = {manifest.written.at.file for manifest in objects}
        top = header(sources.pop() if len(sources) == 1 else _CATALOG)
        try:
            text = _text(objects, top)
        except UnwritableError:
            faults.extend(fault for manifest in objects for fault in _unwritable(manifest))
            continue
        if len(text) > OBJECT_SIZE // _MOST_BYTES:
            faults.extend(fault for manifest in objects for fault in _too_large(manifest))
        yield f"{cluster.output}/{path}", text


def _text(objects: list[Manifest], top: str) -> str:
    copied = objects[0].copied
    return _copy(copied) if copied is not None else write_yaml([manifest.body for manifest in objects], header=top)


def _copy(attachment: Attachment) -> str:
    """Below our first line, every byte as it was: SOPS signs values and their order, and no comments."""
    return f"{header(attachment.file)}\n{attachment.text}"


def _unwritable(manifest: Manifest) -> Iterator[Diagnostic]:
    try:
        write_yaml([manifest.body])
    except UnwritableError as error:
        route = tuple(step for step in error.route if isinstance(step, str | int))
        yield sign(UNWRITABLE_TEXT, Problem(manifest.where(route), error.reason, "remove or rewrite it"))


def _too_large(manifest: Manifest) -> Iterator[Diagnostic]:
    """What goes into a Secret that vmgen makes is told of by a check of its own."""
    size = len(_text([manifest], "").encode())
    if size > OBJECT_SIZE and (manifest.kind != "Secret" or manifest.copied is not None):
        message = f"{manifest.kind} would have {size:,} bytes, and the API server takes {OBJECT_SIZE:,}"
        yield sign(OBJECT_TOO_LARGE, Problem(manifest.where(()), message, "make it smaller, or bring it in parts"))
