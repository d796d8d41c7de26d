"""Are versions ordered as numbers, and do tables hold between their rows?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmgen.facts.releases import (
    CDI_RELEASES,
    KUBEVIRT_RELEASES,
    Release,
    cdi_platforms,
    kubevirt_platforms,
    release_of,
    row_for,
)

ROWS = ((Release(1, 6), "six"), (Release(1, 8), "eight"))
NUMBERS = st.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize("text", ["v1.9.0", "1.9.0", "1.9", "v1.9"])
def test_releases_are_read(text: str) -> None:
    assert release_of(text) == Release(1, 9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v",
        "1",
        "1.9.0.1",
        "v1.999.0-test.0",
        "1.9.0-rc.1",
        "1.9.0+build",
        "01.9.0",
        " 1.9.0",
        "1.9.0\n",
        "\u0661.\u0669",
    ],
)
def test_what_is_no_release_is_none(text: str) -> None:
    assert release_of(text) is None


@given(NUMBERS, NUMBERS, NUMBERS)
def test_tags_are_read_back(major: int, minor: int, patch: int) -> None:
    assert release_of(Release(major, minor, patch).tag) == Release(major, minor, patch)


def test_releases_are_ordered_as_numbers() -> None:
    assert Release(1, 9, 0) < Release(1, 10, 0) < Release(1, 10, 2) < Release(1, 10, 10)


@pytest.mark.parametrize("releases", [KUBEVIRT_RELEASES, CDI_RELEASES])
def test_tables_are_in_order(releases: tuple[Release, ...]) -> None:
    assert sorted(set(releases)) == list(releases)


@pytest.mark.parametrize(
    ("version", "row", "is_exact"),
    [
        ("1.5", "six", False),
        ("1.6", "six", True),
        ("1.7.4", "six", False),
        ("1.8", "eight", True),
        ("2.0", "eight", False),
    ],
)
def test_lower_row_holds(version: str, row: str, *, is_exact: bool) -> None:
    asked = release_of(version)
    assert asked
    assert row_for(asked, ROWS) == (row, is_exact)


@pytest.mark.parametrize(
    ("version", "platforms"),
    [("0.59.0", "amd64"), ("1.0.0", "amd64 arm64"), ("1.3.1", "amd64 arm64"), ("1.4.0", "amd64 arm64 s390x")],
)
def test_kubevirt_images_run_on(version: str, platforms: str) -> None:
    asked = release_of(version)
    assert asked
    assert kubevirt_platforms(asked).listed == set(platforms.split())


@pytest.mark.parametrize(
    ("version", "platforms"),
    [("1.60.4", "amd64"), ("1.61.1", "amd64"), ("1.61.2", "amd64 arm64 s390x"), ("1.66.0", "amd64 arm64 s390x")],
)
def test_cdi_images_run_on(version: str, platforms: str) -> None:
    asked = release_of(version)
    assert asked
    assert cdi_platforms(asked).listed == set(platforms.split())
