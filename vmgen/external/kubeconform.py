"""kubeconform, which reads Kubernetes objects as Kubernetes does, and holds them to schemas."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from vmgen.facts.schema_files import LAYOUT
from vmgen.records import record

PROGRAM = "kubeconform"
_MINUTES = 10


@record
class Answer:
    """What the program printed. With a `failure` it said nothing that counts: not there, killed, broken, too slow."""

    output: str = ""
    failure: str = ""


def ask(files: Mapping[str, str], schemas: Mapping[str, str], *, program: str = PROGRAM) -> Answer:
    """Has `files` held to `schemas`, both texts by their paths, strictly, and without any network.

    The program answers in JSON and names each file as it is named here.
    """
    found = shutil.which(program)
    if found is None:
        return Answer(failure=f"`{program}` is not installed, or not on the PATH")
    with tempfile.TemporaryDirectory(prefix="vmgen-") as name:
        folder = Path(name)
        _write(folder / "schemas", schemas)
        _write(folder / "files", files)
        arguments = ("-strict", "-verbose", "-output", "json", "-schema-location", f"{folder}/schemas/{LAYOUT}")
        return _run(found, *arguments, ".", cwd=folder / "files")


def _run(*command: str, cwd: Path) -> Answer:
    name = Path(command[0]).name
    try:
        run = subprocess.run(command, cwd=cwd, check=False, capture_output=True, timeout=60 * _MINUTES)
    except subprocess.TimeoutExpired:
        return Answer(failure=f"`{name}` gave no answer within {_MINUTES} minutes")
    except OSError as error:
        return Answer(failure=f"`{name}` cannot be run: {error.strerror}")
    if run.returncode not in {0, 1}:
        return Answer(failure=f"`{name}` ended with {run.returncode}{_first_line(run.stderr)}")
    output = run.stdout.decode("utf-8", "replace")
    if run.returncode == 1 and not output.strip():
        return Answer(failure=f"`{name}` ended without an answer{_first_line(run.stderr)}")
    return Answer(output)


def _first_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return f": {lines[0]}" if lines else ""


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir()
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
