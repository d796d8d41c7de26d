"""Are the real programs found, built once, and never needed where there is no Go?"""

import os
import re
import stat
from pathlib import Path

import pytest

from tests.conformance import tools

GO = """\
#!/bin/sh
echo "$@" >> "{log}"
while [ "$1" != -o ]; do shift; done
{outcome}
"""
PINS = {
    "flux-health": "github.com/fluxcd/pkg/runtime v0.110.3",
    "kubeconform": "github.com/yannh/kubeconform v0.8.0",
    "kustomize": "sigs.k8s.io/kustomize/kustomize/v5 v5.8.1",
}
BUILDS = 'mkdir -p "$(dirname "$2")" && echo built > "$2" && chmod +x "$2"'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tools, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(tools, "PACKAGES", {})
    return tmp_path / "cache"


def test_all_programs_are_pinned() -> None:
    assert tuple(PINS) == tools.NAMES
    for name, pin in PINS.items():
        pins = (tools.HERE / name / "go.mod").read_text(encoding="utf-8")
        assert re.search(rf"\b{re.escape(pin)}(?: // indirect)?$", pins, re.MULTILINE)
        assert "\ntool " in pins
        assert (tools.HERE / name / "go.sum").stat().st_size > 0


def test_without_go_it_says_so_and_ends_with_0(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert tools.main() == 0
    assert capsys.readouterr().out == tools.NO_GO
    assert tools.program("kustomize") is None


def test_what_is_built_needs_neither_go_nor_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = _go(tmp_path, monkeypatch, BUILDS)
    assert tools.main() == 0
    assert len(log.read_text(encoding="utf-8").splitlines()) == len(tools.NAMES)
    capsys.readouterr()
    monkeypatch.setenv("PATH", "")
    assert tools.main() == 0
    assert capsys.readouterr().out == ""
    assert [Path(tools.program(name) or "").name for name in tools.NAMES] == list(tools.NAMES)


def test_a_build_that_fails_is_a_failure_and_leaves_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _go(tmp_path, monkeypatch, f"{BUILDS}; exit 1")
    assert tools.main() == 1
    assert tools.program("kustomize") is None


def test_other_pins_are_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "HERE", tmp_path)
    folder = tmp_path / "kustomize"
    folder.mkdir()
    (folder / "go.sum").touch()
    paths = set()
    for version in ("v5.8.1", "v5.8.2"):
        (folder / "go.mod").write_text(version, encoding="utf-8")
        paths.add(tools._built("kustomize"))
    assert len(paths) == 2


@pytest.mark.parametrize(("works", "found"), [(True, "cache/pack/usr/bin/tool"), (False, "")])
def test_a_package_is_unpacked_and_not_installed(
    works: bool,  # noqa: FBT001 # a parameter of a test
    found: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tools, "PACKAGES", {"tool": "pack"})
    monkeypatch.setattr(tools, "NAMES", ())
    folder = tmp_path / "bin"
    folder.mkdir()
    _script(folder / "apt-get", 'test "$1" = download && touch pack.deb' if works else "exit 1")
    _script(folder / "dpkg-deb", 'mkdir -p "$3/usr/bin" && touch "$3/usr/bin/tool"')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    assert tools.main() == 0
    assert tools.program("tool") == (str(tmp_path / found) if found else None)
    assert ("what needs it is skipped" in capsys.readouterr().out) != works


def _script(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _go(folder: Path, monkeypatch: pytest.MonkeyPatch, outcome: str) -> Path:
    """A `go` that does nothing but `outcome`, and writes down how it was called."""
    log, program = folder / "log", folder / "bin" / "go"
    program.parent.mkdir()
    program.write_text(GO.format(log=log, outcome=outcome), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return log
