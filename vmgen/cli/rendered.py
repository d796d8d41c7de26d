"""What a machine becomes: its own objects, and those that it shares with others."""

from vmgen.fleet.fleet import Fleet, Machine
from vmgen.fleet.links import machines_folder
from vmgen.targets.lower import lower
from vmgen.targets.manifest import KUSTOMIZATION, Manifest, value_at

_NETWORK = "NetworkAttachmentDefinition"
_MACHINE_FILE = "machine-"


def objects_of(machine: Machine, fleet: Fleet) -> tuple[Manifest, ...]:
    """All objects that are about a machine, in the order in which the tree of its cluster has them.

    They are its own, those of its namespace that no machine owns, and Flux's Kustomizations for the two. `patches` may
    have changed any of them into something that could not be built.
    """
    manifests = tuple(lower(fleet, machine.cluster))
    own = [
        one
        for one in manifests
        if one.written is machine.written and _file(one) == f"{_MACHINE_FILE}{machine.name}.yaml"
    ]
    folders = {_folder(one) for one in own} | {machines_folder(machine.namespace)}
    return tuple(one for one in manifests if one in own or any(_is_about(one, machine, folder) for folder in folders))


def is_link(manifest: Manifest) -> bool:
    """Whether it is a Kustomization of Flux."""
    return _folder(manifest) == "flux"


def _is_about(manifest: Manifest, machine: Machine, folder: str) -> bool:
    """Whether it is what the machine shares with the others of its folder."""
    if is_link(manifest):
        return str(value_at(manifest, "spec", "path")).endswith(f"/{folder}")
    if _folder(manifest) != folder or _file(manifest) == KUSTOMIZATION or _file(manifest).startswith(_MACHINE_FILE):
        return False
    networks = {one.network.name for one in machine.interfaces if one.network}
    return value_at(manifest, "kind") != _NETWORK or value_at(manifest, "metadata", "name") in networks


def _folder(manifest: Manifest) -> str:
    return manifest.path.rpartition("/")[0]


def _file(manifest: Manifest) -> str:
    return manifest.path.rpartition("/")[2]
