"""The formats of diagnostics."""

from collections.abc import Callable, Iterable, Mapping

from vmgen.diagnostics import Diagnostic
from vmgen.report.github import render_github
from vmgen.report.jsonl import render_jsonl
from vmgen.report.text import render_text
from vmgen.syntax.spans import Spans

FORMATS: Mapping[str, Callable[[Iterable[Diagnostic], Spans], str]] = {
    "text": render_text,
    "json": render_jsonl,
    "github": render_github,
}
