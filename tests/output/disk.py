"""What stands below a folder, and how it gets there."""

import os
from collections.abc import Mapping
from pathlib import Path

from vmgen.output.commit import commit
from vmgen.output.ownership import header
from vmgen.output.plan import Plan, plan

SCOPES = ("clusters/homelab",)
OURS = header("catalog/machines/web.yaml")


def ours(text: str = "") -> str:
    return f"{OURS}\n{text}"


def put(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def standing(root: Path) -> dict[str, str]:
    """The files, hidden ones too, that a walk meets which follows no link."""
    files = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
    return {file.relative_to(root).as_posix(): file.read_bytes().decode() for file in files if not file.is_symlink()}


def folders(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir())


def planned(files: Mapping[str, str], root: Path) -> Plan:
    return plan(files, root=root, scopes=SCOPES)


def build(files: Mapping[str, str], root: Path) -> None:
    commit(planned(files, root), root=root)
