"""Writes the JSON Schemas: of Kubernetes objects where kubeconform looks for them, of the catalog for editors."""

from collections.abc import Iterator

from vmgen.facts.kinds import KINDS, Kind
from vmgen.facts.schema_files import RELEASES, file_of, folder_of, schema_text
from vmgen.model.schema.documents import schema_texts

FOLDER = "schemas/kubernetes/"
CATALOG_FOLDER = "schemas/catalog/"


def schema_files() -> dict[str, str]:
    """The text of each schema by its path from the project's root; `schemas/README.md` says which fit a cluster."""
    return {f"{FOLDER}{path}": text for kind in KINDS for path, text in _files(kind)}


def catalog_schema_files() -> dict[str, str]:
    """The schemas of the catalog language, where the first line of a catalog file leads editors."""
    return {f"{CATALOG_FOLDER}{name}": text for name, text in schema_texts().items()}


def _files(kind: Kind) -> Iterator[tuple[str, str]]:
    releases = RELEASES.get(kind.product)
    if releases is None:
        yield file_of(kind), schema_text(kind)
        return
    for line in {release.line: release for release in releases}.values():
        yield f"{folder_of(kind.product, line)}/{file_of(kind)}", schema_text(kind, line.tag)
