"""Is the nearest name the one that was meant?"""

import pytest

from vmgen.model.spelling import closest

CASES = (
    ("esat", ("east", "west"), "east"),
    ("wset", ("east", "west"), "west"),
    ("hostName", ("hostname", "name"), "hostname"),
    ("mac", ("macAddress", "mtu"), "macAddress"),
    ("cehp", ("ceph", "cephfs"), "ceph"),
    ("zzz", ("east", "west"), ""),
)


@pytest.mark.parametrize(("word", "choices", "meant"), CASES, ids=[case[0] for case in CASES])
def test_the_nearest_name_is_found(word: str, choices: tuple[str, ...], meant: str) -> None:
    assert closest(word, choices) == meant
