"""Checks rendered objects against the schemas of the releases that a cluster runs."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from vmgen.checks.registry import Finding, JsonObject
from vmgen.diagnostics import Code, Severity, Shows
from vmgen.facts.kinds import kind_of
from vmgen.facts.schemas import object_schema

SCHEMA_VIOLATION = Code(
    "VM190",
    "schema-violation",
    Severity.ERROR,
    Shows.AT_APPLY,
    """An object that the catalog leads to is not valid in the release that the cluster runs.

    Mostly a field that a later release brought. The API server drops or refuses what it does not know.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: old}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.64.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: old}}
        spec:
          template: small
          disks:
          - name: root
            source:
              http:
                url: https://example.org/debian.qcow2
                checksum: md5:d41d8cd98f00b204e9800998ecf8427e

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: new}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: new}}
        spec:
          template: small
          disks:
          - name: root
            source:
              http:
                url: https://example.org/debian.qcow2
                checksum: md5:d41d8cd98f00b204e9800998ecf8427e
    """,
)


def violations(body: JsonObject, releases: Mapping[str, str]) -> Iterator[Finding]:
    """What the schema of the object's kind refuses, with the route to it. Nothing for a kind without a table."""
    known = kind_of(body["apiVersion"], body["kind"])
    if known is None:
        return
    validator = _validator(body["apiVersion"], body["kind"], releases.get(known.product))
    if not validator.is_valid(body):
        for error in validator.iter_errors(body):
            yield Finding(_in_words(error), tuple(error.instance_path), _cure(known.product, releases))


@cache
def _validator(api_version: str, kind: str, release: str | None) -> Any:
    return jsonschema_rs.validator_for(object_schema(api_version, kind, release=release))


def _in_words(error: jsonschema_rs.ValidationError) -> str:
    return f"not valid in the rendered object: {error.message}"


def _cure(product: str, releases: Mapping[str, str]) -> str:
    release = releases.get(product)
    return f"remove it, or move the cluster from {product} {release} to a newer release" if release else ""
