"""The disk that cloud-init reads, and the Secret for what a VirtualMachine cannot carry."""

from vmgen.facts.architectures import ARCHITECTURES
from vmgen.fleet.fleet import Machine
from vmgen.model.spec.disk import CLOUD_INIT_DISK
from vmgen.targets.labels import VERBATIM, Labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.source_map import SourceMap

_USER_DATA = "cloudInit.userData | cloudInit.userDataBase64 | users | sshKeys"
_VOLUMES = {"noCloud": "cloudInitNoCloud", "configDrive": "cloudInitConfigDrive"}

SECRET_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata.name": "metadata.name",
        "metadata.namespace": "metadata.namespace",
        "metadata.labels": "metadata.labels",
        "metadata.annotations": "cloudInit",
        "type": "cloudInit",
        "stringData": _USER_DATA,
        "stringData.networkdata": "cloudInit.networkData | networks",
        "stringData.userdata": _USER_DATA,
    }
)


def cloud_init_sources(volume: str) -> dict[str, str]:
    """The rows of the source map for a volume at a place of the VirtualMachine."""
    return {
        volume: "cloudInit.type | cloudInit | users | sshKeys | networks",
        f"{volume}.networkData": "cloudInit.networkData | networks",
        f"{volume}.networkDataSecretRef": (
            "cloudInit.networkDataSecretRef.name | cloudInit.secretRef.name | cloudInit.networkData | networks"
        ),
        f"{volume}.secretRef": f"cloudInit.secretRef.name | {_USER_DATA}",
        f"{volume}.userData": _USER_DATA,
    }


def cloud_init_disk(machine: Machine) -> JsonObject:
    cloud_init = machine.spec.cloud_init
    if cloud_init is not None and cloud_init.device == "cdrom":
        return {"name": CLOUD_INIT_DISK, "cdrom": {"bus": ARCHITECTURES[machine.architecture].cdrom_bus}}
    return {"name": CLOUD_INIT_DISK, "disk": {"bus": "virtio"}}


def cloud_init_volume(machine: Machine) -> JsonObject:
    cloud_init, guest, large = machine.spec.cloud_init, machine.guest, machine.guest.large
    user_data_secret = machine.cloud_init_secret if "userdata" in large else guest.user_data_secret
    network_data_secret = machine.cloud_init_secret if "networkdata" in large else guest.network_data_secret
    data = present(
        {
            "userData": guest.user_data if guest.user_data and not user_data_secret else None,
            "secretRef": {"name": user_data_secret} if user_data_secret else None,
            "networkData": guest.network_data if guest.network_data and not network_data_secret else None,
            "networkDataSecretRef": {"name": network_data_secret} if network_data_secret else None,
        }
    )
    return {"name": CLOUD_INIT_DISK, _VOLUMES[cloud_init.type if cloud_init else "noCloud"]: data}


def cloud_init_secret(machine: Machine, data: dict[str, str], labels: Labels) -> JsonObject:
    """In clear text, so that a diff shows it: `checks.plaintext_secret` holds that nothing secret is in it.

    KubeVirt reads it when a machine starts: an edit waits for the next restart.
    """
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": machine.cloud_init_secret,
            "namespace": machine.namespace,
            "labels": labels,
            "annotations": dict(VERBATIM),
        },
        "type": "Opaque",
        "stringData": data,
    }
