"""What people change in the objects that vmgen writes: free-form Kubernetes, applied last."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from vmgen.diagnostics import Diagnostic, Location, Problem, sign
from vmgen.model.layers import Written
from vmgen.model.spec.patch import PatchSpec
from vmgen.model.spelling import known_names
from vmgen.targets.codes import IDENTITY_PATCHED, PATCH_FAILED
from vmgen.targets.json_patch import InapplicableError, PatchedObject
from vmgen.targets.labels import OWN_ANNOTATIONS, OWN_LABELS
from vmgen.targets.manifest import JsonObject, Manifest


def patched(
    manifests: Iterable[Manifest],
    owner: Written[Any],
    faults: list[Diagnostic],
    *,
    owns: Callable[[Manifest], bool] = lambda _: True,
    prefix: str = "",
) -> Iterator[Manifest]:
    """The objects, with the patches of their owner applied to those that it `owns`.

    What cannot be applied is added to `faults`. A target may leave the `prefix` of a name away: a template does not
    know the names of its machines.
    """
    patches = _Patches(owner.spec.patches, owner, prefix, faults)
    for manifest in manifests:
        yield patches.apply(manifest) if owns(manifest) else manifest
    patches.refuse_unused()


class _Patches:
    def __init__(
        self, patches: tuple[PatchSpec, ...], owner: Written[Any], prefix: str, faults: list[Diagnostic]
    ) -> None:
        self._patches = patches
        self._owner = owner
        self._prefix = prefix
        self._faults = faults
        self._used: dict[int, str] = {}
        self._seen: list[tuple[str, str]] = []

    def apply(self, manifest: Manifest) -> Manifest:
        """The object as its patches make it; as it was, if any of them cannot be applied."""
        name = manifest.body.get("metadata", {}).get("name", "")
        if not name:
            return manifest
        self._seen.append((manifest.kind, name))
        chosen = [index for index, patch in enumerate(self._patches) if self._is_target(patch, manifest.kind, name)]
        if not chosen:
            return manifest
        body, known_faults = PatchedObject(manifest.body), len(self._faults)
        for index in chosen:
            if not self._is_ambiguous(index, name):
                self._operate(body, index)
        if len(self._faults) > known_faults:
            return manifest
        return replace(manifest, body=body.body, patches=tuple(body.origins))

    def _is_target(self, patch: PatchSpec, kind: str, name: str) -> bool:
        wanted = patch.target.name
        return patch.target.kind == kind and wanted in {"", name, name.removeprefix(self._prefix)}

    def _is_ambiguous(self, index: int, name: str) -> bool:
        """Without a name there may be one object of the kind."""
        first = self._used.setdefault(index, name)
        if first == name or self._patches[index].target.name:
            return False
        at = self._owner.where("patches", index, "target", "kind")
        message = f"`{self._patches[index].target.kind}` is `{first}`, `{name}`, and nothing says which"
        help_ = f"write `name: {first.removeprefix(self._prefix)}` beside it"
        self._faults.append(sign(PATCH_FAILED, Problem(at, message, help_)))
        return True

    def _operate(self, target: PatchedObject, index: int) -> None:
        before = _identity(target.body)
        for position, operation in enumerate(self._patches[index].operations):
            at = self._owner.where("patches", index, "operations", position)
            try:
                target.apply(operation, at)
            except InapplicableError as error:
                self._faults.append(sign(PATCH_FAILED, Problem(at / error.key, error.reason, error.help)))
                return
            if _identity(target.body) != before:
                self._refuse_identity(at / "path", operation.path)
                return

    def _refuse_identity(self, at: Location, pointer: str) -> None:
        message = f"`{pointer}` says whose the object is, or what Flux does to it"
        self._faults.append(sign(IDENTITY_PATCHED, Problem(at, message, "leave it as it is")))

    def refuse_unused(self) -> None:
        """Tells of each patch whose target is not there."""
        for index, patch in enumerate(self._patches):
            if index in self._used:
                continue
            kind, name = patch.target.kind, patch.target.name
            names = [known for seen, known in self._seen if seen == kind]
            at = self._owner.where("patches", index, "target", "name" if names else "kind")
            message = f"no {kind} `{name}`" if names else f"no object of the kind `{kind}`"
            help_ = known_names(name, names) if names else known_names(kind, {seen for seen, _ in self._seen})
            self._faults.append(sign(PATCH_FAILED, Problem(at, message, help_)))


def _identity(body: JsonObject) -> tuple[Any, ...]:
    """What no patch may change: who the object is, whose it is, and what Flux does to it."""
    template = _below(body, "spec", "template", "metadata", "labels") if body.get("kind") == "VirtualMachine" else None
    return (
        body.get("apiVersion"),
        body.get("kind"),
        _below(body, "metadata", "name"),
        _below(body, "metadata", "namespace"),
        _own(_below(body, "metadata", "labels"), OWN_LABELS),
        _own(template, OWN_LABELS),
        _own(_below(body, "metadata", "annotations"), OWN_ANNOTATIONS),
    )


def _below(value: Any, *keys: str) -> Any:
    """What stands below these keys, or None: a patch may have put anything there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _own(mapping: Any, keys: frozenset[str]) -> Any:
    return {key: value for key, value in mapping.items() if key in keys} if isinstance(mapping, dict) else {}
