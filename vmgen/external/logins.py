"""Logins for registries, where `docker login` and its like keep them. Nothing of them is ever shown."""

import base64
import binascii
import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vmgen.records import record

_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SECONDS = 30
_TOKEN_USER = "<token>"  # noqa: S105 # what a helper says in the place of a user
_HUB = ("https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io")
"""What Docker Hub is called in these files, the first of them by `docker login`."""


@record
class Login:
    """A user with a password, or a token that a registry gave in the place of both."""

    user: str = ""
    password: str = ""
    token: str = ""

    @property
    def basic(self) -> str:
        """The value of a header."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def __repr__(self) -> str:
        return "Login(…)"


@record
class Logins:
    """What the files say. `unread` names those that could not be understood."""

    files: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[str, ...] = ()

    def login(self, host: str, repository: str) -> Login | None:
        """The login for a repository: of a file's longest entry that leads there, of a helper, or none."""
        names = _names(host, repository)
        for content in self.files:
            found = _from_helper(content, names) or _from_entries(content, names)
            if found is not None:
                return found
        return None

    def __repr__(self) -> str:
        return "Logins(…)"


def logins(environment: Mapping[str, str] = os.environ) -> Logins:
    """Reads the file that REGISTRY_AUTH_FILE names, else Podman's and Docker's."""
    files: list[Mapping[str, Any]] = []
    unread: list[str] = []
    for path in _paths(environment):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            content = None
        if isinstance(content, dict):
            files.append(content)
        else:
            unread.append(str(path))
    return Logins(tuple(files), tuple(unread))


def _paths(environment: Mapping[str, str]) -> tuple[Path, ...]:
    chosen = environment.get("REGISTRY_AUTH_FILE")
    if chosen:
        return (Path(chosen),)
    home = environment.get("HOME") or environment.get("USERPROFILE") or "."
    run = environment.get("XDG_RUNTIME_DIR")
    docker = environment.get("DOCKER_CONFIG") or f"{home}/.docker"
    return (*((Path(run) / "containers" / "auth.json",) if run else ()), Path(docker) / "config.json")


def _names(host: str, repository: str) -> tuple[str, ...]:
    """The keys under which a login may stand, the longest first: Podman has logins for parts of a registry."""
    if host == _HUB[2]:
        return _HUB
    parts = repository.split("/")
    paths = ["/".join((host, *parts[:length])) for length in range(len(parts), -1, -1)]
    return *paths, f"https://{host}", f"http://{host}"


def _from_entries(content: Mapping[str, Any], names: tuple[str, ...]) -> Login | None:
    entries = _mapping(content, "auths")
    for name in names:
        for key in (name, f"{name}/", f"{name}/v1/", f"{name}/v2/"):
            login = _login(_mapping(entries, key))
            if login is not None:
                return login
    return None


def _login(entry: Mapping[str, Any]) -> Login | None:
    token = entry.get("identitytoken")
    if isinstance(token, str) and token:
        return Login(token=token)
    user, password = entry.get("username"), entry.get("password")
    if isinstance(user, str) and isinstance(password, str) and user:
        return Login(user, password)
    try:
        user, _, password = base64.b64decode(str(entry.get("auth", "")), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return Login(user, password.rstrip("\0")) if user else None


def _from_helper(content: Mapping[str, Any], names: tuple[str, ...]) -> Login | None:
    """Docker asks the helper of the registry, or the store for all of them."""
    helpers, store = _mapping(content, "credHelpers"), content.get("credsStore")
    for name in names:
        helper = helpers.get(name)
        if isinstance(helper, str):
            return _asked(helper, name)
    if not isinstance(store, str):
        return None
    asked = names[:1] if names == _HUB else tuple(name for name in names if "/" not in name)
    return next((found for found in (_asked(store, name) for name in asked) if found is not None), None)


def _asked(helper: str, host: str) -> Login | None:
    """What `docker-credential-<helper>` knows; its words are shown to nobody, since they may hold a password."""
    if not _HELPER.fullmatch(helper):
        return None
    try:
        run = subprocess.run(
            [f"docker-credential-{helper}", "get"],
            input=host.encode(),
            check=False,
            capture_output=True,
            timeout=_SECONDS,
        )
        answer = json.loads(run.stdout) if run.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    if not isinstance(answer, dict):
        return None
    user, secret = answer.get("Username"), answer.get("Secret")
    if not (isinstance(user, str) and isinstance(secret, str) and secret):
        return None
    return Login(token=secret) if user == _TOKEN_USER else Login(user, secret)


def _mapping(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = content.get(key)
    return value if isinstance(value, dict) else {}
