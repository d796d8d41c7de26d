"""Docker's own registry on this machine, and what makes its tokens."""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx

from tests.external.registries import INDEX, MANIFEST, digest_of

PROGRAM = "docker-registry"
_SECONDS = 30
_CONFIGURATION = """\
version: 0.1
log: {{level: error}}
storage: {{filesystem: {{rootdirectory: {folder}/storage}}}}
http: {{addr: "{address}"}}
"""
_TOKENS = """\
auth: {{token: {{realm: "{realm}", service: here, issuer: here, rootcertbundle: {folder}/certificate.pem}}}}
"""


def is_there() -> bool:
    return shutil.which(PROGRAM) is not None and shutil.which("openssl") is not None


@contextmanager
def docker_registry(folder: Path, *, realm: str = "") -> Iterator[str]:
    """Its address. What it stores stays in `folder`. With a `realm`, it wants tokens that `token` makes."""
    address = f"127.0.0.1:{_free_port()}"
    text = _CONFIGURATION.format(folder=folder, address=address)
    if realm:
        _make_key(folder)
        text += _TOKENS.format(realm=realm, folder=folder)
    (folder / "registry.yml").write_text(text, encoding="utf-8")
    command = [PROGRAM, "serve", f"{folder}/registry.yml"]
    # It takes variables that begin with REGISTRY_ for its configuration, and one of them names a file of logins.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGISTRY_")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()


def push(address: str, repository: str, tag: str, *architectures: str, single: bool = False) -> str:
    """Pushes an image as Docker does, and gives the digest of what its name leads to."""
    members = [_push_member(address, repository, one, tag if single else "") for one in architectures]
    if single:
        return members[0]
    listed = [
        {"mediaType": MANIFEST, "digest": digest, "size": 1, "platform": {"os": "linux", "architecture": name}}
        for name, digest in zip(architectures, members, strict=True)
    ]
    return _put(address, repository, tag, {"schemaVersion": 2, "mediaType": INDEX, "manifests": listed})


def token(folder: Path, repository: str) -> bytes:
    """What the realm answers: a token for reading a repository, signed with the key that the registry trusts."""
    certificate = (folder / "certificate.pem").read_text(encoding="utf-8")
    chain = ["".join(line for line in certificate.splitlines() if not line.startswith("-"))]
    now = int(time.time())
    claims = {
        "iss": "here",
        "sub": "web",
        "aud": "here",
        "exp": now + 300,
        "nbf": now - 60,
        "iat": now - 60,
        "jti": "1",
        "access": [{"type": "repository", "name": repository, "actions": ["pull"]}],
    }
    signed = f"{_encoded({'typ': 'JWT', 'alg': 'RS256', 'x5c': chain})}.{_encoded(claims)}"
    command = ["openssl", "dgst", "-sha256", "-sign", f"{folder}/key.pem"]
    signature = subprocess.run(command, input=signed.encode(), check=True, capture_output=True).stdout
    return json.dumps({"token": f"{signed}.{_base64(signature)}"}).encode()


def _push_member(address: str, repository: str, architecture: str, tag: str) -> str:
    config = json.dumps({"os": "linux", "architecture": architecture}).encode()
    started = httpx.post(f"http://{address}/v2/{repository}/blobs/uploads/").raise_for_status()
    url = httpx.URL(urljoin(f"http://{address}/", started.headers["Location"]))
    httpx.put(url.copy_merge_params({"digest": digest_of(config)}), content=config).raise_for_status()
    described = {
        "mediaType": "application/vnd.oci.image.config.v1+json",
        "digest": digest_of(config),
        "size": len(config),
    }
    manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": described, "layers": []}
    return _put(address, repository, tag, manifest)


def _put(address: str, repository: str, tag: str, value: dict[str, Any]) -> str:
    body = json.dumps(value).encode()
    url = f"http://{address}/v2/{repository}/manifests/{tag or digest_of(body)}"
    httpx.put(url, content=body, headers={"Content-Type": value["mediaType"]}).raise_for_status()
    return digest_of(body)


def _make_key(folder: Path) -> None:
    key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
    made = ("-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=here")
    subprocess.run(["openssl", "req", "-x509", *made], check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + _SECONDS
    while True:
        try:
            httpx.get(f"http://{address}/v2/")
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _encoded(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
