"""Image registries: which digest a reference leads to, and on which platforms that runs (OCI distribution API)."""

import hashlib
import ipaddress
import json
import re
from collections.abc import Mapping
from typing import Any

from vmgen.external.challenge import Challenge, challenge
from vmgen.external.http import Answer, Http
from vmgen.external.logins import Login, Logins
from vmgen.facts.architectures import ARCHITECTURES
from vmgen.model.image_reference import DOCKER_HUB, ImageReference
from vmgen.records import record

_LISTS = ("application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json")
_SINGLES = ("application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json")
_ACCEPT = ", ".join((*_LISTS, *_SINGLES))
_HUB_HOST = "registry-1.docker.io"
_DIGEST = re.compile("sha256:[0-9a-f]{64}")
_OK, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY = 200, 401, 403, 404, 429
_BASE_VARIANTS = (None, "", "v8", "v1")
"""What a plain name of an architecture stands for; every node runs these."""


@record
class Found:
    """Where a reference leads: a digest, and one for each architecture. With a `failure` there is no telling."""

    digest: str = ""
    platforms: Mapping[str, str] | None = None
    failure: str = ""
    help: str = ""


class _RefusalError(Exception):
    """Why a registry's answer is not used, in words for people, and what to do about it."""

    def __init__(self, reason: str, help_: str = "") -> None:
        super().__init__(reason)
        self.found = Found(failure=reason, help=help_)


class Registries:
    """Asks registries, from any number of threads. `in_clear` are hosts that speak HTTP without encryption."""

    def __init__(self, http: Http, logins: Logins, *, in_clear: frozenset[str] = frozenset()) -> None:
        self._http = http
        self._logins = logins
        self._in_clear = in_clear
        self._authorizations: dict[tuple[str, str], str] = {}
        self._exhausted: set[str] = set()

    def ask(self, image: ImageReference) -> Found:
        try:
            body, digest = self._fetched(image, "manifests", image.wanted)
            content = _mapping(body)
            kind = content.get("mediaType", "")
            if kind in _LISTS or "manifests" in content:
                return Found(digest, _listed(content))
            config, _ = self._fetched(image, "blobs", _digest(_part(content, "config")))
            return Found(digest, _single(_mapping(config), digest))
        except _RefusalError as refusal:
            return refusal.found

    def _fetched(self, image: ImageReference, what: str, wanted: str) -> tuple[bytes, str]:
        """A body and its digest, which is what was asked for, or what the registry says of it."""
        answer = self._answer(image, f"/v2/{image.repository}/{what}/{wanted}")
        if answer.status != _OK or answer.failure:
            raise self._refusal(image, answer)
        digest = f"sha256:{hashlib.sha256(answer.body).hexdigest()}"
        expected = wanted if ":" in wanted else answer.headers.get("Docker-Content-Digest", digest)
        if expected != digest:
            raise _RefusalError("the registry sends something else than it says", "ask again; trust no such registry")
        return answer.body, digest

    def _answer(self, image: ImageReference, path: str) -> Answer:
        """Asks, and once more with what the registry wants to know of whoever asks."""
        if image.host in self._exhausted:
            return Answer(_TOO_MANY, failure="the server answers 429")
        url = f"{self._scheme(image.host)}://{_address(image.host)}{path}"
        known = image.host, image.repository
        answer = self._http.get(url, headers=self._headers(known))
        if answer.status == _UNAUTHORIZED:
            self._authorizations[known] = self._authorization(image, challenge(answer.headers))
            answer = self._http.get(url, headers=self._headers(known))
        return answer

    def _headers(self, known: tuple[str, str]) -> dict[str, str]:
        authorization = self._authorizations.get(known)
        return {"Accept": _ACCEPT, **({"Authorization": authorization} if authorization else {})}

    def _authorization(self, image: ImageReference, asked: Challenge) -> str:
        """The header that a challenge asks for."""
        login = self._logins.login(image.host, image.repository)
        if asked.scheme == "basic" and login is not None and not login.token:
            if self._scheme(image.host) == "https" or _is_here(image.host):
                return login.basic
            raise _RefusalError("the registry asks for a login without encryption", "have it use HTTPS")
        if asked.scheme == "bearer":
            return f"Bearer {self._token(image, asked, login)}"
        raise _no_access(image)

    def _token(self, image: ImageReference, asked: Challenge, login: Login | None) -> str:
        """A token for reading the repository, from whom the registry names."""
        if not asked.is_private:
            raise _RefusalError("the registry asks for a login without encryption", "have it use HTTPS")
        scope = f"repository:{image.repository}:pull"
        if login is not None and login.token:
            answer = self._http.get(asked.realm, form=asked.exchange(scope, login.token))
        else:
            headers = {"Authorization": login.basic} if login is not None else {}
            answer = self._http.get(asked.address(scope), headers=headers)
        if answer.status != _OK or answer.failure:
            raise self._refusal(image, answer)
        content = _mapping(answer.body)
        token = content.get("token") or content.get("access_token")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise _RefusalError("the registry gives no token", "ask whoever runs it")
        return token

    def _refusal(self, image: ImageReference, answer: Answer) -> _RefusalError:
        if answer.status == _NOT_FOUND:
            return _RefusalError("the registry has no such image", "check its name and its tag")
        if answer.status in {_UNAUTHORIZED, _FORBIDDEN}:
            return _no_access(image)
        if answer.status == _TOO_MANY:
            self._exhausted.add(image.host)
            return _RefusalError(f"`{image.host}` answers no more questions for now", "log in, or ask again later")
        return _RefusalError(answer.failure or f"the registry answers {answer.status}")

    def _scheme(self, host: str) -> str:
        return "http" if host in self._in_clear or _is_here(host) else "https"


def _no_access(image: ImageReference) -> _RefusalError:
    """Registries say the same of what is not there, so that nobody can guess names."""
    help_ = f"check its name, or log in with `docker login {image.host}`"
    return _RefusalError("the registry lets nobody see it who is not logged in, or has no such image", help_)


def _address(host: str) -> str:
    return _HUB_HOST if host == DOCKER_HUB else host


def _is_here(host: str) -> bool:
    """Whether a host is this very machine, to which nobody needs a certificate."""
    name = host.rpartition(":")[0] or host
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _mapping(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise _RefusalError("the registry's answer cannot be read")
    return content


def _part(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = content.get(key)
    return value if isinstance(value, dict) else {}


def _listed(content: Mapping[str, Any]) -> dict[str, str]:
    """The members of a list by their architectures: signatures and other systems are passed over."""
    platforms: dict[str, str] = {}
    members = content.get("manifests")
    for member in members if isinstance(members, list) else ():
        platform = _part(member, "platform") if isinstance(member, dict) else {}
        name = str(platform.get("architecture"))
        is_plain = platform.get("os") == "linux" and platform.get("variant") in _BASE_VARIANTS
        if is_plain and name in ARCHITECTURES:
            platforms.setdefault(name, _digest(member))
    return platforms


def _digest(described: Mapping[str, Any]) -> str:
    digest = described.get("digest")
    if isinstance(digest, str) and _DIGEST.fullmatch(digest):
        return digest
    raise _RefusalError("the registry has it in a form that nobody reads any more", "push it again")


def _single(config: Mapping[str, Any], digest: str) -> dict[str, str]:
    name = config.get("architecture")
    if not isinstance(name, str) or not name:
        raise _RefusalError("the image does not say for which architecture it is", "build it with `--platform`")
    return {name: digest} if name in ARCHITECTURES and config.get("os", "linux") == "linux" else {}
