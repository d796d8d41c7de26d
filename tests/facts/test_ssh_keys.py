"""Are complete public keys taken, and all others named for what they are?"""

import base64

import pytest

from vmgen.facts.ssh_keys import KEY_PREFIXES, KEY_TYPES, flaw_of


def key(type_: str, *, strings: int = 0, inside: str = "") -> str:
    """A key with as many strings as its type has, or as many as asked for."""
    parts = [(inside or type_).encode(), *(b"x" * 32,) * ((strings or KEY_TYPES[type_]) - 1)]
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"{type_} {base64.b64encode(blob).decode()}"


@pytest.mark.parametrize("type_", KEY_TYPES)
def test_complete_key_has_no_flaw(type_: str) -> None:
    assert flaw_of(key(type_)) == ""
    assert flaw_of(f"{key(type_)} me@example.org, the laptop") == ""
    assert flaw_of(f'from="10.0.0.0/8",command="echo no" {key(type_)}') == ""


@pytest.mark.parametrize("type_", KEY_TYPES)
def test_types_start_as_keys_do(type_: str) -> None:
    assert type_.startswith(KEY_PREFIXES)


@pytest.mark.parametrize(
    "text",
    [
        "ssh-rsa",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB...",
        "ssh-rsa AAAA",
        "ssh-rsa YOUR_KEY_HERE",
        "ssh-ed25519 AAAA… ops",
        key("ssh-rsa")[:-8],
        key("ssh-rsa", strings=2),
        key("ssh-ed25519", strings=3),
        key("ssh-rsa", inside="ssh-dss"),
    ],
)
def test_cut_key_is_not_complete(text: str) -> None:
    assert "that is not complete" in flaw_of(text)


def test_key_under_the_name_of_another_type_is_told_apart() -> None:
    assert flaw_of(key("ssh-rsa", inside="ssh-ed25519")) == "a public key that says `ssh-rsa` and is `ssh-ed25519`"


@pytest.mark.parametrize("text", ["", "ops", "ssh-dss AAAAB3NzaC1kc3MAAACB", "AAAAC3NzaC1lZDI1NTE5AAAAIE4Tqw0L"])
def test_other_text_has_no_type(text: str) -> None:
    assert flaw_of(text) == "a public key of no type that OpenSSH knows"
