from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.model.spec.node_devices import NodeDeviceSpec
from vmgen.records import record

_Selector = tuple[str, str, tuple[tuple[str, str], ...]]


@record
class _Offer:
    """A device of a group of nodes, and where it is written."""

    device: NodeDeviceSpec
    at: Location


@check("VM836", shows=Shows.AT_START)
def contradictory_device(fleet: Fleet) -> Iterator[Problem]:
    """Nodes offer one sort of devices in two ways that exclude each other.

    KubeVirt has one list for all nodes. It announces a device under one name, so that of two names the last one holds;
    and where one entry leaves a resource to another plugin and another one does not, two plugins announce it on the
    same node, and the kubelet takes whichever comes last (pkg/virt-handler/device-manager/device_controller.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes:
          - name: box
            architecture: amd64
            devices:
            - {resourceName: example.org/t4, pciVendorSelector: "10DE:1EB8"}
            - {resourceName: example.org/gpu, pciVendorSelector: "10de:1eb8"}
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}

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
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        names: dict[_Selector, _Offer] = {}
        plugins: dict[str, _Offer] = {}
        for offer in _offers(cluster):
            device = offer.device
            named = names.setdefault(_selector(device), offer)
            announced = plugins.setdefault(device.resource_name, offer)
            if named.device.resource_name != device.resource_name:
                what = f"`{named.device.resource_name}` already stands for this device"
                yield Problem(offer.at / "resourceName", what, "write one name for it", (Label(named.at, "first"),))
            elif announced.device.external_resource_provider != device.external_resource_provider:
                what = f"`{device.resource_name}` is announced by KubeVirt and by another plugin"
                help_ = "write `externalResourceProvider` alike for all of them"
                yield Problem(offer.at, what, help_, (Label(announced.at, "the other way"),))


def _offers(cluster: Cluster) -> Iterator[_Offer]:
    for index, group in enumerate(cluster.spec.nodes):
        for position, device in enumerate(group.devices):
            yield _Offer(device, cluster.written.where("nodes", index, "devices", position))


def _selector(device: NodeDeviceSpec) -> _Selector:
    """KubeVirt compares the numbers of a device in lower case."""
    usb = tuple((one.vendor.lower(), one.product.lower()) for one in device.usb_selectors)
    return device.pci_vendor_selector.lower(), device.mdev_name_selector, usb
