"""VirtualMachine: one for each machine."""

from vmgen.fleet.fleet import Machine
from vmgen.model.spec.base import plain
from vmgen.model.spec.hyperv import HypervSpec
from vmgen.model.spec.placement import PlacementSpec
from vmgen.model.spec.resources import CpuSpec, ResourcesSpec
from vmgen.targets.kubevirt.cloud_init import cloud_init_sources
from vmgen.targets.kubevirt.devices import devices, networks, volumes
from vmgen.targets.kubevirt.domain import clock, features, firmware
from vmgen.targets.labels import VERBATIM, Labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.source_map import SourceMap

_DEVICES = "spec.template.spec.domain.devices"
_VOLUMES = "spec.template.spec.volumes"

SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata.name": "metadata.name",
        "metadata.namespace": "metadata.namespace",
        "metadata.labels": "metadata.labels",
        "metadata.annotations": "metadata.annotations",
        "spec.runStrategy": "powerState | runStrategy",
        "spec.template.metadata.annotations": "template | image",
        "spec.template.metadata.labels": "metadata.labels",
        "spec.template.spec.architecture": "placement.architecture",
        "spec.template.spec.domain.clock": "domain.features.hyperv",
        "spec.template.spec.domain.cpu.cores": "resources.cpu.cores",
        "spec.template.spec.domain.cpu.model": "resources.cpu.model",
        "spec.template.spec.domain.cpu.sockets": "resources.cpu.sockets",
        "spec.template.spec.domain.cpu.threads": "resources.cpu.threads",
        f"{_DEVICES}.disks": "disks",
        f"{_DEVICES}.disks[]": "disks[] | cloudInit | sysprep | users | sshKeys | networks",
        f"{_DEVICES}.disks[].bootOrder": "disks[].bootOrder | bootOrder | disks[]",
        f"{_DEVICES}.disks[].cache": "disks[].cache",
        f"{_DEVICES}.disks[].cdrom": "disks[].type | cloudInit.device | sysprep",
        f"{_DEVICES}.disks[].cdrom.bus": "disks[].bus | disks[].type | cloudInit.device | sysprep",
        f"{_DEVICES}.disks[].cdrom.readonly": "disks[].readOnly",
        f"{_DEVICES}.disks[].disk.bus": (
            "disks[].bus | disks[] | cloudInit.device | cloudInit | users | sshKeys | networks"
        ),
        f"{_DEVICES}.disks[].disk.readonly": "disks[].readOnly",
        f"{_DEVICES}.disks[].io": "disks[].io",
        f"{_DEVICES}.disks[].lun": "disks[].type",
        f"{_DEVICES}.disks[].lun.bus": "disks[].bus | disks[].type",
        f"{_DEVICES}.disks[].lun.readonly": "disks[].readOnly",
        f"{_DEVICES}.disks[].name": "disks[].name | cloudInit | sysprep | users | sshKeys | networks",
        f"{_DEVICES}.disks[].serial": "disks[].serial",
        f"{_DEVICES}.disks[].shareable": "disks[].shareable",
        f"{_DEVICES}.interfaces": "networks",
        f"{_DEVICES}.interfaces[].bootOrder": "networks[].bootOrder | bootOrder",
        f"{_DEVICES}.interfaces[].bridge": "networks[].binding | networks[].networkName | networks[]",
        f"{_DEVICES}.interfaces[].macAddress": "networks[].macAddress | networks[].name",
        f"{_DEVICES}.interfaces[].masquerade": "networks[].binding | networks[].networkName | networks[]",
        f"{_DEVICES}.interfaces[].model": "networks[].model | networks[]",
        f"{_DEVICES}.interfaces[].name": "networks[].name",
        f"{_DEVICES}.interfaces[].state": "networks[].state",
        f"{_DEVICES}.networkInterfaceMultiqueue": "networkInterfaceMultiqueue | resources.cpu.cores",
        f"{_DEVICES}.tpm": "devices.tpm",
        f"{_DEVICES}.tpm.persistent": "devices.tpm.persistent",
        "spec.template.spec.domain.features.acpi": "domain.features.acpi",
        "spec.template.spec.domain.features.apic": "domain.features.apic",
        "spec.template.spec.domain.features.hyperv": "domain.features.hyperv",
        **{
            f"spec.template.spec.domain.features.hyperv.{name}": f"domain.features.hyperv.{name}"
            for name in HypervSpec.model_fields
        },
        "spec.template.spec.domain.features.smm": "domain.firmware.bootloader.secureBoot",
        "spec.template.spec.domain.firmware.bootloader": "domain.firmware.bootloader.efi | domain.firmware.bootloader",
        "spec.template.spec.domain.firmware.bootloader.efi.persistent": "domain.firmware.bootloader.persistent",
        "spec.template.spec.domain.firmware.bootloader.efi.secureBoot": (
            "domain.firmware.bootloader.secureBoot | domain.firmware.bootloader.efi"
        ),
        "spec.template.spec.domain.firmware.serial": "metadata.name",
        "spec.template.spec.domain.firmware.uuid": "metadata.name | cloudInit.instanceSeed",
        "spec.template.spec.domain.machine.type": "domain.machine.type",
        "spec.template.spec.domain.memory.guest": "resources.memory.size",
        "spec.template.spec.domain.resources.limits": "resources.limits",
        "spec.template.spec.domain.resources.limits.cpu": "resources.limits.cpu",
        "spec.template.spec.domain.resources.limits.memory": "resources.limits.memory",
        "spec.template.spec.domain.resources.requests": "resources.requests",
        "spec.template.spec.domain.resources.requests.cpu": "resources.requests.cpu",
        "spec.template.spec.domain.resources.requests.memory": "resources.requests.memory",
        "spec.template.spec.hostname": "hostname",
        "spec.template.spec.networks": "networks",
        "spec.template.spec.networks[].multus.networkName": "networks[].networkName",
        "spec.template.spec.networks[].name": "networks[].name",
        "spec.template.spec.networks[].pod": "networks[].networkName | networks[]",
        "spec.template.spec.nodeSelector": "placement.nodeSelector",
        "spec.template.spec.priorityClassName": "placement.priorityClass",
        "spec.template.spec.tolerations": "placement.tolerations",
        "spec.template.spec.tolerations[]": "placement.tolerations[]",
        "spec.template.spec.tolerations[].effect": "placement.tolerations[].effect",
        "spec.template.spec.tolerations[].key": "placement.tolerations[].key",
        "spec.template.spec.tolerations[].operator": "placement.tolerations[].operator",
        "spec.template.spec.tolerations[].tolerationSeconds": "placement.tolerations[].tolerationSeconds",
        "spec.template.spec.tolerations[].value": "placement.tolerations[].value",
        _VOLUMES: "disks",
        f"{_VOLUMES}[]": "disks[] | cloudInit | sysprep | users | sshKeys | networks",
        f"{_VOLUMES}[].containerDisk.image": ("disks[].source.containerDisk.image | disks[].source.image | image"),
        f"{_VOLUMES}[].dataVolume.hotpluggable": "disks[].hotplug",
        f"{_VOLUMES}[].dataVolume.name": "disks[].claimName | disks[].name",
        f"{_VOLUMES}[].name": "disks[].name | cloudInit | sysprep | users | sshKeys | networks",
        f"{_VOLUMES}[].persistentVolumeClaim.claimName": (
            "disks[].source.existingClaim.name | disks[].claimName | disks[].name"
        ),
        f"{_VOLUMES}[].persistentVolumeClaim.hotpluggable": "disks[].hotplug",
        f"{_VOLUMES}[].sysprep": "sysprep",
        f"{_VOLUMES}[].sysprep.secret.name": "sysprep.secretRef.name",
        **cloud_init_sources(f"{_VOLUMES}[].cloudInitConfigDrive"),
        **cloud_init_sources(f"{_VOLUMES}[].cloudInitNoCloud"),
    }
)


def virtual_machine(machine: Machine, labels: Labels) -> JsonObject:
    cpu = machine.spec.resources.cpu
    machine_type = machine.spec.domain.machine
    return {
        "apiVersion": "kubevirt.io/v1",
        "kind": "VirtualMachine",
        "metadata": {
            "name": machine.name,
            "namespace": machine.namespace,
            "labels": labels,
            "annotations": {**machine.written.metadata.annotations, **VERBATIM},
        },
        "spec": {
            "runStrategy": machine.run_strategy,
            "template": {
                "metadata": _template_metadata(machine, labels),
                "spec": present(
                    {
                        "architecture": machine.architecture,
                        "domain": present(
                            {
                                "clock": clock(machine),
                                "cpu": _cpu(cpu),
                                "devices": devices(machine),
                                "features": features(machine),
                                "firmware": firmware(machine),
                                "machine": {"type": _bootable(machine_type.type)} if machine_type else None,
                                "memory": {"guest": machine.spec.resources.memory.size},
                                "resources": _amounts(machine.spec.resources),
                            }
                        ),
                        "hostname": machine.spec.hostname or None,
                        "networks": networks(machine),
                        **_scheduling(machine.spec.placement),
                        "volumes": volumes(machine) or None,
                    }
                ),
            },
        },
    }


def _template_metadata(machine: Machine, labels: Labels) -> JsonObject:
    if machine.cluster.spec.monitoring is None:
        return {"labels": labels}
    return {"labels": labels, "annotations": _measured_as(machine)}


def _measured_as(machine: Machine) -> dict[str, str]:
    """What KubeVirt hands on as labels of `kubevirt_vm_info`; a change of them starts no machine anew (vm.go)."""
    image = next((disk.image for disk in machine.disks if disk.image), None)
    return present(
        {
            "vm.kubevirt.io/flavor": machine.template or None,
            "vm.kubevirt.io/os": image.name if image else None,
            "vm.kubevirt.io/workload": machine.set or machine.name,
        }
    )


def _cpu(cpu: CpuSpec) -> JsonObject:
    return present(
        {"cores": cpu.cores, "model": cpu.model or None, "sockets": cpu.sockets, "threads": cpu.threads},
    )


def _amounts(resources: ResourcesSpec) -> JsonObject | None:
    chosen = {"limits": resources.limits, "requests": resources.requests}
    return {name: plain(amounts) for name, amounts in chosen.items() if amounts is not None} or None


def _scheduling(placement: PlacementSpec) -> JsonObject:
    if placement.is_anywhere and not placement.priority_class:
        return {}
    return present(
        {
            "nodeSelector": dict(placement.node_selector) or None,
            "priorityClassName": placement.priority_class or None,
            "tolerations": [plain(one) for one in placement.tolerations] or None,
        }
    )


def _bootable(machine_type: str) -> str:
    """`pc-q35` passes admission and does not boot: QEMU knows `q35` and `pc-q35-…` (harvester/harvester#8630)."""
    return "q35" if machine_type == "pc-q35" else machine_type
