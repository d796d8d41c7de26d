"""Web servers: asked politely, again where that may help, and never with a word of who asks.

Whatever fails is told in words of our own. Those of the library would repeat addresses, proxies and headers, and with
them what opens doors.
"""

import ssl
import time
from collections.abc import Callable, Mapping
from typing import Self

import httpx

from vmgen import __version__
from vmgen.external.transfer import Again, Answer, Heard, Transfer, nobody, redacted
from vmgen.records import record

__all__ = ["Answer", "Http", "Patience", "redacted"]

_REDIRECTS = 10
_HEADERS = {"User-Agent": f"vmgen/{__version__}", "Accept-Encoding": "identity"}
"""Nothing is compressed on the way: what broke off could not be continued."""


@record
class Patience:
    """How long to wait for a server, in seconds, and how often to ask it again."""

    attempts: int = 5
    silence: float = 20
    """Without a byte."""
    whole: float = 600
    """For one answer, with all attempts."""
    first_pause: float = 0.5
    """Before the second attempt; each further one is twice as long."""
    longest_pause: float = 60
    """Whoever asks for more than that is not waited for."""


class Http:
    """Connections that are kept, for any number of threads. To be used in a `with` block."""

    def __init__(self, patience: Patience | None = None, *, told: Heard = nobody) -> None:
        """`told` hears of each failure that is not the last one."""
        self._patience = patience or Patience()
        self._told = told
        try:
            self._client: httpx.Client | None = httpx.Client(
                headers=_HEADERS, timeout=self._patience.silence, follow_redirects=True, max_redirects=_REDIRECTS
            )
        except (ImportError, ValueError, httpx.InvalidURL, OSError):
            self._client = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        progress: Callable[[int, int], object] = nobody,
    ) -> Answer:
        """What a server answers, whatever its status; with a `failure` where it gave no answer that counts.

        A body that breaks off is continued where the server can do that. `progress` hears how many bytes have come, and
        of how many, or 0 where the server does not say. A `form` is posted, and follows nobody to another address.
        """
        if self._client is None:
            return Answer(failure="the proxy or the certificates that the environment names cannot be used")
        deadline = time.monotonic() + self._patience.whole
        transfer = Transfer(url, dict(headers or {}), progress, deadline, form)
        pause, failures = self._patience.first_pause, 0
        while True:
            came = len(transfer.body)
            answer = self._attempt(self._client, transfer)
            if isinstance(answer, Answer):
                return answer
            if came < len(transfer.body):  # what goes on is no failure
                pause, failures = self._patience.first_pause, 0
            failures += 1
            wait = max(pause, answer.after)
            if not self._may_wait(wait, failures, transfer):
                return Answer(answer.status, answer.headers, failure=self._given_up(answer, failures))
            self._told(f"{transfer.host}: {answer.reason}; asking again in {wait:g} s")
            time.sleep(wait)
            pause *= 2

    def _may_wait(self, wait: float, failures: int, transfer: Transfer) -> bool:
        if wait > self._patience.longest_pause or failures >= self._patience.attempts:
            return False
        return time.monotonic() + wait < transfer.deadline

    def _given_up(self, last: Again, failures: int) -> str:
        if last.after > self._patience.longest_pause:
            return f"{last.reason}, and asks to wait {last.after:g} s"
        return last.reason if failures == 1 else f"{last.reason}, {failures} times in a row"

    @staticmethod
    def _attempt(client: httpx.Client, transfer: Transfer) -> Answer | Again:
        try:
            with client.stream(
                "GET" if transfer.form is None else "POST",
                transfer.url,
                headers=transfer.headers_to_send(),
                data=transfer.form,
                follow_redirects=transfer.form is None,
            ) as response:
                return transfer.receive(response)
        except httpx.TooManyRedirects:
            return Answer(failure=f"the server sends from one address to the next, more than {_REDIRECTS} times")
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError, UnicodeError):
            return Answer(failure="this is no address that can be fetched; write `https://…`")
        except httpx.TransportError as error:
            return _failed(error)
        except httpx.HTTPError:
            return Answer(failure="the server's answer cannot be read")


def _failed(error: httpx.TransportError) -> Answer | Again:
    if _is_caused_by(error, ssl.SSLCertVerificationError):
        return Answer(failure="the server's certificate cannot be verified")
    return Again(next(text for kind, text in _REASONS if isinstance(error, kind)))


_REASONS: tuple[tuple[type[httpx.TransportError], str], ...] = (
    (httpx.ConnectTimeout, "the server cannot be reached in time"),
    (httpx.TimeoutException, "the server falls silent"),
    (httpx.ProxyError, "the proxy refuses"),
    (httpx.ConnectError, "the server cannot be reached"),
    (httpx.RemoteProtocolError, "the server cuts the connection, or sends what is no answer"),
    (httpx.TransportError, "the connection breaks"),
)


def _is_caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
