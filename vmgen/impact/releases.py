"""Which release of KubeVirt and CDI a tree brings, and what becomes of machines when it changes."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from vmgen.facts.releases import Release, release_of
from vmgen.records import record

_RELEASE = re.compile(r"(?P<folder>.+)/kubevirt-(?P<link>operator|cdi)/(?:kustomization|operator)\.yaml", re.ASCII)
_IN_URL = re.compile(r"/(?P<version>v[^/\s]+)/(?:kubevirt|cdi)-operator\.yaml")
_IN_OPERATOR = re.compile(r"name: (?:KUBEVIRT|OPERATOR)_VERSION\n\s+value: \"?(?P<version>v[^\"\s]+)")
_NAMES = {"operator": "KubeVirt", "cdi": "CDI"}


class Step(Enum):
    """How far apart two releases are."""

    UP = "an upgrade"
    SKIPS = "an upgrade over more than one minor release, which its project does not test: go one by one"
    DOWN = "a downgrade, which its project does not support"


@record
class ReleaseChange:
    """`component` is KubeVirt or CDI, of the cluster in `folder`."""

    folder: str
    component: str
    old: str
    new: str
    step: Step


def release_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[ReleaseChange]:
    """Of components that both trees have. `old` and `new` are {path: text}."""
    before, after = _releases(old), _releases(new)
    for (folder, component), version in sorted(after.items()):
        known = before.get((folder, component), version)
        if known != version:
            yield ReleaseChange(folder, component, known, version, _step(release_of(known), release_of(version)))


def _releases(texts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for path, text in texts.items():
        place = _RELEASE.fullmatch(path)
        version = (_IN_URL.search(text) or _IN_OPERATOR.search(text)) if place else None
        if place and version:
            found[place["folder"], _NAMES[place["link"]]] = version["version"]
    return found


def _step(old: Release | None, new: Release | None) -> Step:
    if old is None or new is None:
        return Step.UP
    if new < old:
        return Step.DOWN
    return Step.UP if new.major == old.major and new.minor - old.minor <= 1 else Step.SKIPS
