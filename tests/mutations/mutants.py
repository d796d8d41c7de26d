"""Catalogs of the stories and of the example fleet, with one, two or three mistakes in them, by number."""

import copy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from tests.mutations.texts import change_text
from tests.mutations.values import change_values
from tests.support import ROOT
from tests.trees import files_below, stories
from vmgen.syntax.documents import parse

_HALF = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A catalog with mistakes in it, and how it came to be."""

    seed: int
    origin: str
    mistakes: tuple[str, ...]
    sources: dict[str, str]

    def __str__(self) -> str:
        return f"mutant {self.seed}, made from {self.origin}: {'; '.join(self.mistakes)}"


def mutant(seed: int, *, mistakes: int | None = None) -> Mutant:
    chance = Random(seed)  # noqa: S311 # nothing is secret about a mistake
    origin = chance.choice(list(catalogs()))
    sources = dict(catalogs()[origin])
    count = chance.choice([1, 1, 1, 2, 2, 3]) if mistakes is None else mistakes
    return Mutant(seed, origin, tuple([_mistake(sources, chance) for _ in range(count)]), sources)


@cache
def catalogs() -> Mapping[str, Mapping[str, str]]:
    """The texts of each catalog by their paths."""
    found = {"the example fleet": _texts(ROOT / "catalog")}
    for story in stories():
        found[story.name] = _texts(story.folder / "catalog")
        base = story.folder.parent / "base.yaml"
        if base.exists():
            found[story.name]["catalog/base.yaml"] = base.read_text(encoding="utf-8")
    return found


def _texts(folder: Any) -> dict[str, str]:
    return {f"catalog/{path}": text for path, text in files_below(folder).items() if path.endswith((".yaml", ".yml"))}


@cache
def _donors() -> list[Any]:
    return [_thawed(one.value) for sources in catalogs().values() for one in parse(sources)[0]]


def _mistake(sources: dict[str, str], chance: Random) -> str:
    path = chance.choice(sorted(sources))
    if chance.random() < 0.35:
        sources[path], what = change_text(sources[path], chance)
        return f"{path}: {what}"
    documents = [_thawed(copy.deepcopy(one.value)) for one in parse({path: sources[path]})[0]]
    what = change_values(documents, chance, _donors())
    sources[path] = "---\n".join(f"{_written(one)}\n" for one in documents)
    return f"{path}: {what}"


def _written(document: Any) -> str:
    """As JSON, which is YAML: over several lines, so that places differ."""
    text = json.dumps(document, indent=1, ensure_ascii=False)
    text = _HALF.sub(lambda half: f"\\u{ord(half[0]):x}", text)  # no file can hold it, but an escape can
    return text.replace("Infinity", ".inf").replace("NaN", ".nan")


def _thawed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _thawed(item) for key, item in value.items()}
    return [_thawed(item) for item in value] if isinstance(value, tuple) else value
