"""Which versions of Kubernetes is a KubeVirt made for?"""

import re
from pathlib import Path

import pytest

from vmgen.facts.kubernetes import kubevirt_for, supported_kubernetes
from vmgen.facts.releases import KUBEVIRT_RELEASES, Release, release_of


@pytest.mark.parametrize("release", KUBEVIRT_RELEASES, ids=lambda release: release.tag)
def test_every_release_line_is_made_for_three_versions_of_kubernetes(release: Release) -> None:
    supported = supported_kubernetes(release)
    assert supported
    oldest, newest = supported
    assert oldest.major == newest.major == 1
    assert newest.minor - oldest.minor == 2


def test_the_newest_kubevirt_for_a_kubernetes_is_found() -> None:
    assert kubevirt_for(Release(1, 34, 2)) == (1, 9)
    assert kubevirt_for(Release(1, 31)) == (1, 6)
    assert kubevirt_for(Release(1, 16)) is None


def test_nothing_is_said_of_a_release_that_is_not_known() -> None:
    assert supported_kubernetes(Release(1, 99)) is None


def test_the_table_is_that_of_the_sources(shared: Path) -> None:
    text = (shared / "facts" / "kubevirt.md").read_text(encoding="utf-8")
    for line, versions in re.findall(r"(1\.[6-9])→((?:1\.\d+/?)+)", text):
        release = release_of(line)
        listed = sorted(one for version in versions.split("/") if (one := release_of(version)))
        assert release
        assert supported_kubernetes(release) == (listed[0], listed[-1])
