"""Which feature gates a KubeVirt has, how far each has come, and which are on: the table `facts/feature_gates.tsv`.

Sources beside the table's own: pkg/virt-config/feature-gates.go (what is beta is on by default since v1.9.0,
kubevirt/kubevirt#17405) and pkg/virt-controller/watch/vm/vm.go at v1.9.0 (a gate that switches another off).
"""

import enum
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vmgen.facts.releases import Release, release_of, row_for
from vmgen.records import record


class Stage(enum.Enum):
    """How far a gate has come, in KubeVirt's words but for `stable`, which it calls GA."""

    ALPHA = "alpha"
    BETA = "beta"
    STABLE = "stable"
    """Always on: the gate does nothing."""
    DEPRECATED = "deprecated"
    """Off unless listed, and on its way out."""
    DISCONTINUED = "discontinued"
    """Never on: the gate does nothing."""


SWITCHED_OFF_BY = MappingProxyType({"DeclarativeHotplugVolumes": "HotplugVolumes"})
"""By gate, the one that switches its feature off when it is on too."""

REPLACED_BY = MappingProxyType(
    {
        "ExperimentalVirtiofsSupport": ("EnableVirtioFsConfigVolumes", "EnableVirtioFsStorageVolumes"),
        "HotplugVolumes": ("DeclarativeHotplugVolumes",),
    }
)
"""By gate on its way out, those that stand for its feature now."""

MULTI_ARCHITECTURE = "MultiArchitecture"
"""Before 1.8: for machines of another architecture than the node on which virt-api runs (vmi-create-admitter.go)."""

_BETA_IS_ON = ((Release(0, 0), False), (Release(1, 9), True))


@record
class FeatureGates:
    """The gates of one KubeVirt: those that its object lists, and those that it disables."""

    version: str
    enabled: frozenset[str] = frozenset()
    disabled: frozenset[str] = frozenset()

    def stage(self, name: str) -> Stage | None:
        """None for a gate that this release does not know: it takes no notice of it."""
        release = release_of(self.version)
        rows = stages().get(name)
        return row_for(release, rows)[0] if release is not None and rows else None

    def is_on_by_default(self, name: str) -> bool:
        release, stage = release_of(self.version), self.stage(name)
        is_beta_on = release is not None and row_for(release, _BETA_IS_ON)[0]
        return stage is Stage.STABLE or (stage is Stage.BETA and is_beta_on)

    def is_on(self, name: str) -> bool:
        stage = self.stage(name)
        if stage in (None, Stage.STABLE, Stage.DISCONTINUED):
            return stage is Stage.STABLE
        return name not in self.disabled and (name in self.enabled or self.is_on_by_default(name))

    def allows(self, name: str) -> bool:
        """Whether what the gate stands for may be used: it is on, or an older one that stands for the same."""
        older = (old for old, news in REPLACED_BY.items() if name in news and old != SWITCHED_OFF_BY.get(name))
        return self.is_on(name) or any(map(self.is_on, older))

    def is_effective(self, name: str) -> bool:
        """Whether it is on, and no other gate that is on switches it off."""
        other = SWITCHED_OFF_BY.get(name)
        return self.is_on(name) and (other is None or not self.is_on(other))


@cache
def stages() -> Mapping[str, tuple[tuple[Release, Stage | None], ...]]:
    """By gate, its stage in each release line, oldest first."""
    text = (pkgutil.get_data("vmgen.facts", "feature_gates.tsv") or b"").decode()
    header, *rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    lines = [release for column in header[1:] if (release := release_of(column))]
    return MappingProxyType({name: tuple(zip(lines, map(_stage, cells), strict=True)) for name, *cells in rows})


def _stage(cell: str) -> Stage | None:
    return Stage(cell) if cell else None
