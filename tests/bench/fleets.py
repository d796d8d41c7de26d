"""Catalogs of any number of machines, for measuring: plain, mixed, the same at every run, and nothing wrong with them.

One cluster that vmgen manages, 20 namespaces, and ten shapes of machines: two of ten have a disk for their data, two
bring user data (one of them a text like no other machine's, which no cache knows), three are on a VLAN, and all let
the same people in. A machine is one document, and a file holds ten.
"""

from collections.abc import Iterator
from pathlib import Path

NAMESPACES = 20
MACHINES_IN_A_FILE = 10
EDITED = "catalog/machines/0000.yaml"
"""The file whose first machine `edited` gives another size."""

_MACHINES_ON_A_NODE = 20
_MACHINES_IN_A_SHARD = 190
_CLUSTER = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata:
  name: bench
spec:
  nodes:
  - {{name: server, architecture: amd64, count: {nodes}, cpu: "96", memory: 768Gi}}
  kubevirt:
    version: v1.9.0  # vmgen: ignore[remote-manifest] nothing is fetched here
  cdi:
    version: v1.66.0  # vmgen: ignore[remote-manifest] nothing is fetched here
  storage:
    default: ceph-block
    aliases: {{fast: ceph-block}}
    classes:
    - {{name: ceph-block, provisioner: rook-ceph.rbd.csi.ceph.com, accessMode: ReadWriteMany, volumeMode: Block}}
  network:
    multus: true
    bridges: [br0]
{flux}  defaults:
    sshKeys: [operations]
"""
_SHARED = """\
apiVersion: vmgen.dev/v1alpha1
kind: SSHKey
metadata:
  name: operations
spec:
  keys:
  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE4Tqw0Lsd0uPzQnEMu+8FfRnJ3iiJUPyEy2EoZQzN2t operations@example.org
---
apiVersion: vmgen.dev/v1alpha1
kind: MachineTemplate
metadata:
  name: web
spec:
  description: answers requests, keeps nothing
  resources:
    cpu: {cores: 2}
    memory: {size: 4Gi}
  disks:
  - {name: root, size: 20Gi}
---
apiVersion: vmgen.dev/v1alpha1
kind: MachineTemplate
metadata:
  name: database
spec:
  description: a fast disk for the data
  resources:
    cpu: {cores: 8}
    memory: {size: 32Gi}
  disks:
  - {name: root, size: 40Gi}
  - {name: data, size: 500Gi, storageClass: fast}
"""
_IMAGE = """\
apiVersion: vmgen.dev/v1alpha1
kind: Image
metadata:
  name: {name}
spec:
  virtualSize: 10Gi
  variants:
    amd64:
      registry:
        url: docker://registry.example.org/images/{name}@sha256:{digest}
"""
_NETWORK = """\
apiVersion: vitistack.io/v1alpha1
kind: NetworkConfiguration
metadata:
  name: vlan-{vlan}
spec:
  bridge: br0
  vlan: {vlan}
"""
_MACHINE = """\
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata:
  name: {name}
  namespace: {namespace}
  labels:
    example.org/owner: {namespace}
spec:
"""
_USER_DATA = """\
  cloudInit:
    userData: |
      #cloud-config
      packages: [qemu-guest-agent, {package}]
      runcmd:
      - [systemctl, enable, --now, qemu-guest-agent]
"""
_OWN_NAME = "      fqdn: {name}.example.org\n"
_VLAN = "  networks:\n  - {name: eth0}\n  - {name: eth1, networkName: vlan-{vlan}}\n"
_PLAIN = "  template: small\n  image: debian-13\n"
_WEB = "  template: web\n  image: debian-13\n"
_DATABASE = "  template: database\n  image: rocky-10\n"
_SIZED = "  resources:\n    cpu: {cores: 4}\n    memory: {size: 6Gi}\n"
_DATA_DISK = "  disks:\n  - {name: data, size: 100Gi, storageClass: fast}\n"
_SHAPES = (
    _WEB + _SIZED,
    _PLAIN,
    _WEB + _VLAN,
    _PLAIN + _USER_DATA,
    _DATABASE + _VLAN,
    _PLAIN + _DATA_DISK,
    "  template: large\n  image: ubuntu-26-04\n  hostname: builder\n",
    _WEB + _VLAN + _USER_DATA + _OWN_NAME,
    "  template: medium\n  image: rocky-10\n",
    "  template: medium\n  image: debian-13\n  powerState: Halted\n",
)
_IMAGES = ("debian-13", "rocky-10", "ubuntu-26-04")
_VLANS = (100, 200, 300, 400)
_PACKAGES = ("nginx", "postgresql", "haproxy")


def write_fleet(root: Path, machines: int) -> None:
    """A repository in `root`: its catalog, and nothing else."""
    for path, text in fleet(machines):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def fleet(machines: int) -> Iterator[tuple[str, str]]:
    """The files of a catalog, as (path, text)."""
    yield "catalog/cluster.yaml", _cluster(machines)
    images = [_IMAGE.format(name=name, digest=f"{place:064x}") for place, name in enumerate(_IMAGES, 1)]
    yield "catalog/shared.yaml", "---\n".join([_SHARED, *images, *(_NETWORK.format(vlan=vlan) for vlan in _VLANS)])
    for first in range(0, machines, MACHINES_IN_A_FILE):
        numbers = range(first, min(first + MACHINES_IN_A_FILE, machines))
        yield f"catalog/machines/{first // MACHINES_IN_A_FILE:04}.yaml", "---\n".join(map(_machine, numbers))


def edited(text: str) -> str:
    """The text of the file EDITED after a person gave its first machine more memory."""
    return text.replace("size: 6Gi", "size: 8Gi", 1)


def _cluster(machines: int) -> str:
    """Split as much as vmgen wants it: about as many machines go to each Kustomization, however many there are."""
    shards = machines // NAMESPACES // _MACHINES_IN_A_SHARD + 1
    split = ", ".join(f"{_namespace(number)}: {shards}" for number in range(NAMESPACES))
    flux = f"  flux: {{shards: {{{split}}}}}\n" if shards > 1 else ""
    return _CLUSTER.format(nodes=machines // _MACHINES_ON_A_NODE + 1, flux=flux)


def _namespace(number: int) -> str:
    return f"team-{number % NAMESPACES:02}"


def _machine(number: int) -> str:
    shape = _SHAPES[(number + number // len(_SHAPES)) % len(_SHAPES)]
    name = f"vm-{number:05}"
    body = shape.replace("{vlan}", str(_VLANS[number % len(_VLANS)]))
    body = body.replace("{package}", _PACKAGES[number % len(_PACKAGES)]).replace("{name}", name)
    return _MACHINE.format(name=name, namespace=_namespace(number)) + body
