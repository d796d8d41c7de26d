"""What kustomize would make of a release by the kustomization.yaml that fetches it, done here.

Only the forms that vmgen itself writes are known, and what happens to each is what kustomize does (its filter of image
tags, and the merge of strategic patches in kyaml): mappings are merged, a null takes a key away, a list whose items
have names is merged by them, with those of the patch first, and any other takes the place of the old one.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from vmgen.records import record
from vmgen.syntax.documents import read_text, with_lists
from vmgen.targets.manifest import JsonObject

_POD = ("spec", "template", "spec")
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_CONTAINERS = (*_POD, "containers")
_VARIABLES = (*_CONTAINERS, "env")
_BY_NAME = frozenset({_CONTAINERS, _VARIABLES, (*_POD, "imagePullSecrets")})
_AS_A_WHOLE = frozenset(
    {
        (*_CONTAINERS, "args"),
        (*_CONTAINERS, "command"),
        (*_POD, "tolerations"),
        (*_POD, "affinity", "nodeAffinity", _REQUIRED, "nodeSelectorTerms"),
    }
)
_FIELDS = frozenset({"apiVersion", "kind", "resources", "images", "patches"})
_SELECTORS = frozenset({"kind", "name"})
_IMAGE_CHANGES = frozenset({"name", "newName", "newTag", "digest"})
_IMAGE = re.compile(r"(?P<name>.+?)(?::(?P<tag>[\w.-]*))?(?:@(?P<digest>[\w:.-]*))?")

_Route = tuple[str, ...]


class UnknownFormError(ValueError):
    """kustomize knows it, and nothing here does: vmgen must not write it."""


@record
class Overridden:
    """The objects as they end up, and what was meant for some of them and found none."""

    objects: tuple[JsonObject, ...]
    misses: tuple[str, ...]


def overridden(objects: Sequence[JsonObject], kustomization: JsonObject, variables: Collection[str] = ()) -> Overridden:
    """`objects` stay as they are; `variables` are those that a patch may replace only. Raises UnknownFormError."""
    _refuse_others(kustomization, _FIELDS, "a kustomization")
    misses: list[str] = []
    bodies = list(objects)
    for patch in kustomization.get("patches", ()):
        bodies = _patched(bodies, patch, _Merge(misses, variables))
    for change in kustomization.get("images", ()):
        bodies = _with_image(bodies, change, misses)
    return Overridden(tuple(bodies), tuple(misses))


def _patched(bodies: list[JsonObject], patch: JsonObject, merge: "_Merge") -> list[JsonObject]:
    _refuse_others(patch, frozenset({"target", "patch"}), "a patch")
    value, faults = read_text(patch["patch"])
    if faults or not isinstance(value, dict):
        raise UnknownFormError("a patch is one mapping")
    target = patch.get("target")
    if target is not None:
        _refuse_others(target, _SELECTORS, "a target")
    chosen = [_is_target(body, target) if target is not None else _is_same(body, value) for body in bodies]
    if not any(chosen):
        name = target.get("name", "") if target is not None else value["metadata"]["name"]
        merge.misses.append(f"no {(target or value).get('kind', 'object')} `{name}`".removesuffix(" ``"))
    change = _change(with_lists(value))
    return [merge.mapping(body, change, ()) if hit else body for body, hit in zip(bodies, chosen, strict=True)]


def _is_target(body: JsonObject, target: JsonObject) -> bool:
    found = {"kind": body["kind"], "name": body["metadata"]["name"]}
    return all(re.fullmatch(pattern, found[key]) for key, pattern in target.items())


def _is_same(body: JsonObject, patch: JsonObject) -> bool:
    """Without a target, a patch is for the object that it names in itself."""
    identities = [
        (one["apiVersion"], one["kind"], one["metadata"]["name"], one["metadata"].get("namespace"))
        for one in (body, patch)
    ]
    return identities[0] == identities[1]


def _change(patch: JsonObject) -> JsonObject:
    """What a patch says beside whom it is for: no patch gives an object another name."""
    metadata = {key: value for key, value in patch.get("metadata", {}).items() if key not in {"name", "namespace"}}
    rest = {key: value for key, value in patch.items() if key not in {"apiVersion", "kind", "metadata"}}
    return {**({"metadata": metadata} if metadata else {}), **rest}


class _Merge:
    def __init__(self, misses: list[str], variables: Collection[str]) -> None:
        self.misses = misses
        self._variables = variables

    def mapping(self, old: JsonObject, change: JsonObject, route: _Route) -> JsonObject:
        merged = dict(old)
        for key, value in change.items():
            if key.startswith("$"):
                raise UnknownFormError(f"the directive `{key}`")
            if value is None:
                merged.pop(key, None)
            else:
                merged[key] = self._value(merged.get(key), value, (*route, key))
        return merged

    def _value(self, old: Any, value: Any, route: _Route) -> Any:
        if isinstance(value, dict):
            return self.mapping(_of_kind(dict, old, route), value, route)
        if not isinstance(value, list) or route in _AS_A_WHOLE:
            return value
        if route not in _BY_NAME:
            raise UnknownFormError(f"a list at `{'.'.join(route)}`")
        return self._by_name(_of_kind(list, old, route), value, route)

    def _by_name(self, old: list[JsonObject], items: list[JsonObject], route: _Route) -> list[JsonObject]:
        known = {item["name"]: item for item in old}
        fresh = [item["name"] for item in items if item["name"] not in known]
        if route == _CONTAINERS:  # one of our own would have no image
            self.misses += [f"no container `{name}`" for name in fresh]
        elif route == _VARIABLES:
            self.misses += [f"no variable `{name}`" for name in fresh if name in self._variables]
        merged = {item["name"]: self.mapping(known.get(item["name"], {}), item, route) for item in items}
        return [*merged.values(), *(item for name, item in known.items() if name not in merged)]


def _of_kind(kind: type, old: Any, route: _Route) -> Any:
    """What stands there, or an empty one where nothing does."""
    if old is not None and not isinstance(old, kind):
        raise UnknownFormError(f"something of another kind at `{'.'.join(route)}`")
    return kind() if old is None else old


def _with_image(bodies: list[JsonObject], change: JsonObject, misses: list[str]) -> list[JsonObject]:
    _refuse_others(change, _IMAGE_CHANGES, "an image")
    images = _Images(change)
    found = [body if body["kind"] == "CustomResourceDefinition" else images.within(body) for body in bodies]
    if not images.has_hit:
        misses.append(f"no image `{change['name']}`")
    return found


class _Images:
    """Changes the image of each container, wherever a `containers` or `initContainers` is."""

    def __init__(self, change: JsonObject) -> None:
        self._change = change
        self.has_hit = False

    def within(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.within(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            key: [self._container(item) for item in below]
            if key in {"containers", "initContainers"} and isinstance(below, list)
            else self.within(below)
            for key, below in value.items()
        }

    def _container(self, container: Any) -> Any:
        image = container.get("image") if isinstance(container, dict) else None
        parts = _IMAGE.fullmatch(image) if isinstance(image, str) else None
        if parts is None or parts["name"] != self._change["name"]:
            return self.within(container)
        self.has_hit = True
        return {**container, "image": self._image(parts)}

    def _image(self, parts: re.Match[str]) -> str:
        change: dict[str, str] = self._change
        is_other = "newTag" in change or "digest" in change
        tag, digest = (change.get("newTag"), change.get("digest")) if is_other else (parts["tag"], parts["digest"])
        name = change.get("newName") or str(parts["name"])
        return name + (f":{tag}" if tag else "") + (f"@{digest}" if digest else "")


def _refuse_others(value: JsonObject, known: frozenset[str], what: str) -> None:
    others = sorted(value.keys() - known)
    if others:
        raise UnknownFormError(f"{what} with `{others[0]}`")
