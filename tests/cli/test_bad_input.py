"""Is input of any kind an error at worst, and never a crash?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import repository, run
from vmgen.report import FORMATS

MULTIPLYING = b"a: &a [x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c, *%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n, 97 + n, 97 + n) for n in range(20)
)
NULL_EVERYWHERE = b"""apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata:
  name:
  labels:
spec:
  disks:
  -
"""
OTHER_SHAPES = b"""apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: a}
spec: {nodes: {}, defaults: [], kubevirt: 3, storage: {aliases: [a], classes: {a: b}}}
"""
BAD_BYTES = {
    "50 kB of brackets": b"[" * 50_000,
    "50 kB of braces": b"{" * 50_000,
    "50 kB of dashes": b"- " * 25_000,
    "50 kB of keys": b"{a: " * 12_500,
    "an integer of 5,000 digits": b"spec: " + b"7" * 5_000,
    "a float of 5,000 digits": b"kind: 1." + b"7" * 5_000 + b"e5000",
    "UTF-16": "kind: Machine\n".encode("utf-16"),
    "not UTF-8": b"kind: M\xe4chine\n",
    "a control character": b"kind: Machine\0\n",
    "half of a character": b'kind: "\\ud800"\n',
    "aliases that multiply": MULTIPLYING,
    "an alias of itself": b"a: &a [*a]\n",
    "a tag": b"a: !!python/object:os.system {}\n",
    "an unclosed quote": b'kind: "Machine\n' * 1000,
    "a directive": b"%YAML 3.0\n---\na: b\n",
    "a number for everything": b"kind: 12\napiVersion: 13\nmetadata: 14\nspec: 15\n",
    "null everywhere": NULL_EVERYWHERE,
    "lists for mappings": OTHER_SHAPES,
    "a cluster of nothing": b"apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: a}\n",
}


@pytest.mark.parametrize("content", BAD_BYTES.values(), ids=BAD_BYTES)
def test_bad_input_is_an_error_and_no_crash(content: bytes, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "bad.yaml").write_bytes(content)
    command = [sys.executable, "-m", "vmgen", "-C", str(root), "build"]  # a crash would be the end of this process
    ran = subprocess.run(command, check=False, capture_output=True, timeout=60, text=True, encoding="utf-8")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Traceback" not in ran.stderr
    assert "--> catalog/bad.yaml:" in ran.stderr
    assert [path.name for path in root.iterdir()] == ["catalog"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# a comment\n", b"---\n", b"---\n---\n", b"\xef\xbb\xbf"])
def test_files_that_say_nothing_are_nothing_to_report(content: bytes, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "empty.yaml").write_bytes(content)
    assert run("-C", root, "check").err == "nothing to report\n"


def test_no_line_of_a_report_is_endless(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "long.yaml").write_text(f"kind: {'x' * 900}\n", encoding="utf-8")
    assert max(len(line) for line in run("-C", root, "check").out.splitlines()) < 400


@pytest.mark.parametrize("name", ["notes.txt", ".hidden.yaml", "images.lock.yaml", "vendor/operator.yaml"])
def test_files_that_are_no_catalog_documents_are_not_read(name: str, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "vendor").mkdir()
    (root / "catalog" / name).write_text("]", encoding="utf-8")
    assert run("-C", root, "check").exit_code == 0


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_a_terminal_without_the_characters_is_no_crash(format_: str, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "東京.yaml").write_text("kind: [\n", encoding="utf-8")
    command = [sys.executable, "-m", "vmgen", "-C", str(root), "check", "--format", format_]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252:strict"}
    ran = subprocess.run(command, check=False, capture_output=True, timeout=60, text=True, env=environment)

    assert (ran.returncode, ran.stderr) == (1, "")
    assert "catalog/\\u6771\\u4eac.yaml" in ran.stdout


def test_a_stray_file_with_a_name_that_is_no_text_is_shown(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    assert run("-C", root, "build").exit_code == 0
    stray = os.fsdecode(os.fsencode(root / "clusters") + b"/home/\xff.yaml")
    Path(stray).write_text("# Written by vmgen\n", encoding="utf-8")
    command = [sys.executable, "-m", "vmgen", "-C", str(root), "build", "--check"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    ran = subprocess.run(command, check=False, capture_output=True, timeout=60, text=True, env=environment)

    assert (ran.returncode, ran.stdout) == (1, "left over: clusters/home/\\udcff.yaml\n")
