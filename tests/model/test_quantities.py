"""Is an amount of bytes what Kubernetes makes of it?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmgen.model.quantities import is_decimal, to_bytes
from vmgen.model.spec.base import QUANTITY_PATTERN

BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}
DECIMAL = {"k": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6}


# What resource.MustParse(…).Value() gives: k8s.io/apimachinery/pkg/api/resource/quantity_test.go has many of them.
@pytest.mark.parametrize(
    ("quantity", "size"),
    [
        ("1Ki", 1024),
        ("1k", 1000),
        ("4Gi", 4294967296),
        ("4G", 4000000000),
        ("20Gi", 21474836480),
        ("1.5Gi", 1610612736),
        ("0.5Ki", 512),
        ("2Ti", 2199023255552),
        ("1Pi", 1125899906842624),
        ("7Ei", 8070450532247928832),
        ("1E", 1000000000000000000),
        ("0.001k", 1),
        ("0.0001k", 1),
        ("1.0009k", 1001),
        ("0.1Ki", 103),
        ("1.00000000000000000001Ki", 1025),
        ("0.3M", 300000),
        ("9007199254740993k", 9007199254740993000),
    ],
)
def test_a_quantity_is_rounded_up_to_bytes(quantity: str, size: int) -> None:
    assert to_bytes(quantity) == size


@pytest.mark.parametrize(("unit", "power"), [*BINARY.items(), *DECIMAL.items()])
def test_units_count_in_1024_or_1000(unit: str, power: int) -> None:
    assert to_bytes(f"3{unit}") == 3 * (1024 if unit in BINARY else 1000) ** power
    assert is_decimal(f"3{unit}") == (unit in DECIMAL)


@given(st.from_regex(QUANTITY_PATTERN, fullmatch=True).map(str.strip))
def test_every_quantity_that_passes_is_more_than_nothing(quantity: str) -> None:
    assert to_bytes(quantity) > 0


@pytest.mark.parametrize(
    "text",
    ["", "Gi", "4", "4gi", "4GB", "4 Gi", "-4Gi", "+4Gi", "4.Gi", ".5Gi", "4m", "4e3", "4K", "1_0Gi", "0Gi", "0.0Gi"],
)
def test_what_kubernetes_or_a_reader_could_misunderstand_is_no_quantity(text: str) -> None:
    assert re.fullmatch(QUANTITY_PATTERN, text) is None
