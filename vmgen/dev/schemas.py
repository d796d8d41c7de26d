"""Writes the JSON Schemas of Kubernetes objects where kubeconform looks for them."""

import json

from vmgen.facts.schemas import SCHEMA_KINDS, object_schema

FOLDER = "schemas/kubernetes/"


def schema_files() -> dict[str, str]:
    """The text of each schema by its path from the project's root.

    For `kubeconform -schema-location 'schemas/kubernetes/{{ .ResourceKind }}{{ .KindSuffix }}.json'`.
    """
    return {_path(api_version, kind): _text(api_version, kind) for api_version, kind in SCHEMA_KINDS}


def _path(api_version: str, kind: str) -> str:
    """kubeconform's suffix is the first label of the group, if there is one, and the version."""
    group, _, version = api_version.rpartition("/")
    label = group.partition(".")[0]
    suffix = f"{label}-{version}" if label else version
    return f"{FOLDER}{kind.lower()}-{suffix}.json"


def _text(api_version: str, kind: str) -> str:
    return json.dumps(object_schema(api_version, kind), indent=2, sort_keys=True) + "\n"
