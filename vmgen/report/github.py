"""Diagnostics as workflow commands of GitHub Actions, which shows them on the lines of a pull request."""

from collections.abc import Iterable

from vmgen.diagnostics import Diagnostic, Severity
from vmgen.report.text import place
from vmgen.syntax.spans import Spans

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(diagnostics: Iterable[Diagnostic], spans: Spans) -> str:
    return "".join(_command(one, spans) + "\n" for one in diagnostics)


def _command(diagnostic: Diagnostic, spans: Spans) -> str:
    code, problem = diagnostic.code, diagnostic.problem
    span = spans.span(problem.at)
    properties = {"file": _visible(problem.at.file)}
    if span is not None:
        properties |= {"line": str(span.line), "col": str(span.column), "endColumn": str(span.end)}
    properties["title"] = f"{code.id} {code.name}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    lines = [problem.message, *(f"{label.text}: {place(label.at, spans)}" for label in problem.related)]
    text = "\n".join(_visible(line) for line in ([*lines, f"help: {problem.help}"] if problem.help else lines))
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(text)}"


def _visible(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
