"""Is every way in which pydantic can refuse a value told in words of ours, whatever the value is?"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support import TESTS, fixture_files
from vmgen.diagnostics import Location, Problem, Route
from vmgen.model.errors import explain_errors
from vmgen.model.kinds import KIND_BY_NAME, Kind
from vmgen.syntax.documents import parse

EVERY_FIELD = fixture_files((TESTS / "targets" / "every_field.yaml").read_text(encoding="utf-8"))
DOCUMENTS = [one.value for one in parse(EVERY_FIELD)[0]]
JUNK: dict[str, Any] = {
    "null": None,
    "text": "A b\n",
    "empty-text": "",
    "long-text": "x" * 300,
    "number": -(10**30),
    "one": 1,
    "fraction": 1.5,
    "infinity": float("inf"),
    "truth": True,
    "mapping": {"name": None, "": 5},
    "empty-mapping": {},
    "list": (None, "x", {}),
    "empty-list": (),
}
IN_OUR_WORDS = re.compile(
    r"`.*` (has no value|is missing|is not (a|an|valid|one of) .+|is (less|more) than \d+|beside `.+`)"
    r"|`.*` wants (a|an|one of|`true`) .+, not (a |the |`).+"
    r"|unknown key `.*`|is empty|`.*` says nothing|longer than \d+ characters",
    re.DOTALL,
)
OF_KUBEVIRT = "`None`, `LiveMigrate`"
OF_PYTHON = re.compile(r"`(None|True|False)`|`[({\[].*[)}\]]`", re.DOTALL)


def refusals(junk: Any) -> Iterator[tuple[str, Problem]]:
    """What is said when `junk` stands in for each part of each spec, one after the other."""
    for document in DOCUMENTS:
        kind = KIND_BY_NAME[document["kind"]]
        for route in routes(document.get("spec", {})):
            for problem in _refused(kind, replaced(document.get("spec", {}), route, junk)):
                yield f"{kind.name}: {'.'.join(map(str, route))}", problem


def routes(value: Any, route: Route = ()) -> Iterator[Route]:
    yield route
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    for step, child in children:
        yield from routes(child, (*route, step))


def replaced(value: Any, route: Route, junk: Any) -> Any:
    if not route:
        return junk
    step, *rest = route
    if isinstance(value, dict):
        return {key: replaced(item, tuple(rest), junk) if key == step else item for key, item in value.items()}
    return tuple(replaced(item, tuple(rest), junk) if index == step else item for index, item in enumerate(value))


def _refused(kind: Kind, spec: Any) -> list[Problem]:
    try:
        kind.spec.model_validate(spec)
    except ValidationError as error:
        located = explain_errors(error, kind.spec, lambda route: Location("catalog/a.yaml", route=route))
        return [one.problem for one in located]
    return []


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_every_refusal_is_in_our_words(junk: Any) -> None:
    refused = list(refusals(junk))
    assert len(refused) > 100
    assert {(where, one.message) for where, one in refused if not IN_OUR_WORDS.fullmatch(one.message)} == set()


def test_no_refusal_speaks_python() -> None:
    told = {(where, one.message) for junk in JUNK.values() for where, one in refusals(junk)}
    assert {(where, message) for where, message in told if OF_PYTHON.search(message.replace(OF_KUBEVIRT, ""))} == set()


def test_a_message_is_one_line() -> None:
    assert [where for where, one in refusals("A b\n") if "\n" in one.message] == []
