"""Does a client get whole what a bad server has, give up where there is nothing to get, and keep its secrets?"""

import gzip
import ssl
import time
from typing import Any

import httpx
import pytest

from tests.external.servers import Reply, serving
from vmgen.external import http, transfer
from vmgen.external.http import Answer, Http, Patience, redacted
from vmgen.external.transfer import Transfer, nobody

IMPATIENT = Patience(attempts=3, silence=0.3, whole=5, first_pause=0.01, longest_pause=1)
BODY = bytes(range(256)) * 400
HALF = len(BODY) // 2
WHOLE = Reply(body=BODY)
TAGGED = 'ETag: "v1"'
REST = Reply("206 Partial Content", (TAGGED, f"Content-Range: bytes {HALF}-{len(BODY) - 1}/{len(BODY)}"), BODY[HALF:])


def fetch(url: str, *, patience: Patience = IMPATIENT, **more: Any) -> Answer:
    with Http(patience) as client:
        return client.get(url, **more)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


BROKEN = {
    "503": Reply("503 Service Unavailable"),
    "429": Reply("429 Too Many Requests", ("Retry-After: 0",)),
    "stalls": Reply(body=BODY[:HALF], length=len(BODY), then="stall"),
    "says nothing": Reply(then="silent"),
    "cut": Reply(body=BODY[:HALF], length=len(BODY), then="reset"),
    "cut at once": Reply(then="reset", body=b"", length=7),
    "too short": Reply(body=BODY[:HALF], length=len(BODY)),
    "no number": Reply(headers=("Content-Length: many",)),
    "no answer": Reply("what?"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_server_that_fails_is_asked_again(broken: Reply) -> None:
    with serving(broken, broken, WHOLE) as server:
        answer = fetch(server.url)
    assert (answer.failure, answer.status, answer.body) == ("", 200, BODY)
    assert len(server.requests) == 3
    assert server.asked_for("Range") == ["", "", ""]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("503", "the server answers 503"),
        ("429", "the server answers 429"),
        ("stalls", "the server falls silent"),
        ("says nothing", "the server falls silent"),
        ("cut", "the connection breaks"),
        ("too short", "the server cuts the connection, or sends what is no answer"),
        ("no answer", "the server cuts the connection, or sends what is no answer"),
    ],
)
def test_a_server_that_fails_for_good_is_a_failure_without_a_body(broken: str, reason: str) -> None:
    with serving(BROKEN[broken]) as server:
        answer = fetch(server.url)
    assert (answer.failure, answer.body) == (f"{reason}, 3 times in a row", b"")
    assert len(server.requests) == 3


@pytest.mark.parametrize("then", ["reset", "close", "stall"])
def test_what_breaks_off_is_continued_if_it_is_still_the_same(then: str) -> None:
    with serving(Reply(headers=(TAGGED,), body=BODY[:HALF], length=len(BODY), then=then), REST) as server:
        answer = fetch(server.url)
    assert (answer.failure, answer.status, answer.body) == ("", 200, BODY)
    assert server.asked_for("Range") == ["", f"bytes={HALF}-"]
    assert server.asked_for("If-Range") == ["", '"v1"']


def test_as_long_as_something_comes_a_server_may_break_off_more_often() -> None:
    def part(start: int, end: int) -> Reply:
        headers = (TAGGED, f"Content-Range: bytes {start}-99/100")
        return Reply("206 Partial Content", headers, BODY[start:end], length=100 - start, then="reset")

    first = Reply(headers=(TAGGED,), body=BODY[:10], length=100, then="reset")
    parts = [part(start, start + 10) for start in range(10, 100, 10)]
    with serving(first, *parts) as server:
        answer = fetch(server.url)
    assert answer.body == BODY[:100]
    assert len(server.requests) == 10


@pytest.mark.parametrize(
    "second",
    [
        Reply(headers=('ETag: "v2"',), body=b"another version"),
        Reply("206 Partial Content", (TAGGED, "Content-Range: bytes 7-8/9"), b"??"),
        Reply("206 Partial Content", (TAGGED,), b"??"),
        Reply("416 Range Not Satisfiable"),
    ],
    ids=["new version", "another range", "no range", "shorter now"],
)
def test_two_versions_are_never_mixed(second: Reply) -> None:
    started = Reply(headers=(TAGGED,), body=BODY[:HALF], length=len(BODY), then="reset")
    with serving(started, second, Reply(body=b"another version")) as server:
        answer = fetch(server.url)
    assert answer.body == b"another version"


def test_a_weak_tag_says_too_little_to_go_on() -> None:
    started = Reply(headers=('ETag: W/"v1"',), body=BODY[:HALF], length=len(BODY), then="reset")
    with serving(started, WHOLE) as server:
        assert fetch(server.url).body == BODY
    assert server.asked_for("Range") == ["", ""]


def test_a_pause_that_the_server_asks_for_is_kept() -> None:
    with serving(Reply("429 Too Many Requests", ("Retry-After: 1",)), WHOLE) as server:
        begun = time.monotonic()
        assert fetch(server.url).body == BODY
    assert time.monotonic() - begun > 0.9


@pytest.mark.parametrize("asked", ["3600", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_pause_that_is_too_long_is_told(asked: str) -> None:
    with serving(Reply("429 Too Many Requests", (f"Retry-After: {asked}",))) as server:
        failure = fetch(server.url).failure
    assert failure.startswith("the server answers 429, and asks to wait ")
    assert len(server.requests) == 1


@pytest.mark.parametrize("asked", ["soon", "-1", "Fri, 31 Dec 1999 23:59:59 GMT", "٣"])
def test_a_pause_that_nobody_understands_is_none(asked: str) -> None:
    replies = Reply("503 Service Unavailable", (f"Retry-After: {asked}".encode().decode("latin-1"),)), WHOLE
    with serving(*replies) as server:
        assert fetch(server.url).body == BODY


def test_what_will_not_change_is_not_asked_twice() -> None:
    with serving(Reply("404 Not Found", body=b"no such file")) as server:
        answer = fetch(server.url)
    assert (answer.status, answer.failure, answer.body, len(server.requests)) == (404, "", b"no such file", 1)


def test_a_server_that_drips_does_not_hold_anybody_for_ever() -> None:
    started = Reply(headers=(TAGGED,), body=BODY[:1], length=9, then="stall")
    drip = Reply("206 Partial Content", (TAGGED, "Content-Range: bytes 1-8/9"), BODY[1:2], length=8, then="stall")
    with serving(started, drip) as server:
        begun = time.monotonic()
        answer = fetch(server.url, patience=Patience(attempts=100, silence=0.2, whole=1, first_pause=0.1))
    assert answer.failure.startswith("the server ")
    assert time.monotonic() - begun < 3


def test_more_than_anybody_asked_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LARGEST_BODY", 1000)
    with serving(WHOLE) as server:
        assert fetch(server.url) == Answer(failure="more than 1,000 bytes come, which nobody asked for")


def test_what_is_compressed_unasked_is_read_and_never_continued() -> None:
    packed = gzip.compress(BODY)
    headers = (TAGGED, "Content-Encoding: gzip")
    with serving(Reply(headers=headers, body=packed[:200], length=len(packed), then="reset"), WHOLE) as server:
        assert fetch(server.url).body == BODY
    assert server.asked_for("Range") == ["", ""]
    assert server.asked_for("Accept-Encoding") == ["identity", "identity"]


def test_progress_is_told_with_what_there_is_to_come() -> None:
    heard: list[tuple[int, int]] = []
    with serving(WHOLE) as server:
        fetch(server.url, progress=lambda come, total: heard.append((come, total)))
    assert heard[-1] == (len(BODY), len(BODY))


def test_each_failure_but_the_last_is_told() -> None:
    heard: list[str] = []
    with serving(BROKEN["503"], WHOLE) as server, Http(IMPATIENT, told=heard.append) as client:
        client.get(f"http://user:hunter2@{server.address}/a?token=hunter2")
    assert heard == [f"{server.address}: the server answers 503; asking again in 0.01 s"]


def test_a_password_is_for_the_server_that_it_was_given_for() -> None:
    with serving(WHOLE) as other, serving(Reply("302 Found", (f"Location: {other.url}/",))) as server:
        assert fetch(f"http://user:hunter2@{server.address}/").body == BODY
    assert server.asked_for("Authorization") == ["Basic dXNlcjpodW50ZXIy"]
    assert other.asked_for("Authorization") == [""]


def test_nobody_is_sent_from_an_encrypted_address_to_an_open_one() -> None:
    before = httpx.Response(302, request=httpx.Request("GET", "https://example.org/"))
    response = httpx.Response(200, request=httpx.Request("GET", "http://example.org/"), history=[before], content=BODY)
    received = Transfer("https://example.org/", {}, nobody, time.monotonic() + 9).receive(response)
    assert received == Answer(failure="the server sends to an address without encryption")


def test_a_certificate_that_is_not_trusted_is_no_matter_of_patience() -> None:
    cause = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]")
    cause.__context__ = ssl.SSLCertVerificationError()
    assert http._failed(cause) == Answer(failure="the server's certificate cannot be verified")


def test_a_circle_of_addresses_ends() -> None:
    with serving(Reply("302 Found", ("Location: /",))) as server:
        assert fetch(server.url).failure.startswith("the server sends from one address to the next")


@pytest.mark.parametrize(
    "url",
    ["ftp://user:hunter2@example.org/", "http://", "user:hunter2@example.org", "http://user:hunter2@[::1/", "a\nb"],
)
def test_what_is_no_address_is_a_failure(url: str) -> None:
    assert fetch(url).failure == "this is no address that can be fetched; write `https://…`"


def test_a_header_that_cannot_be_sent_is_not_shown() -> None:
    assert "hunter2" not in fetch("http://127.0.0.1:1/", headers={"Authorization": "hunter2\nhunter2"}).failure


@pytest.mark.parametrize("proxy", ["ftp://user:hunter2@127.0.0.1:1", "socks9://x"])
def test_a_proxy_that_cannot_be_used_is_a_failure(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    failure = fetch("http://example.org/").failure
    assert failure == "the proxy or the certificates that the environment names cannot be used"


def test_nobody_at_home_is_a_failure() -> None:
    with serving(WHOLE) as server:
        url = server.url
    assert fetch(url).failure == "the server cannot be reached, 3 times in a row"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:hunter2@example.org:8443/a/b", "https://example.org:8443/a/b"),
        ("https://hunter2@example.org/a?token=hunter2&x#hunter2", "https://example.org/a?…"),
        ("https://example.org/a", "https://example.org/a"),
        ("https://user:hunter2@[::1", "an address that cannot be read"),
        ("user:hunter2@example.org", "an address that cannot be read"),
        ("https:user:hunter2@example.org", "an address that cannot be read"),
        ("https://user:hunter2/hunter2@example.org/", "an address that cannot be read"),
    ],
)
def test_an_address_is_shown_without_what_opens_doors(url: str, shown: str) -> None:
    assert redacted(url) == shown
