"""Web servers on this machine that behave as servers in the world do: they fail, stall, lie and change their minds."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

_STALL = 30


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sends: the bytes as they stand, and what it does then."""

    status: str = "200 OK"
    headers: tuple[str, ...] = ()
    body: bytes = b""
    length: int | None = None
    """What it claims, where that is not so."""
    raw: bytes = b""
    """All of it, where even the form is not what it should be."""
    then: str = "close"
    """Or `stall`: say no more and keep the connection; `reset`: cut it; `silent`: the same as stall, without a word."""

    def message(self) -> bytes:
        if self.raw:
            return self.raw
        length = len(self.body) if self.length is None else self.length
        lines = (f"HTTP/1.1 {self.status}", f"Content-Length: {length}", "Connection: close", *self.headers, "", "")
        return "\r\n".join(lines).encode() + self.body


@dataclass(slots=True)
class Server:
    """Answers in order; the last reply holds from then on. `requests` are the texts of what was asked."""

    address: str
    replies: list[Reply]
    requests: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def next_reply(self, request: str) -> Reply:
        self.requests.append(request)
        return self.replies[min(len(self.requests), len(self.replies)) - 1]

    def asked_for(self, header: str) -> list[str]:
        """The value of a header in each request; empty where it is not there."""
        found = []
        for request in self.requests:
            pairs = [line.partition(": ") for line in request.splitlines()]
            found.append(next((value for name, _, value in pairs if name.lower() == header.lower()), ""))
        return found


@contextmanager
def serving(*replies: Reply) -> Iterator[Server]:
    known: list[Server] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            lines = list(iter(lambda: self.rfile.readline().decode("latin-1").strip(), ""))
            if lines:
                _send(known[0], self.connection, known[0].next_reply("\n".join(lines)))

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def __enter__(self) -> Self:
            return self

    with Listener(("127.0.0.1", 0), Handler) as listener:
        host, port = listener.server_address[:2]
        known.append(Server(f"{host!s}:{port}", list(replies)))
        threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield known[0]
        finally:
            known[0].done.set()
            listener.shutdown()


def _send(server: Server, connection: socket.socket, reply: Reply) -> None:
    if reply.then != "silent":
        connection.sendall(reply.message())
    if reply.then in {"stall", "silent"}:
        server.done.wait(_STALL)
    if reply.then == "reset":
        server.done.wait(0.05)  # until what was sent has arrived
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
