"""The only callers of the compiler's API in tests: one place to touch when it changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vmgen.diagnostics import Diagnostic
from vmgen.pipeline import Compilation, compile_catalog
from vmgen.targets.lower import lower
from vmgen.targets.manifest import Manifest

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"
BASE = {
    "catalog/base.yaml": (TESTS / "base.yaml").read_text(encoding="utf-8"),
    **{
        f"catalog/secrets/{file.name}": file.read_text(encoding="utf-8")
        for file in sorted((TESTS / "attachments").iterdir())
    },
}

_FILE = re.compile(r"^# file: (\S+)$", re.MULTILINE)
_MARK = re.compile(r"#! (?P<offset>[+-]\d+ )?(?P<name>[a-z0-9-]+): (?P<fragment>.*?)\s*(?=#! |$)")


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """A `#! name: fragment of the message` in a fixture; `#! +2 name: …` speaks of the second line below."""

    file: str
    line: int
    name: str
    fragment: str


def compile_text(text: str, *, file: str = "catalog/example.yaml") -> Compilation:
    """A catalog of one file, beside the base catalog."""
    return compile_catalog({**BASE, file: text})


def compile_files(files: dict[str, str]) -> Compilation:
    return compile_catalog(files)


def names(compilation: Compilation) -> list[str]:
    return [diagnostic.code.name for diagnostic in compilation.diagnostics]


def fixture_files(text: str) -> dict[str, str]:
    """`# file: path` lines start the files of a fixture; without one, all of it is `catalog/example.yaml`.

    The base catalog is there too, unless the fixture starts with `# base: none`.
    """
    starts = list(_FILE.finditer(text))
    files = {} if text.startswith("# base: none") else dict(BASE)
    if not starts:
        return {**files, "catalog/example.yaml": text}
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return {**files, **{start[1]: text[start.end() + 1 : end] for start, end in zip(starts, ends, strict=True)}}


def expected_in(files: dict[str, str]) -> list[Expected]:
    return sorted(one for file, text in files.items() for one in _marks(file, text))


def shown(compilation: Compilation, diagnostic: Diagnostic) -> tuple[str, int]:
    span = compilation.spans.span(diagnostic.problem.at)
    return diagnostic.problem.at.file, span.line if span else 0


def _marks(file: str, text: str) -> Iterator[Expected]:
    for number, line in enumerate(text.splitlines(), 1):
        for mark in _MARK.finditer(line):
            yield Expected(file, number + int(mark["offset"] or 0), mark["name"], mark["fragment"])


def lowered(files: dict[str, str]) -> list[Manifest]:
    """The objects of all clusters with their source maps, before they become texts."""
    fleet = compile_files(files).fleet
    return [manifest for cluster in fleet.clusters for manifest in lower(fleet, cluster)]
