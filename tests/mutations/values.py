"""Mistakes in what a document says: a key that goes, a value of another kind, a part that is moved."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from vmgen.model.kinds import KIND_BY_NAME
from vmgen.model.shape import fields, model_at
from vmgen.model.spec.metadata import Metadata


def _listed(name: str) -> tuple[Any, ...]:
    """Every item of a file whose lines are lists."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return tuple(item for line in lines for item in json.loads(line))


LONG = "x" * 300
ODD_TEXTS: tuple[str, ...] = (*_listed("odd_texts.jsonl"), LONG, f"{LONG}.{LONG}", "a." * 130 + "a", "9" * 400)
ODD_VALUES = _listed("odd_values.jsonl")
KEYS = (
    "",
    "name",
    "Name",
    "nmae",
    "spec",
    "metadata",
    "kind",
    "a.b",
    "a/b",
    "0",
    "$ref",
    "x" * 100,
    "é",
    "a\nb",
    "\ud800",
    "-",
    "__class__",
    "model_config",
)

Step = str | int
Place = tuple[Any, Step]


def change_values(documents: list[Any], chance: Random, donors: list[Any]) -> str:
    """One mistake in one of `documents`, which are changed in place; says what it was."""
    if not documents:
        return "nothing to change"
    document = chance.choice(documents)
    return chance.choice(_MISTAKES)(document, documents, chance, donors)


def _delete(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    owner, step = _place(document, chance)
    if owner is None:
        return "no place"
    del owner[step]
    return f"delete {step!r}"


def _replace(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    owner, step = _place(document, chance)
    if owner is None:
        return "no place"
    owner[step] = value = odd(chance)
    return f"set {step!r} to {value!r:.60}"


def _replace_text(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    """The kind of the value stays, so that it gets far."""
    texts = [(owner, step) for owner, step in _places(document) if isinstance(owner[step], str)]
    if not texts:
        return "no text"
    owner, step = chance.choice(texts)
    text = chance.choice(ODD_TEXTS)
    owner[step] = text if chance.random() < 0.7 else _inserted(owner[step], text, chance)
    return f"set {step!r} to {owner[step]!r:.60}"


def _replace_number(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    numbers = [(owner, step) for owner, step in _places(document) if isinstance(owner[step], int)]
    if not numbers:
        return "no number"
    owner, step = chance.choice(numbers)
    owner[step] = chance.choice([one for one in ODD_VALUES if isinstance(one, int | float)])
    return f"set {step!r} to {owner[step]!r:.60}"


def _rename(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    owner, step = _place(document, chance)
    if not isinstance(owner, dict):
        return "no key"
    key = chance.choice(KEYS) if chance.random() < 0.5 else str(step)[::-1]
    owner[key] = owner.pop(step)
    return f"rename {step!r} to {key!r}"


def _repeat(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    lists = [owner[step] for owner, step in _places(document) if isinstance(owner[step], list) and owner[step]]
    if not lists:
        return "no list"
    found = chance.choice(lists)
    found.extend(copy.deepcopy(chance.choice(found)) for _ in range(chance.choice([1, 1, 2, 70])))
    return "repeat an item"


def _transplant(document: Any, _documents: list[Any], chance: Random, donors: list[Any]) -> str:
    """A value from anywhere else, as it happens with copy and paste."""
    owner, step = _place(document, chance)
    giver, its_step = _place(chance.choice(donors), chance)
    if owner is None or giver is None:
        return "no place"
    owner[step] = copy.deepcopy(giver[its_step])
    return f"set {step!r} to the {its_step!r} of another place"


def _wrap(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    owner, step = _place(document, chance)
    if owner is None:
        return "no place"
    depth = chance.choice([1, 1, 3, 60, 150])
    for _ in range(depth):
        owner[step] = [owner[step]] if chance.random() < 0.5 else {"a": owner[step]}
    return f"wrap {step!r} {depth} times"


def _add_field(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    """A field that the language has, with its example or something else."""
    kind = KIND_BY_NAME.get(str(document.get("kind"))) if isinstance(document, dict) else None
    if kind is None or not isinstance(document.get("spec"), dict):
        return "no kind"
    found: list[tuple[dict[str, Any], str, Any]] = [
        (owner, name, field)
        for root, model in ((document["spec"], kind.spec), (document.get("metadata"), Metadata))
        for route, owner in _mappings(root)
        if (below := model_at(model, route)) is not None
        for name, field in fields(below).items()
    ]
    if not found:
        return "no field"
    owner, name, field = chance.choice(found)
    examples = list(field.examples or ())
    owner[name] = copy.deepcopy(chance.choice(examples)) if examples and chance.random() < 0.7 else odd(chance)
    return f"add {name!r}: {owner[name]!r:.60}"


def _copy_document(document: Any, documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    documents.append(twin := copy.deepcopy(document))
    if isinstance(twin, dict) and isinstance(twin.get("metadata"), dict) and chance.random() < 0.7:
        twin["metadata"]["name"] = name = chance.choice(ODD_TEXTS)
        return f"a second one, called {name!r:.60}"
    return "a second one"


def _drop_document(document: Any, documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    _ = chance
    documents.remove(document)
    return "drop a document"


def _other_kind(document: Any, _documents: list[Any], chance: Random, _donors: list[Any]) -> str:
    if not isinstance(document, dict):
        return "no kind"
    document["kind"] = kind = chance.choice(list(KIND_BY_NAME))
    if chance.random() < 0.8:
        document["apiVersion"] = KIND_BY_NAME[kind].api_version
    return f"call it a {kind}"


_MISTAKES = (
    *(_delete, _replace, _replace, _replace_text, _replace_text, _replace_text, _replace_number, _rename, _repeat),
    *(_transplant, _transplant, _wrap, _add_field, _add_field, _copy_document, _drop_document, _other_kind),
)


def odd(chance: Random) -> Any:
    return copy.deepcopy(chance.choice(ODD_TEXTS if chance.random() < 0.6 else ODD_VALUES))


def _inserted(text: str, more: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + more + text[at:]


def _place(document: Any, chance: Random) -> Place | tuple[None, None]:
    places = list(_places(document))
    return chance.choice(places) if places else (None, None)


def _places(value: Any) -> Iterator[Place]:
    """Everything in a document, as what holds it and its key or index there."""
    steps: list[Step] = (
        list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    )
    for step in steps:
        yield value, step
        yield from _places(value[step])


def _mappings(value: Any, route: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], dict[str, Any]]]:
    if isinstance(value, dict):
        yield route, value
    for step in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from _mappings(value[step], (*route, step))
