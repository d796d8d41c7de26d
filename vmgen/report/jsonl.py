"""Diagnostics for programs: one JSON object on each line."""

import json
import re
from collections.abc import Iterable
from typing import Any

from vmgen.diagnostics import Diagnostic, Location
from vmgen.syntax.spans import Spans

_ODD = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What JSON allows, and a terminal obeys, or a reader takes for the end of a line, or no encoding has."""


def render_jsonl(diagnostics: Iterable[Diagnostic], spans: Spans) -> str:
    """Lines and columns count from 1; `endColumn` is the one behind the last. `path` leads through the document."""
    text = "".join(json.dumps(_record(one, spans), ensure_ascii=False) + "\n" for one in diagnostics)
    return _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text)


def _record(diagnostic: Diagnostic, spans: Spans) -> dict[str, Any]:
    code, problem = diagnostic.code, diagnostic.problem
    return {
        "level": diagnostic.severity.value,
        "code": code.id,
        "name": code.name,
        "type": "".join(word.capitalize() for word in code.name.split("-")),
        "message": problem.message,
        "help": problem.help,
        "shows": code.shows.name.lower().replace("_", "-"),
        **_place(problem.at, spans),
        "related": [{"message": label.text, **_place(label.at, spans)} for label in problem.related],
    }


def _place(at: Location, spans: Spans) -> dict[str, Any]:
    span = spans.span(at)
    place: dict[str, Any] = {"file": at.file, "document": at.document, "path": list(at.route)}
    if span is not None:
        place |= {"line": span.line, "column": span.column, "endColumn": span.end}
    return place
