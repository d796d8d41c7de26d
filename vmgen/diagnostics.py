"""What can be wrong with a catalog, and where: the values that every pass reports with."""

import enum
import textwrap
from collections.abc import Iterable

from vmgen.records import record

Route = tuple[str | int, ...]
"""The keys and list indices that lead from the root of a document to a value."""


class Severity(enum.Enum):
    """Only an ERROR closes the build; a WARNING can be ignored by a comment, a NOTE never asks for action."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Shows(enum.Enum):
    """When the fault would have shown without vmgen."""

    AT_BUILD = "nowhere: only vmgen reads this"
    AT_APPLY = "at apply: the API server or Flux refuses it"
    AT_START = "at start: the API server accepts it, and the machine does not boot"
    IN_OPERATION = "in operation: everything starts, and something fails later"
    BY_LOSING_DATA = "by losing data"


@record
class Span:
    """A stretch of one line of a file; line and columns count from 1, and `end` is the column behind it."""

    line: int
    column: int
    end: int


@record
class Location:
    """A place in the catalog: keys, not lines. Only `syntax.spans` turns it into a line and a column.

    `text_line` counts from 0 within a value that is a block of text, such as user data.
    `span` is set where no route can lead: in a text that does not parse, at the second of two equal keys, in a comment.
    """

    file: str
    document: int = 0
    route: Route = ()
    key_only: bool = False
    text_line: int | None = None
    span: Span | None = None

    def __truediv__(self, step: str | int) -> "Location":
        return Location(self.file, self.document, (*self.route, step))

    def at(self, route: Route) -> "Location":
        """The place that `route` leads to from here."""
        return Location(self.file, self.document, (*self.route, *route))

    def line(self, text_line: int) -> "Location":
        """A line, counted from 0, of the text that is the value here."""
        return Location(self.file, self.document, self.route, text_line=text_line)

    def key(self) -> "Location":
        """The same place, pointing at the key instead of its value."""
        return Location(self.file, self.document, self.route, key_only=True)


@record
class Code:
    """One kind of fault: `VM301`, `duplicate-mac`.

    `explanation` is Markdown: a first line, why it matters, then the indented blocks `Example:` (which produces
    this code and no other) and `Instead:` (which produces none). Tests run both.
    """

    id: str
    name: str
    severity: Severity
    shows: Shows
    explanation: str

    @property
    def text(self) -> str:
        """The explanation without the indentation of the source file that it stands in."""
        first, _, rest = self.explanation.partition("\n")
        return f"{first.strip()}\n{textwrap.dedent(rest).rstrip()}\n"


@record
class Label:
    """A second place that a reader needs, with what is there: "first used here"."""

    at: Location
    text: str


@record
class Problem:
    """A fault that nobody has signed yet: a check cannot misreport its own code."""

    at: Location
    message: str
    help: str = ""
    related: tuple[Label, ...] = ()
    is_secret: bool = False
    """The line holds what no report may print."""


@record
class Diagnostic:
    """A problem, signed with the code of the check that found it."""

    code: Code
    problem: Problem
    severity: Severity


Diagnostics = tuple[Diagnostic, ...]


def sign(code: Code, problem: Problem) -> Diagnostic:
    return Diagnostic(code, problem, code.severity)


def sign_all(code: Code, problems: Iterable[Problem]) -> Diagnostics:
    return tuple(sign(code, problem) for problem in problems)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
