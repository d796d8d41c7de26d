"""Checks rendered objects against the schemas of the releases that a cluster runs."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from vmgen.checks.registry import Finding, JsonObject
from vmgen.diagnostics import Code, Severity, Shows
from vmgen.facts.kinds import kind_of
from vmgen.facts.schemas import object_schema
from vmgen.judge.absence import Absence, absence_of
from vmgen.model.spelling import did_you_mean

_WITHOUT_VALUES = frozenset({"ExternalSecret", "SealedSecret", "Secret"})

SCHEMA_VIOLATION = Code(
    "VM190",
    "schema-violation",
    Severity.ERROR,
    Shows.AT_APPLY,
    """An object that the catalog leads to is not valid in the release that the cluster runs.

    Mostly a patch that misspells a field, or gives one a value of another type. The API server drops or refuses what it
    does not know, and with that one object everything that Flux applies together with it.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks: [{name: root, size: 20Gi}]
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domain/rebootPolicies, value: Reboot}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks: [{name: root, size: 20Gi}]
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domain/rebootPolicy, value: Reboot}
    """,
)


def violations(body: JsonObject, releases: Mapping[str, str]) -> Iterator[Finding | Absence]:
    """What the schema of the object's kind refuses, with the route to it. Nothing for a kind without a table.

    `releases` maps a product (kubevirt, cdi) to the release that the cluster runs.
    """
    known = kind_of(body["apiVersion"], body["kind"])
    if known is None:
        return
    release = releases.get(known.product)
    validator = _validator(body["apiVersion"], body["kind"], release)
    if not validator.is_valid(body):
        for error in validator.iter_errors(body):
            yield from _findings(body, error, release)


def _findings(
    body: JsonObject, error: jsonschema_rs.ValidationError, release: str | None
) -> Iterator[Finding | Absence]:
    """Each key that a mapping must not have, for itself: some may be known from another release. Else the one error."""
    route = tuple(error.instance_path)
    unknown = getattr(error.kind, "unexpected", ())
    for name in unknown:
        absence = absence_of(body, (*route, name), release) if release else None
        yield absence or _unknown(body, error, name, release)
    if not unknown:
        yield Finding(f"not valid in the rendered object: {error.message}", route)


def _unknown(body: JsonObject, error: jsonschema_rs.ValidationError, name: str, release: str | None) -> Finding:
    mapping: Any = object_schema(body["apiVersion"], body["kind"], release=release)
    for step in error.schema_path[:-1]:
        mapping = mapping[step]
    message = f"not valid in the rendered object: it has no field `{name}`"
    return Finding(message, (*error.instance_path, name), did_you_mean(name, mapping.get("properties", ())))


@cache
def _validator(api_version: str, kind: str, release: str | None) -> Any:
    schema = object_schema(api_version, kind, release=release)
    # What is wrong in a Secret may be what makes it one: the message shows no value.
    return jsonschema_rs.validator_for(schema, mask="a value" if kind in _WITHOUT_VALUES else None)
