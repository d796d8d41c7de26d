from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, cluster_rule
from vmgen.diagnostics import Shows
from vmgen.fleet.fleet import Cluster
from vmgen.model.spelling import closest


@cluster_rule(
    "VM837", kind="VirtualMachine", at="spec.template.spec.domain.devices", shows=Shows.AT_START, by_hand=True
)
def device_not_permitted(devices: JsonObject, vm: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
    """A machine wants a device that no node of its architecture offers.

    KubeVirt gives machines the devices that its object permits, and vmgen permits those that `nodes` offer. The API
    server accepts the machine, and virt-controller does not start it (pkg/virt-controller/services/renderresources.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, releaseURL: "https://mirror.example.org/kubevirt"}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domain/devices/gpus, value: [{name: gpu, deviceName: example.org/t4}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes:
          - name: box
            architecture: amd64
            devices:
            - {resourceName: example.org/t4, pciVendorSelector: "10DE:1EB8"}
          kubevirt: {version: v1.9.0, releaseURL: "https://mirror.example.org/kubevirt"}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domain/devices/gpus, value: [{name: gpu, deviceName: example.org/t4}]}
    """
    if cluster is None or not (cluster.spec.kubevirt.manage or _offered(cluster)):
        return
    architecture = vm["spec"]["template"]["spec"].get("architecture", "")
    known = _offered(cluster, architecture)
    for key in ("gpus", "hostDevices"):
        for index, device in enumerate(devices.get(key) or ()):
            name = device.get("deviceName")
            if name and name not in known:
                message = f"no {architecture} node of `{cluster.name}` offers `{name}`"
                yield Finding(message, (key, index, "deviceName"), _help(name, known))


def _offered(cluster: Cluster, architecture: str = "") -> tuple[str, ...]:
    """By nodes of an architecture, or by any."""
    groups = (group for group in cluster.spec.nodes if architecture in {"", group.architecture})
    return tuple(dict.fromkeys(device.resource_name for group in groups for device in group.devices))


def _help(name: str, known: tuple[str, ...]) -> str:
    near = closest(name, known)
    return f"did you mean `{near}`?" if near else "write `devices` below the nodes that have it"
