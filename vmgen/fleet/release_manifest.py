"""Release manifests that the catalog has: where they stand, and what they hold."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from vmgen.diagnostics import Location, Problem
from vmgen.facts.components import COMPONENTS, KUBEVIRT, Component
from vmgen.facts.releases import release_of
from vmgen.fleet.fleet import Attachment
from vmgen.model.lock import Lock
from vmgen.model.spec.cdi import CDISpec
from vmgen.model.spec.cluster import ClusterSpec
from vmgen.model.spec.kubevirt import KubeVirtSpec
from vmgen.records import record
from vmgen.syntax.attachments import VENDOR
from vmgen.syntax.documents import parse_file, with_lists

JsonObject = dict[str, Any]


@record
class Contents:
    """What a file holds. With a fault, the objects are not those of a release."""

    objects: tuple[JsonObject, ...]
    fault: Problem | None = None


def manifest_name(component: Component, version: str) -> str:
    """The name of its file, and of its entry in the lock."""
    return f"{component.name}-{version}.yaml"


def component_spec(spec: ClusterSpec, component: Component) -> KubeVirtSpec | CDISpec:
    return spec.kubevirt if component is KUBEVIRT else spec.cdi


def vendored_manifests(spec: ClusterSpec, vendored: Mapping[str, str]) -> dict[str, Attachment]:
    """Those of the releases that a cluster runs and vmgen installs, by component."""
    found = {}
    for component in COMPONENTS:
        wanted = component_spec(spec, component)
        file = VENDOR + manifest_name(component, wanted.version)
        if wanted.manage and file in vendored:
            found[component.name] = Attachment(file, vendored[file])
    return found


def is_as_fetched(manifest: Attachment, lock: Lock | None) -> bool:
    """Whether it is the file that the lock has the hash of."""
    locked = lock.manifests.get(manifest.file.removeprefix(VENDOR)) if lock is not None else None
    return locked is not None and has_hash(manifest.text, locked.sha256)


def has_hash(text: str, wanted: str) -> bool:
    """Whether this is the file that was fetched: its bytes, or those that Git makes of them on Windows."""
    return wanted in (sha256(one.encode()).hexdigest() for one in (text, text.replace("\r\n", "\n")))


@lru_cache(maxsize=16)
def contents(component: Component, version: str, manifest: Attachment) -> Contents:
    """The objects of a release. They are shared: nobody may change them."""
    documents, faults = parse_file(manifest.file, manifest.text)
    if faults:
        return Contents((), faults[0].problem)
    foreign = next((one for one in documents if not _is_object(one.value)), None)
    if foreign is not None:
        return Contents((), Problem(foreign.location, "no Kubernetes object"))
    objects = tuple(with_lists(one.value) for one in documents)
    reason = next(_flaws(component, version, objects), "")
    return Contents(objects, Problem(Location(manifest.file), reason) if reason else None)


def _is_object(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("metadata"), dict):
        return False
    named = value.get("apiVersion"), value.get("kind"), value["metadata"].get("name")
    return all(isinstance(one, str) and one for one in named)


def _flaws(component: Component, version: str, objects: tuple[JsonObject, ...]) -> Iterator[str]:
    """What shows that it is another manifest, or a part of one."""
    known = {(one["kind"], one["metadata"]["name"]): one for one in objects}
    wanted = (
        ("Namespace", component.namespace),
        ("CustomResourceDefinition", component.crd),
        ("Deployment", component.operator),
    )
    yield from (f"no {kind} `{name}`" for kind, name in wanted if (kind, name) not in known)
    yield from _flaws_of_pod(component, version, _pod(known["Deployment", component.operator]))


def _flaws_of_pod(component: Component, version: str, pod: JsonObject) -> Iterator[str]:
    named = [one for one in _mappings(pod, "containers") if one.get("name") == component.operator]
    image = named[0].get("image") if named else None
    if not isinstance(image, str):
        yield f"no container `{component.operator}` with an image"
        return
    tag = image.partition("@")[0].rpartition("/")[2].partition(":")[2]
    if release_of(tag) not in {None, release_of(version)}:
        yield f"the release `{tag}` instead of `{version}`"
    # Both stand behind the containers, in the last object: what was cut off lacks them.
    volumes = [one.get("name") for one in _mappings(pod, "volumes")]
    is_mounted = all(one.get("name") in volumes for one in _mappings(named[0], "volumeMounts"))
    if not (is_mounted and pod.get("serviceAccountName")):
        yield f"a part of the Deployment `{component.operator}`"


def _pod(deployment: JsonObject) -> JsonObject:
    value: Any = deployment
    for key in ("spec", "template", "spec"):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _mappings(mapping: JsonObject, key: str) -> list[JsonObject]:
    value = mapping.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
