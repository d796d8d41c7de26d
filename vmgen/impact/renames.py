"""Machines that go and come back under another name: to Kubernetes they are two machines."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from vmgen.impact.effects import Effect
from vmgen.impact.objects import ObjectChange
from vmgen.impact.trees import Standing

JsonObject = dict[str, Any]

_IDENTITY = ("macAddress", "serial", "uuid")
"""Fields that vmgen derives from the name."""


def with_renames(changes: Iterable[ObjectChange]) -> tuple[ObjectChange, ...]:
    """A machine that is new, and like one that goes but for its name, is told as what took its place."""
    known = tuple(changes)
    gone = {_likeness(one.old): one for one in known if _is_machine(one) and one.new is None and one.old}
    return tuple(_renamed(one, gone) for one in known)


def _renamed(change: ObjectChange, gone: dict[str, ObjectChange]) -> ObjectChange:
    if not _is_machine(change) or change.old is not None or change.new is None:
        return change
    before = gone.get(_likeness(change.new))
    if before is None:
        return change
    name = before.identity.name
    if before.identity.namespace != change.identity.namespace:
        name = f"{before.identity.namespace}/{name}"
    return replace(change, effect=Effect.REPLACED, renamed_from=name)


def _is_machine(change: ObjectChange) -> bool:
    return change.identity.kind == "VirtualMachine"


def _likeness(standing: Standing) -> str:
    """What the machine is apart from its name, and from what follows from its name."""
    name = standing.body["metadata"]["name"]
    spec = standing.body["spec"]["template"]["spec"]
    return json.dumps(_without_identity(spec), sort_keys=True).replace(f'"{name}-', '"-')


def _without_identity(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_identity(one) for key, one in value.items() if key not in _IDENTITY}
    return [_without_identity(one) for one in value] if isinstance(value, list | tuple) else value
