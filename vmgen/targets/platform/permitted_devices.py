"""Which devices machines may have: those that the nodes offer."""

from vmgen.fleet.fleet import Cluster
from vmgen.model.spec.node_devices import NodeDeviceSpec
from vmgen.targets.manifest import JsonObject, present


def permitted_host_devices(cluster: Cluster) -> JsonObject | None:
    """Each sort of devices once, however many groups of nodes have it; None where none does."""
    offered = dict.fromkeys(device for group in cluster.spec.nodes for device in group.devices)
    permitted = {
        "mediatedDevices": [_mediated(one) for one in offered if one.mdev_name_selector],
        "pciHostDevices": [_pci(one) for one in offered if one.pci_vendor_selector],
        "usb": [_usb(one) for one in offered if one.usb_selectors],
    }
    return {key: devices for key, devices in permitted.items() if devices} or None


def _mediated(device: NodeDeviceSpec) -> JsonObject:
    return {"mdevNameSelector": device.mdev_name_selector, **_resource(device)}


def _pci(device: NodeDeviceSpec) -> JsonObject:
    return {"pciVendorSelector": device.pci_vendor_selector, **_resource(device)}


def _usb(device: NodeDeviceSpec) -> JsonObject:
    selectors = [{"vendor": one.vendor, "product": one.product} for one in device.usb_selectors]
    return {**_resource(device), "selectors": selectors}


def _resource(device: NodeDeviceSpec) -> JsonObject:
    return present(
        {
            "resourceName": device.resource_name,
            "externalResourceProvider": True if device.external_resource_provider else None,
        }
    )
