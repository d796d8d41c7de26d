"""Merged data to models: the one place where what was typed becomes typed."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from vmgen.diagnostics import Diagnostic, Diagnostics, Problem, sign
from vmgen.model.codes import UNKNOWN_FIELD
from vmgen.model.errors import explain_errors
from vmgen.model.layers import Written, merged
from vmgen.model.merge import Layered
from vmgen.model.shape import fields
from vmgen.model.spec.base import Authored
from vmgen.model.spec.cluster import ClusterSpec
from vmgen.model.spec.credentials import SecretRefSpec, SSHKeySpec
from vmgen.model.spec.image import ImageSpec
from vmgen.model.spec.machine import MachineSpec, MachineTemplateSpec
from vmgen.model.spec.network_configuration import NetworkConfigurationSpec
from vmgen.records import record

_STAND_IN = {"resources": {"cpu": {"cores": 1}, "memory": {"size": "1Gi"}}}
"""What a partial spec may lack: pydantic compares fields of a whole only where nothing is missing."""

AnySpec = TypeVar("AnySpec", bound=Authored)


@record
class WrittenMachine:
    """A machine, the name of the Cluster it goes to, and that of its set if it is one of several replicas."""

    machine: Written[MachineSpec]
    cluster: str
    set: str = ""


@record
class Catalog:
    """Everything that was typed and is well formed, in the order of files and documents."""

    machines: tuple[WrittenMachine, ...]
    clusters: tuple[Written[ClusterSpec], ...]
    networks: tuple[Written[NetworkConfigurationSpec], ...]
    images: tuple[Written[ImageSpec], ...]
    ssh_keys: tuple[Written[SSHKeySpec], ...]
    secret_refs: tuple[Written[SecretRefSpec], ...]
    templates: tuple[Written[MachineTemplateSpec], ...]
    broken: frozenset[str] = frozenset()
    """Names of what was typed, and is not here since it is not well formed."""


def decode(layered: tuple[Layered, ...], unread: frozenset[str] = frozenset()) -> tuple[Catalog, Diagnostics]:
    """The models of all resources; one that does not fit its model is left out. Of others the names are `unread`."""
    broken: set[str] = set()
    faults: list[Diagnostic] = []
    decoded: dict[str, list[tuple[Layered, Written[Any]]]] = {}
    for one in layered:
        faults.extend(_partial_faults(one))
        written = None if one.is_partial else _decode(one, faults)
        if written is None:
            broken.add(one.resource.metadata.name)
        else:
            decoded.setdefault(written.kind, []).append((one, written))
    catalog = Catalog(
        machines=tuple(
            WrittenMachine(written, one.cluster, one.set)
            for one, written in decoded.get("Machine", ())
            if written.spec.replicas != 0
        ),
        clusters=_of(decoded, "Cluster", ClusterSpec),
        networks=_of(decoded, "NetworkConfiguration", NetworkConfigurationSpec),
        images=_of(decoded, "Image", ImageSpec),
        ssh_keys=_of(decoded, "SSHKey", SSHKeySpec),
        secret_refs=_of(decoded, "SecretRef", SecretRefSpec),
        templates=_of(decoded, "MachineTemplate", MachineTemplateSpec),
        broken=unread | broken,
    )
    return catalog, tuple(faults)


def _of(
    decoded: dict[str, list[tuple[Layered, Written[Any]]]], kind: str, _spec: type[AnySpec]
) -> tuple[Written[AnySpec], ...]:
    return tuple(written for _, written in decoded.get(kind, ()))


def _decode(one: Layered, faults: list[Diagnostic]) -> Written[Any] | None:
    kind, spec = one.resource.kind, one.spec
    if kind.partial == ():
        own = fields(kind.spec)
        spec = {key: value for key, value in spec.items() if key in own}
    try:
        value = kind.spec.model_validate(spec)
    except ValidationError as error:
        faults.extend(explain_errors(error, kind.spec, one.where))
        return None
    return Written(kind.name, one.resource.metadata, value, one.layers, one.resource.location)


def _partial_faults(one: Layered) -> Iterator[Diagnostic]:
    """What is wrong with a partial Machine spec: of a template, of defaults, of a machine that lacks its base."""
    kind, value = one.resource.kind, one.resource.spec
    partial = () if one.is_partial else kind.partial
    if partial is None:
        return
    for step in partial:
        value = value.get(str(step), {})
    if not isinstance(value, dict):
        return
    own = fields(kind.spec) if kind.partial == () else {}
    if own:
        value = {key: item for key, item in value.items() if key not in own}
        if "template" in value:
            at = (one.resource.location / "spec" / "template").key()
            yield sign(UNKNOWN_FIELD, Problem(at, "a template cannot build on another one", "write out what it says"))
    try:
        MachineSpec.model_validate(merged(_STAND_IN, value))
    except ValidationError as error:
        locate = (one.resource.location / "spec").at(partial).at
        yield from explain_errors(error, MachineSpec, locate, partial=True, beside=own)
