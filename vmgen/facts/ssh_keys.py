"""Which public keys OpenSSH takes, and how to see that one is not complete.

Sources: sshd(8), AUTHORIZED_KEYS FILE FORMAT; RFC 4253 section 6.6 (ssh-rsa), RFC 5656 section 3.1 (ecdsa), RFC 8709
section 4 (ssh-ed25519), PROTOCOL.u2f of OpenSSH (sk-). ssh-dss is not here: OpenSSH 7.0 switched it off, and 10.0
removed it.
"""

import base64
import binascii
from types import MappingProxyType

KEY_TYPES = MappingProxyType(
    {
        "ecdsa-sha2-nistp256": 3,
        "ecdsa-sha2-nistp384": 3,
        "ecdsa-sha2-nistp521": 3,
        "sk-ecdsa-sha2-nistp256@openssh.com": 4,
        "sk-ssh-ed25519@openssh.com": 3,
        "ssh-ed25519": 2,
        "ssh-rsa": 3,
    }
)
"""The number of strings in a key of each type. The first of them is the type again."""

KEY_PREFIXES = ("ecdsa-", "sk-", "ssh-")
"""How a public key begins where the name of one may stand instead."""

_LENGTH = 4


def flaw_of(public_key: str) -> str:
    """What is wrong with a line of `authorized_keys`, options and comment included; empty where sshd takes it."""
    words = public_key.split()
    place = next((place for place, word in enumerate(words) if word in KEY_TYPES), None)
    if place is None:
        return "a public key of no type that OpenSSH knows"
    type_ = words[place]
    strings = _strings(words[place + 1]) if place + 1 < len(words) else ()
    inside = strings[0].decode("ascii", "replace") if strings else ""
    if inside == type_ and len(strings) == KEY_TYPES[type_]:
        return ""
    if inside != type_ and inside in KEY_TYPES:
        return f"a public key that says `{type_}` and is `{inside}`"
    return f"a public key of type `{type_}` that is not complete"


def _strings(body: str) -> tuple[bytes, ...]:
    """The strings of a key, each of which has its length before it; none where the last one is cut off."""
    try:
        blob = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return ()
    strings: list[bytes] = []
    while blob:
        end = _LENGTH + int.from_bytes(blob[:_LENGTH], "big")
        if len(blob) < end or len(blob) < _LENGTH:
            return ()
        strings.append(blob[_LENGTH:end])
        blob = blob[end:]
    return tuple(strings)
