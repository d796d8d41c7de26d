"""yaml-language-server as an editor runs it: JSON-RPC over stdio (Language Server Protocol 3.17)."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]

_SETTINGS = {
    "validate": True,
    "hover": True,
    "completion": True,
    "schemaStore": {"enable": False},  # so that nothing is fetched
    "schemas": {"./schemas/catalog/catalog.json": "catalog/by-setting/*.yaml"},
}
"""Of the section `yaml`."""
_CAPABILITIES = {"workspace": {"configuration": True}, "textDocument": {"hover": {"contentFormat": ["markdown"]}}}


class LanguageServer:
    """One server for one folder. Requests wait for their answers; what the server asks meanwhile is answered."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._process = subprocess.Popen(
            ["node", program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._folder = folder
        self._sent = 0
        self._published: dict[str, list[JsonObject]] = {}
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
        }
        self._request("initialize", processId=None, rootUri=folder.as_uri(), capabilities=capabilities)
        self._notify("initialized")

    def close(self) -> None:
        self._request("shutdown")
        self._notify("exit")
        self._process.communicate(timeout=30)

    def faults(self, path: str, text: str) -> list[str]:
        """What the editor underlines, as `line: message`, lines counted from 1."""
        uri = self._open(path, text)
        while uri not in self._published:
            self._receive()
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in self._published[uri]]

    def completions(self, path: str, text: str) -> list[str]:
        """What the editor offers at the mark `|` in the text."""
        answer = self._request("textDocument/completion", **self._position(path, text))
        return [one["label"] for one in answer["items"]]

    def hover(self, path: str, text: str) -> str:
        """What the editor shows about the word behind the mark `|` in the text."""
        answer = self._request("textDocument/hover", **self._position(path, text))
        return str(answer["contents"]["value"]) if answer else ""

    def _position(self, path: str, marked: str) -> JsonObject:
        before, _, after = marked.partition("|")
        uri = self._open(path, before + after)
        line = before.count("\n")
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": len(before.rpartition("\n")[2])}}

    def _open(self, path: str, text: str) -> str:
        """Each text under a path of its own: nothing is ever changed."""
        uri = (self._folder / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", textDocument=document)
        return uri

    def _request(self, method: str, **parameters: Any) -> Any:
        self._sent += 1
        self._write({"id": self._sent, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == self._sent and "method" not in message:
                return message.get("result")

    def _notify(self, method: str, **parameters: Any) -> None:
        self._write({"method": method, "params": parameters})

    def _receive(self) -> JsonObject:
        """The next message; what the server asks is answered at once."""
        message = self._read()
        method = message.get("method", "")
        if method == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and method:
            self._write({"id": message["id"], "result": list(_answers(method, message["params"]))})
        return message

    def _write(self, message: JsonObject) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        if self._process.stdin is None:
            raise BrokenPipeError
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> JsonObject:
        stream = self._process.stdout
        if stream is None:
            raise BrokenPipeError
        length = 0
        while (line := stream.readline()) != b"\r\n":
            if not line:
                raise EOFError("the language server has ended")
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: JsonObject = json.loads(stream.read(length))
        return message


def _answers(method: str, parameters: Any) -> Iterator[JsonObject | None]:
    """To `workspace/configuration`: a value for each item. Everything else gets an empty list."""
    if method == "workspace/configuration":
        for item in parameters["items"]:
            yield _SETTINGS if item.get("section") == "yaml" else None
