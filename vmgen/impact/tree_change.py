"""What becomes of a whole tree: every object that another tree has different."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vmgen.impact.effects import UNKNOWN, Conditions
from vmgen.impact.migratable import is_migratable
from vmgen.impact.objects import ObjectChange, object_change
from vmgen.impact.renames import with_renames
from vmgen.impact.trees import LINK_FILE, Identity, Standing, objects_of

JsonObject = dict[str, Any]
Objects = dict[Identity, Standing]

_CLAIMS = frozenset({"DataVolume", "PersistentVolumeClaim"})


def tree_changes(
    old: Mapping[str, str], new: Mapping[str, str], conditions: Mapping[str, Conditions]
) -> tuple[ObjectChange, ...]:
    """`old` and `new` are {path: text}; `conditions` belong to the folders of clusters. Sorted by what objects are."""
    folders = tuple(sorted({*conditions, *_folders(old)}))
    differing = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    before, after = (
        objects_of({path: tree[path] for path in differing if path in tree}, folders) for tree in (old, new)
    )
    claims = _claims(before)
    found = [
        object_change(one, before.get(one), after.get(one), _on(one, before.get(one), claims, conditions))
        for one in sorted(before.keys() | after.keys(), key=_order)
        if one not in before or one not in after or before[one].body != after[one].body
    ]
    return with_renames(found)


def _folders(texts: Mapping[str, str]) -> set[str]:
    """Those of the clusters in a tree: each has its chain below `flux/`."""
    return {match[1] for path in texts if (match := LINK_FILE.fullmatch(path))}


def _claims(objects: Objects) -> dict[tuple[str, str], dict[str, JsonObject]]:
    """Claims and DataVolumes by name, for each namespace of each cluster."""
    found: dict[tuple[str, str], dict[str, JsonObject]] = {}
    for one, standing in objects.items():
        if one.kind in _CLAIMS:
            found.setdefault((one.folder, one.namespace), {})[one.name] = standing.body
    return found


def _on(
    identity: Identity,
    old: Standing | None,
    claims: dict[tuple[str, str], dict[str, JsonObject]],
    conditions: Mapping[str, Conditions],
) -> Conditions:
    on = conditions.get(identity.folder, UNKNOWN)
    if identity.kind != "VirtualMachine" or old is None:
        return on
    beside = claims.get((identity.folder, identity.namespace), {})
    return replace(on, is_migratable=is_migratable(old.body, beside))


def _order(identity: Identity) -> tuple[str, str, str, str]:
    return identity.folder, identity.namespace, identity.name, identity.kind
