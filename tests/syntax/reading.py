"""One text, read: what it holds, or what is wrong with it and where."""

from typing import Any

from vmgen.diagnostics import Diagnostic
from vmgen.syntax.documents import parse

FILE = "catalog/a.yaml"


def values_of(text: str) -> list[Any]:
    """The values of all documents of a text without faults."""
    documents, faults = parse({FILE: text})
    assert faults == ()
    return [document.value for document in documents]


def faults_of(text: str) -> list[Diagnostic]:
    return list(parse({FILE: text})[1])


def told(text: str) -> list[tuple[str, int, int, str]]:
    """Name, line, column and message of each fault."""
    return [(one.code.name, *_start(one), one.problem.message) for one in faults_of(text)]


def _start(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.problem.at.span
    assert span is not None
    return span.line, span.column
