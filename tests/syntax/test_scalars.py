"""Does an unquoted scalar mean what YAML 1.2 says, whatever YAML 1.1 makes of it?"""

from typing import Any

import pytest

from tests.syntax.reading import told, values_of
from vmgen.syntax.scalars import MAX_DIGITS, AmbiguousNumberError, HugeNumberError, plain_value

CORE_SCHEMA = (
    *((text, None) for text in ("", "~", "null", "Null", "NULL")),
    *((text, True) for text in ("true", "True", "TRUE")),
    *((text, False) for text in ("false", "False", "FALSE")),
    *(("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("+7", 7), ("4094", 4094), ("18446744073709551616", 2**64)),
    *(("0o17", 15), ("0o0", 0), ("0x1F", 31), ("0xdeadbeef", 0xDEADBEEF)),
    *(("0.5", 0.5), (".5", 0.5), ("1.", 1.0), ("-1.5", -1.5), ("+.5", 0.5)),
    *(("1e3", 1000.0), ("1E-3", 0.001), ("1.5e+2", 150.0), ("-.5e1", -5.0)),
)
NUMBERS_TO_YAML_1_1 = (
    *("52:54:00:12:34:56", "02:00:00:00:00:01", "12:30", "12:30:45.5", "190:20:30", "1:1"),
    *("1_000", "0b1010", "-0x1F", "+0o7", "0o8", "0xg", "0X1F", "1_0.5"),
)
BOOLEANS_TO_YAML_1_1 = (
    *("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"),
    *("y", "Y", "n", "N"),
)
TIMES_TO_YAML_1_1 = ("2026-01-02", "2026-01-02T03:04:05Z", "2026-01-02 03:04:05 +1", "2026-1-2")
NEARLY_SOMETHING = (
    *("tRUE", "nULL", "none", "None", "nil", "-", "+", ".", "..", "-.", "+.", "1e", "e3", "1.5.", "1.2.3", "--1"),
    *("1 2", "4Gi", "500m", "v1.9.0", "10.0.0.1", "=", "<<", "-1-", "1e5e5", "0x", "0o", "infinity", "nan"),
    *("\u0661\u0662", "\uff11", "1\u00b2"),  # digits, but not of ASCII
)
LEADING_ZEROS = ("0100", "00", "007", "-007", "+00", "0644", "08")


@pytest.mark.parametrize(("text", "value"), CORE_SCHEMA, ids=[text or "nothing" for text, _ in CORE_SCHEMA])
def test_words_and_numbers_have_the_values_of_the_core_schema(text: str, value: Any) -> None:
    # repr tells 1 from True and from 1.0
    assert repr(plain_value(text)) == repr(value)


@pytest.mark.parametrize(
    "text", [*NUMBERS_TO_YAML_1_1, *BOOLEANS_TO_YAML_1_1, *TIMES_TO_YAML_1_1, *NEARLY_SOMETHING], ids=ascii
)
def test_what_is_text_in_yaml_1_2_stays_text(text: str) -> None:
    assert plain_value(text) == text


@pytest.mark.parametrize("text", LEADING_ZEROS)
def test_leading_zeros_are_refused(text: str) -> None:
    with pytest.raises(AmbiguousNumberError):
        plain_value(text)


@pytest.mark.parametrize("sign", ["", "-", "+"])
def test_a_number_has_at_most_4000_characters(sign: str) -> None:
    longest = sign + "9" * (MAX_DIGITS - len(sign))
    assert plain_value(longest) == int(longest)
    with pytest.raises(HugeNumberError):
        plain_value(longest + "9")


def test_a_fraction_of_5000_digits_is_text() -> None:
    text = "1." + "5" * 5000
    assert plain_value(text) == text


def test_refused_numbers_are_told_at_their_place() -> None:
    assert told(f"a: 0100\nb:\n- {'9' * 5000}\n") == [
        ("unreadable-number", 1, 4, "`0100` is octal to one half of all YAML readers and decimal to the other"),
        ("unreadable-number", 3, 3, "a number of 5,000 digits"),
    ]


@pytest.mark.parametrize("style", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}"], ids=["single", "double", "block", "folded"])
@pytest.mark.parametrize("text", ["0100", "true", "null", "1.5", "9" * 5000, "yes"], ids=lambda text: text[:9])
def test_what_is_quoted_is_text(text: str, style: str) -> None:
    assert values_of(f"a: {style.format(text)}\n") == [{"a": text}]


@pytest.mark.parametrize("key", ["null", "true", "7", "0100", "1.5", "2026-01-02", "52:54"])
def test_keys_are_text(key: str) -> None:
    assert values_of(f"{key}: b\n") == [{key: "b"}]
