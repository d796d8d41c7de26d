"""What a registry wants to know of whoever asks: the header `WWW-Authenticate`, and the answer to it."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from vmgen.records import record

_SCHEME = re.compile(r"(?:^|,)\s*(?P<scheme>bearer|basic)(?=\s|$)", re.IGNORECASE)
_PARAMETER = re.compile(r'(?P<name>[A-Za-z]+)\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s,"]+))')
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_CLIENT = "vmgen"


@record
class Challenge:
    """A scheme, `basic` or `bearer`, and where a token is to be had."""

    scheme: str = ""
    realm: str = ""
    service: str = ""

    @property
    def is_private(self) -> bool:
        """Whether a login can be sent there: encrypted, or without leaving this machine."""
        try:
            parts = urlsplit(self.realm)
        except ValueError:
            return False
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme, parts.hostname in _LOCAL) == ("http", True)
        )

    def address(self, scope: str) -> str:
        """Where to ask for a token."""
        parts = urlsplit(self.realm)
        asked = {**dict(parse_qsl(parts.query)), **self._named(), "scope": scope}
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(asked), ""))

    def exchange(self, scope: str, token: str) -> dict[str, str]:
        """The form that makes a token for a repository of one that stands for a login."""
        return {
            "grant_type": "refresh_token",
            "client_id": _CLIENT,
            "scope": scope,
            "refresh_token": token,
            **self._named(),
        }

    def _named(self) -> dict[str, str]:
        return {"service": self.service} if self.service else {}


def challenge(headers: Mapping[str, str]) -> Challenge:
    """The first challenge that can be answered; without a scheme where there is none."""
    text = headers.get("WWW-Authenticate", "")
    match = _SCHEME.search(text)
    if match is None:
        return Challenge()
    given = {
        one["name"].lower(): re.sub(r"\\(.)", r"\1", one["quoted"]) if one["quoted"] is not None else one["bare"]
        for one in _PARAMETER.finditer(text, match.end())
    }
    return Challenge(match["scheme"].lower(), given.get("realm", ""), given.get("service", ""))
