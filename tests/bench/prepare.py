"""What the floor writes: the tree that vmgen built, taken apart into shapes, and what differs between machines.

Runs before anything is measured, and in a process of its own: the memory of whoever starts a process counts as the
memory of that process.

Usage: prepare.py REPOSITORY PREPARED
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MACHINE = re.compile(r"clusters/.+/machines/.+/machine-(?P<name>[^/]+)\.yaml")
_NAMESPACE = re.compile(r"^  namespace: (?P<namespace>\S+)$", re.MULTILINE)
_SOURCE = re.compile(r"catalog/\S+\.yaml")
_IDENTITY = r'"?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"?|"?(?:[0-9a-f]{2}:){5}[0-9a-f]{2}"?'


def main(repository: Path, prepared: Path) -> None:
    prepared.write_text(json.dumps(prepare(repository)), encoding="utf-8")


def prepare(repository: Path) -> dict[str, Any]:
    """The tables of the floor.

    `files` is {path: text} of whatever belongs to no single machine, `shapes` are texts with places for `source`,
    `name`, `namespace` and identities, and `machines` is {namespace/name: (path, index of the shape, identities)}.
    """
    files: dict[str, str] = {}
    shapes: dict[str, int] = {}
    machines: dict[str, tuple[str, int, dict[str, str]]] = {}
    for path, text in _tree(repository):
        match, inside = _MACHINE.fullmatch(path), _NAMESPACE.search(text)
        if match is None or inside is None:
            files[path] = text
            continue
        namespace = inside["namespace"]  # a large one has several folders
        source = _SOURCE.search(text)
        places = {"name": match["name"], "namespace": namespace, "source": source[0] if source else ""}
        shape, identities = _taken_apart(text, places)
        machines[f"{namespace}/{match['name']}"] = (path, shapes.setdefault(shape, len(shapes)), identities)
    return {"files": files, "shapes": list(shapes), "machines": machines}


def _tree(repository: Path) -> Iterator[tuple[str, str]]:
    for file in sorted((repository / "clusters").rglob("*.yaml")):
        yield file.relative_to(repository).as_posix(), file.read_text(encoding="utf-8")


def _taken_apart(text: str, places: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The text with a place for each thing that other machines have different, and the identities that go there."""
    place_of = {value: place for place, value in places.items()}
    identities: dict[str, str] = {}

    def place(match: re.Match[str]) -> str:
        value = match[0]
        if value in place_of:
            return f"%({place_of[value]})s"
        return f"%({identities.setdefault(value, f'identity-{len(identities)}')})s"

    known = "|".join(re.escape(value) for value in sorted(place_of, key=len, reverse=True))
    shape = re.sub(f"{known}|{_IDENTITY}", place, text.replace("%", "%%"))
    return shape, {name: value for value, name in identities.items()}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
