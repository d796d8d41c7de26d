"""One machine, linked with a catalog of everything it could name, without any check."""

from vmgen.diagnostics import Diagnostics
from vmgen.findings import in_order
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.fleet.link import link
from vmgen.model.decode import decode
from vmgen.model.merge import merge
from vmgen.model.resource import resources
from vmgen.syntax.documents import parse
from vmgen.syntax.spans import Spans

FILE = "catalog/a.yaml"
KEY = "ssh-ed25519 AAAA ops@example.org"
CATALOG = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: lab}
spec:
  nodes: [{name: box, architecture: amd64}]
  kubevirt: {version: v1.9.0}
  cdi: {version: v1.66.0}
---
apiVersion: vitistack.io/v1alpha1
kind: NetworkConfiguration
metadata: {name: front}
spec:
  bridge: br0
  subnets:
  - {cidr: 10.20.0.0/24, gateway: 10.20.0.1, nameservers: [10.20.0.2, 10.20.0.3]}
  - {cidr: 10.30.0.0/24, gateway: 10.30.0.1, nameservers: [10.20.0.3]}
  - {cidr: "fd00:20::/64", gateway: "fd00:20::1"}
---
apiVersion: vmgen.dev/v1alpha1
kind: Image
metadata: {name: debian}
spec:
  virtualSize: 3Gi
  variants:
    amd64: {registry: {url: "docker://example.org/debian:13"}}
    arm64: {http: {url: "https://example.org/debian.qcow2"}}
---
apiVersion: vmgen.dev/v1alpha1
kind: Image
metadata: {name: unmeasured}
spec: {variants: {amd64: {registry: {url: "docker://example.org/unmeasured:1"}}}}
---
apiVersion: vmgen.dev/v1alpha1
kind: SSHKey
metadata: {name: ops}
spec: {keys: ["ssh-ed25519 AAAA ops@example.org"]}
---
apiVersion: vmgen.dev/v1alpha1
kind: SSHKey
metadata: {name: team}
spec: {keys: ["ssh-ed25519 BBBB one", "  ssh-ed25519 CCCC two\\n"]}
---
apiVersion: vmgen.dev/v1alpha1
kind: SecretRef
metadata: {name: web-init}
spec: {keys: [userdata, networkdata]}
---
apiVersion: vmgen.dev/v1alpha1
kind: SecretRef
metadata: {name: db-init, namespace: db}
spec: {keys: [userData]}
---
apiVersion: vmgen.dev/v1alpha1
kind: SecretRef
metadata: {name: answers}
spec: {keys: [autounattend.xml]}
"""
MACHINE = """\
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: web}
spec:
  resources: {cpu: {cores: 1}, memory: {size: 1Gi}}
"""


def linked(fields: str, *, cluster: str = "", nodes: str = "amd64") -> tuple[Fleet, Diagnostics, Spans]:
    """`fields` are those of a Machine's spec, from line 6 on; `cluster` are more of the Cluster's."""
    catalog = CATALOG.replace("v1.66.0}\n", "v1.66.0}\n" + _indented(cluster), 1)
    groups = ", ".join(f"{{name: group-{index}, architecture: {one}}}" for index, one in enumerate(nodes.split()))
    catalog = catalog.replace("{name: box, architecture: amd64}", groups)
    sources = {FILE: MACHINE + _indented(fields), "catalog/z.yaml": catalog}
    documents, syntax_faults = parse(sources)
    known, kind_faults = resources(documents)
    layered, merge_faults = merge(known)
    decoded, decode_faults = decode(layered)
    assert (syntax_faults, kind_faults, merge_faults, decode_faults) == ((), (), (), ())
    fleet, faults = link(decoded)
    return fleet, faults, Spans(sources)


def machine(fields: str, *, cluster: str = "", nodes: str = "amd64") -> Machine:
    """The machine, of a catalog in which nothing is missing."""
    fleet, faults, _ = linked(fields, cluster=cluster, nodes=nodes)
    assert [one.problem.message for one in faults] == []
    return fleet.machines[0]


def refused(fields: str, *, cluster: str = "", nodes: str = "amd64") -> list[tuple[str, int, str]]:
    """Why there is no machine: name, line, message."""
    fleet, faults, spans = linked(fields, cluster=cluster, nodes=nodes)
    assert fleet.machines == ()
    located = [(one, spans.span(one.problem.at)) for one in in_order(faults, spans)]
    return [(one.code.name, span.line if span else 0, one.problem.message) for one, span in located]


def _indented(fields: str) -> str:
    return "".join(f"  {line}\n" for line in fields.splitlines())
