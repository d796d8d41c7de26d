"""Is kubeconform asked as it must be, and is a program that fails told from one that answers?"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.external.programs import printing, script
from vmgen.external.kubeconform import Answer, ask

FILES = {"clusters/a/b.yaml": "kind: A\n", "clusters/a/é.yaml": "kind: B\n"}
SCHEMAS = {"a-v1.json": "{}"}

_ECHO = """\
#!{python}
import json, pathlib, sys
schemas = pathlib.Path(sys.argv[sys.argv.index("-schema-location") + 1]).parent
here = {{path.as_posix(): path.read_text(encoding="utf-8") for path in pathlib.Path(".").rglob("*.yaml")}}
there = {{path.name: path.read_text(encoding="utf-8") for path in schemas.iterdir()}}
print(json.dumps([sys.argv[1:], here, there]))
"""


def test_the_program_finds_files_and_schemas_where_it_looks(tmp_path: Path) -> None:
    program = script(tmp_path, _ECHO.format(python=sys.executable))
    answer = ask(FILES, SCHEMAS, program=program)
    arguments, files, schemas = json.loads(answer.output)

    assert answer.failure == ""
    assert arguments[:5] == ["-strict", "-verbose", "-output", "json", "-schema-location"]
    assert arguments[5].endswith("/schemas/{{ .ResourceKind }}{{ .KindSuffix }}.json")
    assert arguments[6:] == ["."]
    assert (files, schemas) == (FILES, SCHEMAS)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = printing(tmp_path, "{}")
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    ask(FILES, SCHEMAS, program=program)
    assert list(folder.iterdir()) == []


def test_exit_code_1_is_an_answer_if_there_is_one(tmp_path: Path) -> None:
    assert ask(FILES, SCHEMAS, program=printing(tmp_path, "found", exit_code=1)) == Answer("found\n")


def test_a_program_that_is_not_there_is_a_failure() -> None:
    assert ask(FILES, SCHEMAS, program="no-such-program").failure == (
        "`no-such-program` is not installed, or not on the PATH"
    )


@pytest.mark.parametrize(
    ("exit_code", "text", "stderr", "failure"),
    [
        (2, "half an answer", "panic: no more memory\n\ngoroutine 1", "ended with 2: panic: no more memory"),
        (3, "", "", "ended with 3"),
        (1, "", "failed parsing command line: flag\n", "ended without an answer: failed parsing command line: flag"),
    ],
)
def test_a_program_that_breaks_is_a_failure(
    exit_code: int, text: str, stderr: str, failure: str, tmp_path: Path
) -> None:
    program = printing(tmp_path, text, exit_code=exit_code, stderr=stderr)
    assert ask(FILES, SCHEMAS, program=program) == Answer(failure=f"`kubeconform` {failure}")


def test_a_program_that_takes_too_long_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: Any, **__: Any) -> None:
        raise subprocess.TimeoutExpired("kubeconform", 1)

    monkeypatch.setattr(subprocess, "run", run)
    answer = ask(FILES, SCHEMAS, program=printing(tmp_path, ""))
    assert answer.failure == "`kubeconform` gave no answer within 10 minutes"


def test_what_cannot_be_run_is_a_failure(tmp_path: Path) -> None:
    program = script(tmp_path, "#!/no/such/interpreter\n")
    assert ask(FILES, SCHEMAS, program=program).failure.startswith("`kubeconform` cannot be run: ")
