"""What vmgen promises about any catalog, however broken: asserted, with the place where it fails."""

import re
from collections.abc import Mapping

import yaml

from vmgen.diagnostics import Diagnostic, Location, has_errors
from vmgen.pipeline import Compilation, compile_catalog
from vmgen.report import FORMATS
from vmgen.syntax.spans import Spans

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HEADS = {
    "text": re.compile(r"^(?:error|warning|note)\[", re.MULTILINE),
    "github": re.compile(r"^::(?:error|warning|notice) ", re.MULTILINE),
    "json": re.compile(r'^\{"level".*\}$', re.MULTILINE),
}
_NAME = re.compile(r"[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?")
_LABEL = re.compile(r"([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?")


def keeps_its_promises(sources: Mapping[str, str]) -> Compilation:
    """Compiles `sources`, and holds what comes out of it to what is promised."""
    compilation = compile_catalog(sources)
    for one in compilation.diagnostics:
        _is_well_told(one, compilation.spans, sources)
    for name, render in FORMATS.items():
        report = render(compilation.diagnostics, compilation.spans)
        assert not _UNSEEN.search(report.replace("\n", "")), f"the report {name} holds what a terminal obeys"
        assert _counts(name, report) == len(compilation.diagnostics), f"the report {name} misses some"
    if not has_errors(compilation.diagnostics):
        _is_whole(compilation)
        again = compile_catalog(dict(reversed(list(sources.items()))))
        assert again.files == compilation.files
    return compilation


def _counts(name: str, report: str) -> int:
    return len(_HEADS[name].findall(report))


def _is_well_told(one: Diagnostic, spans: Spans, sources: Mapping[str, str]) -> None:
    told = f"{one.code.name}: {one.problem.message!r} ({one.problem.help!r})"
    assert one.problem.message, told
    for at in (one.problem.at, *(label.at for label in one.problem.related)):
        assert _exists(at, spans, sources), f"no such place {at}: {told}"


def _exists(at: Location, spans: Spans, sources: Mapping[str, str]) -> bool:
    span = spans.span(at)
    if span is None or at.file not in sources:
        return False
    lines = sources[at.file].splitlines() or [""]
    return 1 <= span.line <= max(len(lines), 1) + 1 and 1 <= span.column < span.end


def _is_whole(compilation: Compilation) -> None:
    outputs = [cluster.output for cluster in compilation.fleet.clusters]
    identities: set[tuple[str, ...]] = set()
    for path, text in compilation.files.items():
        assert not _UNSEEN.search(path), path
        assert not {"", ".", ".."} & set(path.split("/")), path
        output = next(one for one in outputs if path.startswith(f"{one}/"))
        for body in yaml.load_all(text, yaml.CSafeLoader):
            if path.endswith("/kustomization.yaml"):
                _lists_what_is_there(path, body, compilation.files)
                continue
            metadata = body["metadata"]
            _is_named_well(metadata, path)
            identity = (output, body["apiVersion"], body["kind"], metadata.get("namespace", ""), metadata["name"])
            assert identity not in identities, f"{path}: {identity} twice"
            identities.add(identity)


def _lists_what_is_there(path: str, body: dict[str, list[str]], files: Mapping[str, str]) -> None:
    folder = path.rpartition("/")[0]
    for one in body.get("resources", ()):
        assert "://" in one or path.count("/") < 3 or f"{folder}/{one}" in files, f"{path} lists {one}"


def _is_named_well(metadata: dict[str, dict[str, str]], path: str) -> None:
    for name in (metadata["name"], metadata.get("namespace", "a")):
        assert isinstance(name, str), f"{path}: {name!r}"
        assert _NAME.fullmatch(name), f"{path}: {name!r}"
    for key, value in (metadata.get("labels") or {}).items():
        assert _LABEL.fullmatch(value), f"{path}: label {key}: {value!r}"
        assert _LABEL.fullmatch(key.rpartition("/")[2]), f"{path}: label {key!r}"
    for key, value in (metadata.get("annotations") or {}).items():
        assert isinstance(value, str), f"{path}: annotation {key}: {value!r}"
