"""The releases of KubeVirt and CDI, served on this machine, and what kustomize makes of a folder that fetches them."""

import http.server
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from tests.conformance.tools import program
from tests.support import SHARED
from tests.trees import JsonObject

PINNED = program("kustomize")
KUSTOMIZE = (PINNED, "build") if PINNED else ("kubectl", "kustomize")

UPSTREAM = SHARED / "upstream"


@contextmanager
def served() -> Iterator[str]:
    """The address of a mirror with a folder for each component."""
    handler = partial(_Quiet, directory=str(UPSTREAM))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def kustomized(folder: Path) -> list[JsonObject]:
    built = run_kustomize(folder)
    assert built.returncode == 0, built.stderr.decode()
    return [body for body in yaml.load_all(built.stdout, yaml.CSafeLoader) if body]


def run_kustomize(folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = (*KUSTOMIZE, str(folder))
    return subprocess.run(command, check=False, capture_output=True, env={**os.environ, "NO_PROXY": "*"})


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 # the name that the library gives it
        """Says nothing on the terminal."""
