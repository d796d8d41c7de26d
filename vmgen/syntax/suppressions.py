"""`# vmgen: ignore[unpinned-image] the lab only`: which warnings a comment switches off, and where."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from vmgen.diagnostics import Location, Span
from vmgen.records import record
from vmgen.syntax.attachments import is_attachment, is_vendored
from vmgen.syntax.composer import chunks

MARKER = "vmgen:"
_COMMENT = re.compile(r"(?:(?<=\s)|^)#\s*vmgen:\s*ignore(?:\[(?P<names>[^\]\n]*)\])?(?P<reason>[^\n]*)")


@record
class Suppression:
    """One comment. It covers the line it stands on, or the next line with content if it stands alone.

    A comment above the first line of a document covers the whole document.
    """

    file: str
    document: int
    names: tuple[str, ...]
    reason: str
    span: Span
    covers: int

    @property
    def location(self) -> Location:
        return Location(self.file, self.document, span=self.span)


def suppressions(sources: Mapping[str, str]) -> tuple[Suppression, ...]:
    """All comments of all files that ask to ignore something, in order of place."""
    return tuple(
        suppression
        for file in sorted(sources)
        if MARKER in sources[file] and not is_attachment(file) and not is_vendored(file)
        for suppression in _of(file, sources[file])
    )


def _of(file: str, text: str) -> Iterator[Suppression]:
    lines = text.splitlines()
    starts = [chunk.first_line for chunk in chunks(file, text)]
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match and not _is_quoted(line[: match.start()]):
            alone = not line[: match.start()].strip()
            yield Suppression(
                file,
                max(0, bisect_right(starts, number - 1) - 1),
                tuple(name.strip() for name in (match["names"] or "").split(",") if name.strip()),
                match["reason"].strip(),
                Span(number, match.start() + 1, len(line.rstrip()) + 1),
                _next_content(lines, number) if alone else number,
            )


def _is_quoted(before: str) -> bool:
    """Whether a quote that opened on the line is still open."""
    return any(before.count(quote) % 2 for quote in "\"'")


def _next_content(lines: list[str], after: int) -> int:
    for number in range(after + 1, len(lines) + 1):
        content = lines[number - 1].strip()
        if content and not content.startswith("#") and content != "---":
            return number
    return after
