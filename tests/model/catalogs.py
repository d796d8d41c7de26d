"""Catalogs of a few lines, as far as the model takes them: parsed, merged, decoded, and never linked."""

from vmgen.diagnostics import Diagnostics, Location
from vmgen.findings import in_order
from vmgen.model.decode import Catalog, decode
from vmgen.model.merge import Layered, merge
from vmgen.model.resource import resources
from vmgen.syntax.documents import parse
from vmgen.syntax.spans import Spans

FILE = "catalog/a.yaml"
CLUSTER = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: lab}
spec:
  nodes: [{name: box, architecture: amd64}]
  kubevirt: {version: v1.9.0}
  cdi: {version: v1.66.0}
"""
API_VERSIONS = {"Machine": "vitistack.io", "NetworkConfiguration": "vitistack.io"}

Told = tuple[str, int, str, str, str]


def document(kind: str, spec: str, *, name: str = "web", metadata: str = "") -> str:
    """A document whose spec, in flow style or indented by two blanks, starts behind `spec:`, on line 4."""
    group = API_VERSIONS.get(kind, "vmgen.dev")
    more = f", {metadata}" if metadata else ""
    return f"apiVersion: {group}/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}{more}}}\nspec: {spec}\n"


def sources_of(*texts: str) -> dict[str, str]:
    """One file, beside a cluster if it has none."""
    text = "---\n".join(texts)
    return {FILE: text} if "kind: Cluster\n" in text else {FILE: text, "catalog/cluster.yaml": CLUSTER}


def layers_of(*texts: str) -> tuple[Layered, ...]:
    known, _ = resources(parse(sources_of(*texts))[0])
    return merge(known)[0]


def machine_of(*texts: str) -> Layered:
    """The one machine of a catalog, merged."""
    (machine,) = [one for one in layers_of(*texts) if one.resource.kind.name == "Machine"]
    return machine


def decoded(*texts: str) -> tuple[Catalog, Diagnostics]:
    """The models, and everything wrong so far, each fault as often as it was found."""
    documents, syntax_faults = parse(sources_of(*texts))
    known, kind_faults = resources(documents)
    layered, merge_faults = merge(known)
    catalog, decode_faults = decode(layered)
    return catalog, (*syntax_faults, *kind_faults, *merge_faults, *decode_faults)


def told(*texts: str) -> list[Told]:
    """What is wrong, once each and in order: name, line, what is underlined there, message, help."""
    spans = Spans(sources_of(*texts))
    shown = in_order(dict.fromkeys(decoded(*texts)[1]), spans)
    return [(one.code.name, *underlined(spans, one.problem.at), one.problem.message, one.problem.help) for one in shown]


def underlined(spans: Spans, at: Location) -> tuple[int, str]:
    span = spans.span(at)
    return (span.line, spans.line_text(at.file, span.line)[span.column - 1 : span.end - 1]) if span else (0, "")


def written_at(at: Location) -> str:
    """`file:document:route`, with dots between the steps."""
    return ":".join((at.file, str(at.document), ".".join(map(str, at.route))))
