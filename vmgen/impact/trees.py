"""The objects of a tree, by what Kubernetes takes for one object."""

import re
from collections.abc import Mapping
from typing import Any

from vmgen.records import record
from vmgen.syntax.documents import parse
from vmgen.targets.labels import MACHINE_LABEL

JsonObject = dict[str, Any]

LINK_FILE = re.compile(r"(.+)/flux/[^/]+\.yaml")
"""A link of the chain, in the folder of its cluster."""


@record
class Identity:
    """`folder` is that of the cluster: the same name on two clusters is two objects."""

    folder: str
    group: str
    kind: str
    namespace: str
    name: str


@record
class Standing:
    """An object, and the file that it stands in."""

    path: str
    body: JsonObject

    @property
    def machine(self) -> str:
        """The machine that it belongs to; empty for what machines share."""
        labels: dict[str, str] = self.body["metadata"].get("labels") or {}
        return labels.get(MACHINE_LABEL, "")

    @property
    def annotations(self) -> dict[str, str]:
        annotations: dict[str, str] = self.body["metadata"].get("annotations") or {}
        return annotations


def objects_of(texts: Mapping[str, str], folders: tuple[str, ...]) -> dict[Identity, Standing]:
    """`folders` are those of the clusters. What is no object, such as kustomization.yaml, is left out."""
    documents, _ = parse(texts)
    found: dict[Identity, Standing] = {}
    for document in documents:
        body = document.value
        path = document.file
        if isinstance(body, dict) and isinstance(body.get("metadata"), dict) and "name" in body["metadata"]:
            folder = next((one for one in folders if path.startswith(f"{one}/")), "")
            found[_identity(folder, body)] = Standing(path, body)
    return found


def _identity(folder: str, body: JsonObject) -> Identity:
    metadata = body["metadata"]
    group = str(body.get("apiVersion", "")).rpartition("/")[0]
    return Identity(folder, group, str(body.get("kind", "")), str(metadata.get("namespace", "")), str(metadata["name"]))
