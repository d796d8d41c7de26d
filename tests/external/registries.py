"""A registry on this machine: what the distribution API asks for, and whatever a test has it do instead."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
ACCEPTED = f"{INDEX}, {MANIFEST}"


def digest_of(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a registry answers. `length` is what it claims where that is not so; `pause` is how long it stays silent."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    length: int | None = None
    pause: float = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the path with its query, who asked, and what was posted."""

    path: str
    authorization: str
    body: str = ""


@dataclass(slots=True)
class Registry:
    """`content` is what it has by path. `instead` is what it says at a path, in order; the last holds from then on."""

    address: str = ""
    content: dict[str, Reply] = field(default_factory=dict)
    instead: dict[str, list[Reply]] = field(default_factory=dict)
    before: dict[str, list[Reply]] = field(default_factory=dict)
    """What it says at a path, in order, before it says what it has."""
    asked: list[Asked] = field(default_factory=list)
    user: str = ""
    """`name:password` of whoever may ask for tokens; `-` for anybody. Without it, nobody needs a token."""
    challenge: str = ""
    """What it says instead of its own challenge."""

    def push(self, repository: str, tag: str, *architectures: str, single: bool = False, **extra: Any) -> str:
        """An image, and the digest of what its name leads to."""
        members = [self._member(repository, one) for one in architectures]
        if single:
            return self._put(
                repository, tag, json.loads(self.content[f"/v2/{repository}/manifests/{members[0][1]}"].body)
            )
        listed = [
            {"mediaType": MANIFEST, "digest": digest, "size": 1, "platform": {"os": "linux", "architecture": name}}
            for name, digest in members
        ]
        return self._put(repository, tag, {"schemaVersion": 2, "mediaType": INDEX, "manifests": listed, **extra})

    def paths(self) -> list[str]:
        return [one.path.partition("?")[0] for one in self.asked]

    def _member(self, repository: str, architecture: str) -> tuple[str, str]:
        config = self._blob(repository, {"os": "linux", "architecture": architecture, "of": repository})
        manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": {"digest": config}, "layers": []}
        return architecture, self._put(repository, "", manifest)

    def _blob(self, repository: str, value: Any) -> str:
        body = json.dumps(value).encode()
        self.content[f"/v2/{repository}/blobs/{digest_of(body)}"] = Reply(body=body)
        return digest_of(body)

    def _put(self, repository: str, tag: str, value: Any) -> str:
        body = json.dumps(value).encode()
        digest = digest_of(body)
        reply = Reply(headers={"Content-Type": value.get("mediaType", ""), "Docker-Content-Digest": digest}, body=body)
        for name in {tag, digest} - {""}:
            self.content[f"/v2/{repository}/manifests/{name}"] = reply
        return digest

    def reply(self, asked: Asked) -> Reply:
        path = asked.path.partition("?")[0]
        earlier = self.paths().count(path)
        self.asked.append(asked)
        if earlier < len(self.before.get(path, ())):
            return self.before[path][earlier]
        if path in self.instead:
            return self.instead[path][min(earlier, len(self.instead[path]) - 1)]
        if path == "/token":
            return self._token(asked)
        if self.user and not self._is_known(asked, path):
            return Reply(
                401,
                {"WWW-Authenticate": self.challenge or f'Bearer realm="http://{self.address}/token",service="here"'},
            )
        return self.has(asked)

    def has(self, asked: Asked) -> Reply:
        """What it has at a path."""
        missing = Reply(404, body=b'{"errors": [{"code": "MANIFEST_UNKNOWN"}]}')
        return self.content.get(asked.path.partition("?")[0], missing)

    def _is_known(self, asked: Asked, path: str) -> bool:
        basic = "Basic " + base64.b64encode(self.user.encode()).decode()
        return asked.authorization in {
            basic,
            f"Bearer token-for-{path.partition('/v2/')[2].rpartition('/')[0].rpartition('/')[0]}",
        }

    def _token(self, asked: Asked) -> Reply:
        given = parse_qs(urlsplit(asked.path).query) or parse_qs(asked.body)
        basic = "Basic " + base64.b64encode(self.user.encode()).decode()
        is_welcome = self.user == "-" or asked.authorization == basic or given.get("refresh_token") == [self.user]
        if not is_welcome or given.get("service") != ["here"]:
            return Reply(401)
        repository = given["scope"][0].split(":")[1]
        return Reply(body=json.dumps({"token": f"token-for-{repository}"}).encode())


@contextmanager
def registry(user: str = "", *, of: Registry | None = None) -> Iterator[Registry]:
    known = of or Registry(user=user)
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            reply = known.reply(Asked(self.path, self.headers.get("Authorization", ""), body))
            done.wait(reply.pause)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            self.end_headers()
            self.wfile.write(reply.body)

        do_POST = do_GET  # noqa: N815 # the library's name

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.address = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield known
    finally:
        done.set()
        server.shutdown()
        server.server_close()
