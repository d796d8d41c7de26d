"""Repositories of somebody who uses vmgen and pre-commit, made from a story."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.trees import FOLDER, Story, lay_out

_HOOK = "  - {{id: {id}, name: {name}, entry: {entry}, language: system, always_run: true, pass_filenames: false}}\n"
LOCAL = "repos:\n- repo: local\n  hooks:\n" + "".join(
    _HOOK.format(id=name.replace(" ", "-"), name=name, entry=entry)
    for name, entry in (("vmgen build", "vmgen build --staged"), ("vmgen check", "vmgen check"))
)
"""The hooks as `.pre-commit-hooks.yaml` has them, with the vmgen that is installed here: no network is needed."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A Git repository whose commits run hooks."""

    root: Path

    def git(self, *arguments: str) -> str:
        ran = self.run(*arguments)
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    def commit(self, *options: str) -> tuple[bool, str]:
        """Whether the commit was made, and what was said."""
        before = self.run("rev-parse", "HEAD").stdout
        ran = self.run("commit", "--message", "change", *options)
        made = self.run("rev-parse", "HEAD").stdout != before
        assert made == (ran.returncode == 0), ran.stdout
        return made, ran.stdout

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def committed(self, path: str) -> str:
        return self.git("show", f"HEAD:{path}")

    def vmgen(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "vmgen", *arguments]
        return subprocess.run(command, cwd=self.root, check=False, capture_output=True, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=_environment(self.root),
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


def repository(root: Path, config: str = LOCAL, *, below: str = ".") -> Repository:
    """With the catalog of a story and its output committed, and the hooks installed."""
    (root / "home").mkdir(parents=True)
    made = Repository(root / "repository")
    lay_out(Story(FOLDER / "one-machine"), made.root / below)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.write(".pre-commit-config.yaml", config)
    assert made.vmgen("-C", below, "build").returncode == 0
    made.git("add", ".")
    made.git("commit", "--quiet", "--message", "begin")
    command = [sys.executable, "-m", "pre_commit", "install", "-t", "pre-commit", "-t", "pre-merge-commit"]
    subprocess.run(command, cwd=made.root, env=_environment(made.root), check=True, capture_output=True)
    return made


def _environment(root: Path) -> dict[str, str]:
    """Nothing of the person who runs the tests; their package index alone may be in a variable."""
    home = str(root.parent / "home")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "you"), ("EMAIL", "you@example.org"))
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        **inherited,
        **identity,
        "HOME": home,
        "PATH": path,
        "PRE_COMMIT_HOME": f"{home}/pre-commit",
        "LC_ALL": "C.UTF-8",
    }
