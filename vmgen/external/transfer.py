"""One answer of a web server, over as many connections as it takes."""

import email.utils
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TypeAlias
from urllib.parse import urlsplit, urlunsplit

import httpx

from vmgen.records import record

Heard: TypeAlias = Callable[[str], object]

LARGEST_BODY = 64 * 1024 * 1024
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
"""What a server says that may say something else in a while (RFC 9110 section 15, RFC 6585)."""


def nobody(*_: object) -> None:
    """Hears, and does nothing."""


def redacted(url: str) -> str:
    """An address without what may be a credential: user and password, and the values of its query."""
    try:
        parts = urlsplit(url)
        is_readable = bool(parts.netloc) and parts.port != 0  # a port that is no number raises
    except ValueError:
        is_readable = False
    if not is_readable:
        return "an address that cannot be read"
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "…" if parts.query else "", ""))


@record
class Answer:
    """What a server answered. With a `failure` nothing came that counts, whatever the status says."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    """Looked up without regard to case."""
    body: bytes = b""
    failure: str = ""


@record
class Again:
    """What did not work, and may work later; `after` is how long the server wants to be left alone, in seconds."""

    reason: str
    after: float = 0
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)


class Transfer:
    """What has come of an answer so far."""

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str],
        progress: Callable[[int, int], object],
        deadline: float,
        form: Mapping[str, str] | None = None,
    ) -> None:
        self.url, self.deadline, self.form = url, deadline, form
        self.body = bytearray()
        self._headers, self._progress = headers, progress
        self._validator = ""
        self._total = 0

    @property
    def host(self) -> str:
        return urlsplit(redacted(self.url)).netloc

    def headers_to_send(self) -> Mapping[str, str]:
        """Asks for the rest only, if what has come is still what the server has."""
        if not self._validator:
            self.body.clear()
        if not self.body:
            return self._headers
        return {**self._headers, "Range": f"bytes={len(self.body)}-", "If-Range": self._validator}

    def receive(self, response: httpx.Response) -> Answer | Again:
        """Takes what comes. Raises httpx.TransportError where it breaks off."""
        if any(one.url.scheme == "https" for one in response.history) and response.url.scheme != "https":
            return Answer(failure="the server sends to an address without encryption")
        status = response.status_code
        if status in _LATER:
            return Again(f"the server answers {status}", _pause_asked_for(response), status, response.headers)
        if not self._fits(response):
            self.body.clear()
            self._validator = ""
            return Again("the server changes what it sends")
        for chunk in response.iter_bytes():
            self.body += chunk
            self._progress(len(self.body), self._total)
            if len(self.body) > LARGEST_BODY:
                return Answer(failure=f"more than {LARGEST_BODY:,} bytes come, which nobody asked for")
            if time.monotonic() > self.deadline:
                return Answer(failure="the server takes too long")
        return Answer(200 if status == httpx.codes.PARTIAL_CONTENT else status, response.headers, bytes(self.body))

    def _fits(self, response: httpx.Response) -> bool:
        """Whether this is the beginning, or goes on where the last one broke off."""
        if response.status_code == httpx.codes.PARTIAL_CONTENT:
            return bool(self.body) and response.headers.get("Content-Range", "") == self._expected_range()
        if self.body and response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return False
        self.body.clear()
        is_plain = response.headers.get("Content-Encoding", "identity") == "identity"
        length = response.headers.get("Content-Length", "")
        self._total = int(length) if is_plain and length.isdecimal() else 0
        self._validator = _validator(response) if self._total else ""
        return True

    def _expected_range(self) -> str:
        return f"bytes {len(self.body)}-{self._total - 1}/{self._total}"


def _validator(response: httpx.Response) -> str:
    """What tells two versions apart byte for byte: a strong tag. A date does not: it counts in seconds."""
    tag: str = response.headers.get("ETag", "")
    return tag if tag.startswith('"') else ""


def _pause_asked_for(response: httpx.Response) -> float:
    """Seconds, or a date."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal() and asked.isascii():
        return float(asked[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0.0
