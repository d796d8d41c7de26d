"""What is understood of a registry's answer, whatever it is, and who is told a login?"""

import base64
import json
from collections.abc import Iterator

import pytest

from tests.external.registries import MANIFEST, Registry, Reply, digest_of, registry
from vmgen.external.http import Http, Patience
from vmgen.external.logins import Login, Logins
from vmgen.external.registry import Found, Registries
from vmgen.model.image_reference import image_reference

QUICK = Patience(attempts=3, silence=20, whole=60, first_pause=0.01, longest_pause=0.1)
HASTY = Patience(attempts=3, silence=0.2, whole=60, first_pause=0.01, longest_pause=0.1)
SECRET = "hunter2"  # noqa: S105 # the password of nobody
NO_ACCESS = "the registry lets nobody see it who is not logged in, or has no such image"


@pytest.fixture(name="here")
def a_registry() -> Iterator[Registry]:
    with registry() as known:
        yield known


def ask(
    here: Registry, name: str = "disks/debian:13", logins: Logins | None = None, patience: Patience = QUICK
) -> Found:
    reference = image_reference(f"{here.address}/{name}")
    assert reference is not None
    with Http(patience) as http:
        return Registries(http, logins or Logins()).ask(reference)


def logged_in(here: Registry, user: str = "web", password: str = SECRET) -> Logins:
    auth = base64.b64encode(f"{user}:{password}".encode()).decode()
    return Logins(({"auths": {here.address: {"auth": auth}}},))


def test_a_list_has_a_digest_and_one_for_each_platform(here: Registry) -> None:
    digest = here.push("disks/debian", "13", "amd64", "arm64")
    found = ask(here)
    assert (found.digest, sorted(found.platforms or {}), found.failure) == (digest, ["amd64", "arm64"], "")
    assert here.paths() == ["/v2/disks/debian/manifests/13"]


def test_a_single_image_says_in_its_configuration_what_it_is_for(here: Registry) -> None:
    digest = here.push("disks/debian", "13", "arm64", single=True)
    assert ask(here) == Found(digest, {"arm64": digest})


def test_what_no_node_runs_is_passed_over(here: Registry) -> None:
    amd64 = {"digest": "sha256:" + "a" * 64, "platform": {"os": "linux", "architecture": "amd64"}}
    others = [
        {"digest": "sha256:" + "b" * 64, "platform": {"os": "unknown", "architecture": "unknown"}},
        {"digest": "sha256:" + "c" * 64, "platform": {"os": "windows", "architecture": "amd64"}},
        {"digest": "sha256:" + "d" * 64, "platform": {"os": "linux", "architecture": "amd64", "variant": "v3"}},
        {"digest": "sha256:" + "e" * 64, "platform": {"os": "linux", "architecture": "riscv64"}},
        {"digest": "sha256:" + "f" * 64},
        "nonsense",
    ]
    here.push("disks/debian", "13", manifests=[*others, amd64, *others])
    assert ask(here).platforms == {"amd64": "sha256:" + "a" * 64}


def test_an_image_is_asked_for_by_its_digest_if_it_has_one(here: Registry) -> None:
    digest = here.push("disks/debian", "13", "amd64")
    assert ask(here, f"disks/debian:12@{digest}").digest == digest
    assert here.paths() == [f"/v2/disks/debian/manifests/{digest}"]


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply(404), "the registry has no such image"),
        (Reply(403), NO_ACCESS),
        (Reply(401), NO_ACCESS),
        (Reply(500), "the server answers 500, 3 times in a row"),
        (Reply(418), "the registry answers 418"),
        (Reply(body=b"<html>"), "the registry's answer cannot be read"),
        (Reply(body=b"[]"), "the registry's answer cannot be read"),
        (Reply(body=b"[" * 200_000), "the registry's answer cannot be read"),
        (Reply(body=b"\xff\xfe"), "the registry's answer cannot be read"),
        (Reply(body=b"{}"), "the registry has it in a form that nobody reads any more"),
        (Reply(body=b'{"config": {"digest": "../../x"}}'), "the registry has it in a form that nobody reads any more"),
        (Reply(body=b"{", length=40), "the server cuts the connection, or sends what is no answer, 3 times in a row"),
        (
            Reply(headers={"Docker-Content-Digest": digest_of(b"other")}, body=b"{}"),
            "the registry sends something else than it says",
        ),
    ],
)
def test_an_answer_that_is_no_use_is_told(here: Registry, reply: Reply, failure: str) -> None:
    here.instead["/v2/disks/debian/manifests/13"] = [reply]
    found = ask(here)
    assert (found.failure, found.digest, found.platforms) == (failure, "", None)


def test_a_registry_that_falls_silent_is_not_waited_for_any_longer(here: Registry) -> None:
    here.instead["/v2/disks/debian/manifests/13"] = [Reply(pause=20)]
    assert ask(here, patience=HASTY).failure == "the server falls silent, 3 times in a row"


def test_content_that_is_not_what_its_digest_says_is_refused(here: Registry) -> None:
    digest = here.push("disks/debian", "13", "amd64")
    here.instead[f"/v2/disks/debian/manifests/{digest}"] = [Reply(body=b'{"manifests": []}')]
    assert ask(here, f"disks/debian@{digest}").failure == "the registry sends something else than it says"


def test_a_configuration_that_changed_is_refused(here: Registry) -> None:
    here.push("disks/debian", "13", "amd64", single=True)
    blob = next(path for path in here.content if "/blobs/" in path)
    here.instead[blob] = [Reply(body=b'{"os": "linux", "architecture": "arm64"}')]
    assert ask(here).failure == "the registry sends something else than it says"


def test_an_image_without_an_architecture_is_told(here: Registry) -> None:
    config = b'{"os": "linux"}'
    here.content[f"/v2/disks/debian/blobs/{digest_of(config)}"] = Reply(body=config)
    manifest = json.dumps({"mediaType": MANIFEST, "config": {"digest": digest_of(config)}}).encode()
    here.content["/v2/disks/debian/manifests/13"] = Reply(body=manifest)
    assert ask(here).failure == "the image does not say for which architecture it is"


def test_who_asks_too_often_waits_as_long_as_is_asked(here: Registry) -> None:
    digest = here.push("disks/debian", "13", "amd64")
    path = "/v2/disks/debian/manifests/13"
    here.instead[path] = [Reply(429, {"Retry-After": "0"}), here.content[path]]
    assert ask(here).digest == digest
    assert here.paths() == [path, path]


def test_a_registry_that_has_had_enough_is_left_alone(here: Registry) -> None:
    for tag in ("12", "13"):
        here.instead[f"/v2/disks/debian/manifests/{tag}"] = [Reply(429, {"Retry-After": "3600"})]
    images = [image_reference(f"{here.address}/disks/debian:{tag}") for tag in ("12", "13")]
    with Http(QUICK) as http:
        registries = Registries(http, Logins())
        found = [registries.ask(image) for image in images if image]
    assert [one.failure for one in found] == [f"`{here.address}` answers no more questions for now"] * 2
    assert here.paths() == ["/v2/disks/debian/manifests/12"]


def test_who_need_not_log_in_asks_for_a_token_all_the_same() -> None:
    with registry("-") as here:
        digest = here.push("disks/debian", "13", "amd64", single=True)
        assert ask(here).digest == digest
    manifest, token, again, blob = here.asked
    assert (manifest.authorization, token.authorization) == ("", "")
    assert token.path == "/token?service=here&scope=repository%3Adisks%2Fdebian%3Apull"
    assert again.authorization == blob.authorization == "Bearer token-for-disks/debian"


def test_a_login_makes_a_token() -> None:
    with registry(f"web:{SECRET}") as here:
        digest = here.push("disks/debian", "13", "amd64")
        assert ask(here, logins=logged_in(here)).digest == digest
        assert ask(here, logins=logged_in(here, password="other")).failure == NO_ACCESS  # noqa: S106 # nobody's
        assert ask(here).failure == NO_ACCESS


def test_a_token_of_an_identity_is_posted_and_not_shown_in_an_address() -> None:
    with registry(f"web:{SECRET}") as here:
        digest = here.push("disks/debian", "13", "amd64")
        logins = Logins(({"auths": {here.address: {"identitytoken": f"web:{SECRET}"}}},))
        assert ask(here, logins=logins).digest == digest
    assert [SECRET in one.path for one in here.asked] == [False] * 3
    assert f"refresh_token=web%3A{SECRET}" in here.asked[1].body


def test_a_registry_may_ask_for_the_login_itself() -> None:
    with registry(f"web:{SECRET}") as here:
        here.challenge = 'Basic realm="here"'
        digest = here.push("disks/debian", "13", "amd64")
        assert ask(here, logins=logged_in(here)).digest == digest
        assert ask(here).failure == NO_ACCESS


@pytest.mark.parametrize(
    "challenge",
    [
        'Bearer realm="http://registry.example.org/token"',
        'Bearer realm="ftp://127.0.0.1/"',
        "Bearer",
        'Bearer realm="http://[::1"',
    ],
)
def test_a_login_is_never_sent_without_encryption(challenge: str) -> None:
    with registry(f"web:{SECRET}") as here:
        here.challenge = challenge
        assert ask(here, logins=logged_in(here)).failure == "the registry asks for a login without encryption"
    assert len(here.asked) == 1


def test_another_host_is_not_told_the_login() -> None:
    with registry(f"web:{SECRET}") as here, registry() as other:
        digest = other.push("disks/debian", "13", "amd64", single=True)
        here.push("disks/debian", "13", "amd64", single=True)
        here.challenge = 'Basic realm="here"'
        for path in list(here.content):
            here.content[path] = Reply(307, {"Location": f"http://{other.address}{path}"})
        assert ask(here, logins=logged_in(here)).digest == digest
    assert {one.authorization for one in here.asked} == {"", logged_in(here).login(here.address, "").basic}  # type: ignore[union-attr] # it is there
    assert {one.authorization for one in other.asked} == {""}


def test_a_posted_token_follows_nobody_to_another_host() -> None:
    with registry(f"web:{SECRET}") as here, registry() as other:
        here.instead["/token"] = [Reply(307, {"Location": f"http://{other.address}/token"})]
        logins = Logins(({"auths": {here.address: {"identitytoken": f"web:{SECRET}"}}},))
        assert ask(here, logins=logins).failure == "the registry answers 307"
    assert other.asked == []


@pytest.mark.parametrize("body", [b"", b"{}", b'{"token": 1}', b'{"token": "a\\nb"}', b'{"token": "\xc3\xa4"}'])
def test_a_token_that_is_none_is_told(body: bytes) -> None:
    with registry("-") as here:
        here.instead["/token"] = [Reply(body=body)]
        assert ask(here).failure in {"the registry gives no token", "the registry's answer cannot be read"}


def test_a_token_that_expired_is_asked_for_anew() -> None:
    with registry("-") as here, Http(QUICK) as http:
        here.push("disks/debian", "13", "amd64", single=True)
        path = "/v2/disks/debian/manifests/13"
        expired = Reply(401, {"WWW-Authenticate": f'Bearer realm="http://{here.address}/token",service="here"'})
        here.instead[path] = [expired, expired, expired, here.content[path]]
        registries, image = Registries(http, Logins()), image_reference(f"{here.address}/disks/debian:13")
        assert image is not None
        assert registries.ask(image).failure == NO_ACCESS
        assert registries.ask(image).failure == ""


def test_nobody_sees_a_login_by_accident() -> None:
    login = Login("web", SECRET)
    assert SECRET not in repr(login) + str(login) + f"{login}" + repr(Logins(({"auths": {"a": {"auth": SECRET}}},)))
    assert login.basic not in repr(login)
