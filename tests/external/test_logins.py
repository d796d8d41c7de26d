"""Which login is found for a registry, in whichever of the usual files?"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from vmgen.external.challenge import Challenge, challenge
from vmgen.external.logins import Login, Logins, logins

WEB = Login("web", "hunter2")
AUTH = "d2ViOmh1bnRlcjI="
"""web:hunter2"""


def found(content: dict[str, Any], host: str = "quay.io", repository: str = "disks/debian") -> Login | None:
    return Logins((content,)).login(host, repository)


@pytest.mark.parametrize(
    ("key", "host"),
    [
        ("quay.io", "quay.io"),
        ("https://quay.io", "quay.io"),
        ("https://quay.io/v1/", "quay.io"),
        ("quay.io/disks", "quay.io"),
        ("quay.io/disks/debian", "quay.io"),
        ("localhost:5000", "localhost:5000"),
        ("https://index.docker.io/v1/", "docker.io"),
        ("docker.io", "docker.io"),
    ],
)
def test_a_login_is_found_under_each_name_of_a_registry(key: str, host: str) -> None:
    assert found({"auths": {key: {"auth": AUTH}}}, host) == WEB


@pytest.mark.parametrize("key", ["quay.io.example.org", "quay.io/other", "quay.io/disk", "io", "", "docker.io"])
def test_no_other_registry_gets_it(key: str) -> None:
    assert found({"auths": {key: {"auth": AUTH}}}) is None


def test_the_longest_name_counts() -> None:
    entries = {"quay.io": {"auth": AUTH}, "quay.io/disks": {"username": "disks", "password": "other"}}
    assert found({"auths": entries}) == Login("disks", "other")
    assert found({"auths": entries}, repository="else/debian") == WEB


@pytest.mark.parametrize(
    "entry", [{}, {"auth": ""}, {"auth": "?"}, {"auth": "/w=="}, {"auth": 1}, {"auth": "Og=="}, [], "web", None]
)
def test_an_entry_that_says_nothing_is_no_login(entry: object) -> None:
    assert found({"auths": {"quay.io": entry}}) is None


@pytest.mark.parametrize("content", [{}, {"auths": []}, {"credHelpers": 1}, {"credsStore": 1}, {"credsStore": "../x"}])
def test_a_file_that_says_nothing_is_no_login(content: dict[str, Any]) -> None:
    assert found(content) is None


def test_an_identity_has_a_token_in_the_place_of_a_password() -> None:
    assert found({"auths": {"quay.io": {"auth": AUTH, "identitytoken": "abc"}}}) == Login(token="abc")  # noqa: S106 # nobody's


@pytest.mark.parametrize(
    ("answer", "login"),
    [
        ('{"Username": "web", "Secret": "hunter2"}', WEB),
        ('{"Username": "<token>", "Secret": "abc"}', Login(token="abc")),  # noqa: S106 # nobody's
        ('{"Username": "web", "Secret": ""}', None),
        ("[]", None),
        ("hunter2", None),
    ],
)
@pytest.mark.parametrize("content", [{"credHelpers": {"quay.io": "test"}}, {"credsStore": "test"}])
def test_a_helper_is_asked(
    content: dict[str, Any],
    answer: str,
    login: Login | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _helper(tmp_path, f"assert sys.stdin.read() == 'quay.io'; print({answer!r})")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(content) == login


def test_nobody_hears_what_a_helper_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _helper(tmp_path, "print('hunter2'); print('hunter2', file=sys.stderr)")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found({"credsStore": "test"}) is None
    assert capfd.readouterr() == ("", "")


def test_a_helper_that_fails_or_is_not_there_is_no_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found({"credsStore": "test"}) is None
    _helper(tmp_path, "print('credentials not found in native keychain'); sys.exit(1)")
    assert found({"credsStore": "test"}) is None


def test_each_file_is_read_from_where_it_usually_is(tmp_path: Path) -> None:
    docker = _written(tmp_path / "home" / ".docker" / "config.json", {"auths": {"docker": {"auth": AUTH}}})
    podman = _written(tmp_path / "run" / "containers" / "auth.json", {"auths": {"podman": {"auth": AUTH}}})
    chosen = _written(tmp_path / "chosen.json", {"auths": {"chosen": {"auth": AUTH}}})
    home = {"HOME": str(tmp_path / "home")}
    assert logins(home).files == (docker,)
    assert logins({**home, "XDG_RUNTIME_DIR": str(tmp_path / "run")}).files == (podman, docker)
    assert logins({"HOME": "/nowhere", "DOCKER_CONFIG": str(tmp_path / "home" / ".docker")}).files == (docker,)
    assert logins({**home, "REGISTRY_AUTH_FILE": str(tmp_path / "chosen.json")}).files == (chosen,)
    assert logins({"HOME": "/nowhere"}) == Logins()


@pytest.mark.parametrize("content", [b"hunter2", b"[]", b"\xff", b""])
def test_a_file_that_cannot_be_read_is_named_and_not_quoted(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(content)
    assert logins({"DOCKER_CONFIG": str(tmp_path)}) == Logins((), (str(path),))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", Challenge()),
        ("Negotiate", Challenge()),
        ('Basic realm="a"', Challenge("basic", "a")),
        ("basic", Challenge("basic")),
        ('Negotiate, Basic realm="a"', Challenge("basic", "a")),
        ('Bearer realm="https://a/t",service="b",scope="c"', Challenge("bearer", "https://a/t", "b")),
        ('bearer service=b, realm = "https://a/\\"t"', Challenge("bearer", 'https://a/"t', "b")),
        ('Digest realm="Bearer x"', Challenge()),
    ],
)
def test_what_a_registry_asks_for_is_understood(header: str, expected: Challenge) -> None:
    assert challenge({"WWW-Authenticate": header} if header else {}) == expected


def test_a_token_is_asked_for_beside_what_the_address_asks_already() -> None:
    asked = Challenge("bearer", "https://a/t?account=web&scope=x#y", "b c").address("repository:d/e:pull")
    assert asked == "https://a/t?account=web&scope=repository%3Ad%2Fe%3Apull&service=b+c"


def _helper(folder: Path, body: str) -> None:
    program = folder / "docker-credential-test"
    program.write_text(f"#!{sys.executable}\nimport sys\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


def _written(path: Path, content: dict[str, Any]) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return content
