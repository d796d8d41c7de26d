"""vmgen's judgement of the objects that the real admission code of KubeVirt and CDI judged.

`python -m tests.judge.admission` writes the table of known gaps anew, with what the rules find today.
"""

import copy
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.support import SHARED, compile_files
from vmgen.diagnostics import Severity
from vmgen.fleet.fleet import Cluster
from vmgen.judge.judge import findings

VERDICTS = SHARED / "verdicts" / "verdicts.jsonl.gz"
GAPS = Path(__file__).with_name("admission_gaps.tsv")
HEADER = """\
# Refusals of the real admission that vmgen does not foresee: the cause, and of how many verdicts.
# A number may only shrink; python -m tests.judge.admission writes what is left. Many of these no catalog can lead to.
"""

Verdict = dict[str, Any]


@cache
def verdicts() -> tuple[Verdict, ...]:
    with gzip.open(VERDICTS, "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def refusals(verdict: Verdict) -> frozenset[str]:
    """The names of the errors that vmgen has for the object, where its cluster runs what the verdict is about."""
    releases = {product: f"v{verdict[product]}" for product in ("kubevirt", "cdi") if verdict[product]}
    found = findings(_with_architecture(verdict), releases, _cluster(f"v{verdict['kubevirt']}", *verdict["gates"]))
    return frozenset(code.name for code, _ in found if code.severity is Severity.ERROR)


@cache
def _cluster(kubevirt: str, *gates: str) -> Cluster | None:
    """One with the feature gates that a verdict is about; None for what KubeVirt was not asked about."""
    document = {
        "apiVersion": "vmgen.dev/v1alpha1",
        "kind": "Cluster",
        "metadata": {"name": "judge"},
        "spec": {
            "nodes": [{"name": "box", "architecture": "amd64"}],
            "kubevirt": {"version": kubevirt, "featureGates": list(gates)},
            "cdi": {"version": "v1.66.0"},
        },
    }
    clusters = compile_files({"catalog/cluster.yaml": json.dumps(document)}).fleet.clusters
    return clusters[0] if clusters else None


def unforeseen() -> Counter[str]:
    """By cause, the refusals of which vmgen says nothing."""
    return Counter(cause for one in verdicts() if not refusals(one) for cause in _causes(one))


def known_gaps() -> Counter[str]:
    rows = (line.split("\t") for line in GAPS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return Counter({cause: int(count) for cause, count in rows})


def _causes(verdict: Verdict) -> Iterator[str]:
    if verdict["verdict"] != "accepted":
        yield from {f"{cause['stage']} {cause.get('key', cause['type'])}" for cause in verdict["causes"]}


def _with_architecture(verdict: Verdict) -> Any:
    """KubeVirt gives a machine that names no architecture that of the cluster before it looks any further."""
    body = copy.deepcopy(verdict["object"])
    machine = body.get("spec")
    for key in ("template", "spec"):
        machine = machine.get(key) if isinstance(machine, dict) else None
    if body["kind"] == "VirtualMachine" and isinstance(machine, dict) and "architecture" not in machine:
        machine["architecture"] = verdict["arch"]
    return body


def main() -> int:
    rows = "".join(f"{cause}\t{count}\n" for cause, count in sorted(unforeseen().items()))
    GAPS.write_text(HEADER + rows, encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {GAPS.name}: {sum(unforeseen().values())}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
