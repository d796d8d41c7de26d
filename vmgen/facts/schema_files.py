"""Schemas as files, in the layout of kubeconform: a folder for each release line of a product, and one for the rest.

A cluster with KubeVirt v1.9.2 and CDI v1.66.0 is checked with the folders `kubevirt-1.9` and `cdi-1.66`, and with what
lies beside them: the kinds that no release of theirs changes.
"""

import json
from collections.abc import Mapping

from vmgen.facts.kinds import Kind
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES, Release
from vmgen.facts.schemas import object_schema

LAYOUT = "{{ .ResourceKind }}{{ .KindSuffix }}.json"
"""The file of a kind, as a template of kubeconform's `-schema-location`."""

RELEASES: Mapping[str, tuple[Release, ...]] = {"kubevirt": KUBEVIRT_RELEASES, "cdi": CDI_RELEASES}
"""Of the products whose release a Cluster names: their kinds have a schema for each line."""


def file_of(kind: Kind) -> str:
    """kubeconform's suffix is the first label of the group, if there is one, and the version."""
    group, _, version = kind.api_version.rpartition("/")
    label = group.partition(".")[0]
    suffix = f"{label}-{version}" if label else version
    return f"{kind.kind.lower()}-{suffix}.json"


def folder_of(product: str, release: Release) -> str:
    return f"{product}-{release.major}.{release.minor}"


def schema_text(kind: Kind, release: str | None = None) -> str:
    """Always the same text for the same fields, whatever the patch release."""
    schema = object_schema(kind.api_version, kind.kind, release=release)
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"
