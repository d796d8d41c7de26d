"""Do vmgen's schemas and object rules refuse what the real admission refuses, and nothing that it accepts?"""

from collections import Counter

import pytest

from tests.judge.admission import GAPS, VERDICTS, known_gaps, refusals, unforeseen, verdicts
from vmgen.codes import CODES
from vmgen.diagnostics import Shows

pytestmark = pytest.mark.skipif(not VERDICTS.exists(), reason="the verdicts are not beside the project")

# Admission accepts these, and the machine does not start: the libvirt or QEMU of its architecture has no such thing,
# virt-controller makes no Pod for it, or the API server refuses that.
STRICTER = frozenset(
    {
        "cpu-threads-unsupported",
        "device-not-permitted",
        "disk-bus-unsupported",
        "feature-unsupported",
        "firmware-unsupported",
        "invalid-toleration",
        "native-io-with-cache",
        "nic-model-unsupported",
        "tpm-unsupported",
    }
)
# It has a generateName instead of a name, which Flux cannot apply.
NAMELESS = "52889e6dbc8d"


def test_every_object_is_judged_without_a_crash() -> None:
    """Also those whose form is wrong in every way that anybody thought of."""
    assert len([refusals(verdict) for verdict in verdicts()]) == len(verdicts()) > 5000


def test_what_admission_accepts_is_not_refused() -> None:
    accepted = [one for one in verdicts() if one["verdict"] == "accepted" and one["input"] != NAMELESS]
    refused = {(one["id"], name) for one in accepted for name in refusals(one)}
    assert {name for _, name in refused} <= STRICTER, sorted(one for one in refused if one[1] not in STRICTER)


def test_what_is_stricter_than_admission_says_that_it_shows_later() -> None:
    assert [code.name for code in CODES if code.name in STRICTER and code.shows is Shows.AT_APPLY] == []
    assert {code.name for code in CODES} >= STRICTER


def test_refusals_that_nobody_foresees_become_fewer() -> None:
    """A cause with more of them than the table has is a step back: some rule no longer sees what it saw."""
    grown = unforeseen() - known_gaps()
    assert grown == Counter(), f"worse than {GAPS.name}"


def test_the_table_of_gaps_names_causes_that_exist() -> None:
    causes = {f"{cause['stage']} {cause.get('key', cause['type'])}" for one in verdicts() for cause in one["causes"]}
    assert sorted(known_gaps().keys() - causes) == []
