"""Formats of a difference."""

from collections.abc import Callable, Mapping

from vmgen.report.diff.entries import Entry
from vmgen.report.diff.jsonl import render_jsonl
from vmgen.report.diff.markdown import render_markdown
from vmgen.report.diff.text import render_text

DIFF_FORMATS: Mapping[str, Callable[[tuple[Entry, ...]], str]] = {
    "json": render_jsonl,
    "markdown": render_markdown,
    "text": render_text,
}
