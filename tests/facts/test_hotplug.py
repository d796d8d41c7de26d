"""Does a running machine get the disks that its manifest gains?"""

import pytest

from vmgen.facts.hotplug import is_declarative


@pytest.mark.parametrize(
    ("version", "gates", "expected"),
    [
        ("v1.9.0", (), True),
        ("v1.9.0", ("HotplugVolumes",), False),
        ("v1.9.0", ("DeclarativeHotplugVolumes", "HotplugVolumes"), False),
        ("v1.10.2", (), True),
        ("v1.8.4", (), False),
        ("v1.8.4", ("HotplugVolumes",), False),
        ("v1.8.4", ("DeclarativeHotplugVolumes",), True),
    ],
)
def test_disks_are_plugged_in_by_default_from_1_9_on(version: str, gates: tuple[str, ...], *, expected: bool) -> None:
    assert is_declarative(version, gates) == expected
