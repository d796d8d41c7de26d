"""Do names pass and fail as the API server judges them?"""

import pytest

from vmgen.facts.limits import VLAN_RANGE, is_dns_label, is_dns_subdomain, is_label_value, is_qualified_name

LABELS = ("a", "web-0", "0web", "a" * 63)
NOT_LABELS = ("", "-a", "a-", "A", "a_b", "a.b", "a" * 64, "a\n", "ä")


@pytest.mark.parametrize("text", LABELS)
def test_dns_labels(text: str) -> None:
    assert is_dns_label(text)
    assert is_dns_subdomain(text)


@pytest.mark.parametrize("text", NOT_LABELS)
def test_what_is_no_dns_label(text: str) -> None:
    assert not is_dns_label(text)


@pytest.mark.parametrize(("text", "passes"), [("a.b-c.d", True), ("a..b", False), (".a", False), ("a" * 254, False)])
def test_dns_subdomains(text: str, *, passes: bool) -> None:
    assert is_dns_subdomain(text) == passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [("", True), ("A_b.c-9", True), ("-a", False), ("a.", False), ("a b", False), ("a" * 63, True), ("a" * 64, False)],
)
def test_label_values(text: str, *, passes: bool) -> None:
    assert is_label_value(text) == passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("app", True),
        ("example.org/App_1", True),
        ("", False),
        ("/a", False),
        ("example.org/", False),
        ("Example.org/a", False),
        ("a/b/c", False),
        ("a" * 64, False),
        (f"{'a' * 253}/b", True),
        (f"{'a' * 254}/b", False),
    ],
)
def test_keys_of_labels(text: str, *, passes: bool) -> None:
    assert is_qualified_name(text) == passes


@pytest.mark.parametrize(("vlan", "passes"), [(0, False), (1, True), (4094, True), (4095, False)])
def test_vlan_ids(vlan: int, *, passes: bool) -> None:
    assert (vlan in VLAN_RANGE) == passes
