"""Which releases of KubeVirt and CDI are known, and on which platforms their images run.

Sources: the tags of kubevirt/kubevirt and kubevirt/containerized-data-importer up to August 2026;
automation/release.sh (KubeVirt) and automation/prow_multi-arch_release.sh (CDI) at those tags, which call
hack/push-container-manifest.sh for the list, and hack/multi-arch.sh for the tags with a suffix.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

_RELEASE = re.compile(r"v?(0|[1-9]\d*)\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """A released version, ordered as numbers. `1.9`, which names a whole minor release, equals `1.9.0`."""

    major: int
    minor: int
    patch: int = 0

    @property
    def tag(self) -> str:
        """The Git tag, which is the tag of the images too: `v1.9.0`."""
        return f"v{self.major}.{self.minor}.{self.patch}"

    @property
    def line(self) -> tuple[int, int]:
        """What the patch releases of one minor release have in common: `(1, 9)`."""
        return self.major, self.minor


@cache
def release_of(text: str) -> Release | None:
    """Reads `v1.9.0`, `1.9.0` and `1.9`. None for a pre-release (CDI has a tag `v1.999.0-test.0`) and for the rest."""
    match = _RELEASE.fullmatch(text)
    return Release(int(match[1]), int(match[2]), int(match[3] or 0)) if match else None


KUBEVIRT_RELEASES = (Release(1, 6, 6), Release(1, 7, 4), Release(1, 8, 4), Release(1, 9, 0))
"""The newest patch release of each minor release, oldest first."""

CDI_RELEASES = (
    Release(1, 61, 1),
    Release(1, 61, 2),
    Release(1, 62, 0),
    Release(1, 63, 1),
    Release(1, 64, 0),
    Release(1, 65, 0),
    Release(1, 66, 0),
)


@dataclass(frozen=True, slots=True)
class Platforms:
    """Architectures for which a release has images: `listed` under its plain tag, which may be a manifest list.

    `suffixed` are those with a tag of their own as well, such as `v1.9.0-arm64`.
    """

    listed: frozenset[str]
    suffixed: frozenset[str] = frozenset()


_TWO = frozenset({"amd64", "arm64"})
_THREE = _TWO | {"s390x"}

# What holds from the release on that begins a row.
_KUBEVIRT_PLATFORMS = (
    (Release(0, 0), Platforms(frozenset({"amd64"}))),
    (Release(1, 0), Platforms(_TWO, _TWO)),
    (Release(1, 4), Platforms(_THREE, _THREE)),
)
_CDI_PLATFORMS = (
    (Release(0, 0), Platforms(frozenset({"amd64"}))),
    (Release(1, 61, 2), Platforms(_THREE, _THREE)),
)


Row = TypeVar("Row")


def row_for(version: Release, rows: Sequence[tuple[Release, Row]]) -> tuple[Row, bool]:
    """The row that holds for `version`, and whether the table has a row for this very version.

    Between two rows, and above the last, the lower row holds; below the first, the first.
    `rows` starts with the lowest release.
    """
    found = rows[0]
    for row in rows:
        if row[0] <= version:
            found = row
    return found[1], found[0] == version


def kubevirt_platforms(version: Release) -> Platforms:
    """Architectures for which KubeVirt's images of `version` exist, by the release scripts; a lock knows better."""
    return row_for(version, _KUBEVIRT_PLATFORMS)[0]


def cdi_platforms(version: Release) -> Platforms:
    """The same for CDI: up to 1.61.1 its images are for amd64 alone."""
    return row_for(version, _CDI_PLATFORMS)[0]
