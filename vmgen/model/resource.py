"""What kind of thing a document is, and who it is: everything but its spec."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from vmgen.diagnostics import Diagnostic, Diagnostics, Location, Problem, Route, sign
from vmgen.facts.limits import LABEL_VALUE_LENGTH
from vmgen.model.codes import IGNORED_FIELD, MISSING_FIELD, UNKNOWN_FIELD, UNKNOWN_KIND, WRONG_TYPE
from vmgen.model.errors import described, explain_errors, no_value, quote
from vmgen.model.kinds import KIND_BY_NAME, Kind
from vmgen.model.name_codes import NAME_TOO_LONG
from vmgen.model.shape import fields
from vmgen.model.spec.metadata import Metadata
from vmgen.model.spelling import closest, did_you_mean
from vmgen.records import record
from vmgen.syntax.documents import Document

SERVER_METADATA = (
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "finalizers",
    "ownerReferences",
    "managedFields",
    "selfLink",
    "generateName",
)
LABELS = frozenset({"Machine", "MachineTemplate", "Cluster"})
"""Kinds whose names become values of labels."""
_ENVELOPE = ("apiVersion", "kind", "metadata", "spec")


@record
class Resource:
    """A document whose kind and metadata are understood. `spec` is still what was typed."""

    kind: Kind
    metadata: Metadata
    spec: Mapping[str, Any]
    location: Location


def resources(documents: tuple[Document, ...]) -> tuple[tuple[Resource, ...], Diagnostics]:
    """The documents that are of a known kind and have a name, and what is wrong with the others."""
    known: list[Resource] = []
    faults: list[Diagnostic] = []
    for document in documents:
        resource = _resource(document, faults)
        if resource is not None:
            known.append(resource)
    return tuple(known), tuple(faults)


def _resource(document: Document, faults: list[Diagnostic]) -> Resource | None:
    value, at = document.value, document.location
    if not isinstance(value, dict):
        message = "a document that is no mapping"
        faults.append(sign(UNKNOWN_KIND, Problem(at, message, "start it with `apiVersion` and `kind`")))
        return None
    kind = _kind(value, at, faults)
    if kind is None:
        return None
    _refuse_unknown_keys(value, kind, at, faults)
    if document.has_null:
        faults.extend(no_value(at.at(route), str(route[-1])) for route in _nulls(value, ()))
    metadata = _metadata(value, at, faults)
    spec = _spec(value, at, faults)
    if metadata is None or spec is None or _is_too_long(kind, metadata, at, faults):
        return None
    return Resource(kind, metadata, spec, at)


def _nulls(value: Any, route: Route) -> Iterator[Route]:
    """Where there are keys without values; `metadata` is left to its model, and `status` to the cluster."""
    if isinstance(value, dict):
        for key, item in value.items():
            below = (*route, key)
            if below[0] in {"metadata", "status"}:
                continue
            if item is None and below != ("spec",):
                yield below
            yield from _nulls(item, below)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _nulls(item, (*route, index))


def _is_too_long(kind: Kind, metadata: Metadata, at: Location, faults: list[Diagnostic]) -> bool:
    length = len(metadata.name)
    if kind.name not in LABELS or length <= LABEL_VALUE_LENGTH:
        return False
    message = f"`{metadata.name}` has {length} characters"
    problem = Problem(at / "metadata" / "name", message, f"write at most {LABEL_VALUE_LENGTH}")
    faults.append(sign(NAME_TOO_LONG, problem))
    return True


def _kind(value: Mapping[str, Any], at: Location, faults: list[Diagnostic]) -> Kind | None:
    name, version = value.get("kind"), value.get("apiVersion")
    kind = KIND_BY_NAME.get(name) if isinstance(name, str) else None
    if kind is None:
        message = f"no kind of the catalog: {quote(name)}" if name else "`kind` is missing"
        help_ = _kind_help(name)
        faults.append(sign(UNKNOWN_KIND, Problem(at / "kind", message, help_)))
        return None
    if version != kind.api_version:
        message = f"{quote(version)} is no apiVersion of {kind.name}" if version else "`apiVersion` is missing"
        problem = Problem(at / "apiVersion", message, f"write `apiVersion: {kind.api_version}`")
        faults.append(sign(UNKNOWN_KIND, problem))
    return kind


def _kind_help(name: Any) -> str:
    if str(name) in {"VirtualMachine", "VirtualMachineInstance", "VM"}:
        return "write a `Machine`, of which vmgen makes one: see `vmgen explain Machine`"
    if name and not closest(str(name), KIND_BY_NAME):
        return "hand-written Kubernetes objects go beside the output: see `vmgen explain Cluster.flux.extraResources`"
    return did_you_mean(str(name or ""), KIND_BY_NAME)


def _key_help(key: str, kind: Kind) -> str:
    for owner, model in (("metadata", Metadata), ("spec", kind.spec)):
        if key in fields(model):
            return f"`{key}` belongs to `{owner}`: check the indentation"
    return did_you_mean(key, _ENVELOPE)


def _refuse_unknown_keys(value: Mapping[str, Any], kind: Kind, at: Location, faults: list[Diagnostic]) -> None:
    for key in value:
        if key == "status":
            problem = Problem((at / key).key(), "`status` is what a cluster reports", "remove it")
            faults.append(sign(IGNORED_FIELD, problem))
        elif key not in _ENVELOPE:
            problem = Problem((at / key).key(), f"unknown key `{key}`", _key_help(key, kind))
            faults.append(sign(UNKNOWN_FIELD, problem))


def _metadata(document: Mapping[str, Any], at: Location, faults: list[Diagnostic]) -> Metadata | None:
    value = document.get("metadata")
    if type(value) is dict and value.keys().isdisjoint(SERVER_METADATA):
        try:
            return Metadata.model_validate(value)
        except ValidationError as error:
            faults.extend(explain_errors(error, Metadata, (at / "metadata").at))
            return None
    return _odd_metadata(document, at / "metadata", faults)


def _odd_metadata(document: Mapping[str, Any], where: Location, faults: list[Diagnostic]) -> Metadata | None:
    """Metadata that is missing, is no mapping, or holds what a cluster writes."""
    value = document.get("metadata")
    if value is None:
        written = "metadata" in document
        message = "`metadata` has no value" if written else "`metadata` is missing"
        help_ = "indent its keys below it" if written else "write `metadata: {name: …}`"
        faults.append(
            sign(
                MISSING_FIELD, Problem(where.key() if written else Location(where.file, where.document), message, help_)
            )
        )
        return None
    if not isinstance(value, dict):
        problem = Problem(where, f"`metadata` wants a mapping, not {described(value)}", "write `metadata: {name: …}`")
        faults.append(sign(WRONG_TYPE, problem))
        return None
    for key in value.keys() & set(SERVER_METADATA):
        problem = Problem((where / key).key(), f"`{key}` is what a cluster writes", "remove it")
        faults.append(sign(IGNORED_FIELD, problem))
    authored = {key: item for key, item in value.items() if key not in SERVER_METADATA}
    return _metadata({"metadata": authored}, Location(where.file, where.document), faults)


def _spec(value: Mapping[str, Any], at: Location, faults: list[Diagnostic]) -> Mapping[str, Any] | None:
    spec = value.get("spec", {})
    if isinstance(spec, dict):
        return spec
    if spec is None:
        return {}
    faults.append(sign(WRONG_TYPE, Problem(at / "spec", "`spec` is no mapping", "indent its keys below it")))
    return None
