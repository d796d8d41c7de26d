"""What a machine becomes: its own objects, and those that it shares with others."""

from vmgen.fleet.fleet import Fleet, Machine
from vmgen.targets.labels import MACHINE_LABEL
from vmgen.targets.lower import lower
from vmgen.targets.manifest import KUSTOMIZATION, Manifest

NETWORK = "NetworkAttachmentDefinition"


def objects_of(machine: Machine, fleet: Fleet) -> tuple[Manifest, ...]:
    """All objects that are about a machine, in the order in which the tree of its cluster has them.

    They are its own, those of its folder that no other machine owns, and Flux's Kustomization for that folder.
    """
    manifests = tuple(lower(fleet, machine.cluster))
    own = [one for one in manifests if _is_of(one, machine)]
    folders = {one.path.rpartition("/")[0] for one in own}
    return tuple(one for one in manifests if one in own or any(_is_about(one, machine, folder) for folder in folders))


def link_of(objects: tuple[Manifest, ...]) -> Manifest:
    """The Kustomization by which Flux brings a machine."""
    return next(one for one in objects if one.path.startswith("flux/"))


def _is_of(manifest: Manifest, machine: Machine) -> bool:
    metadata = manifest.body.get("metadata", {})
    owner = metadata.get("namespace", ""), metadata.get("labels", {}).get(MACHINE_LABEL, "")
    return owner == (machine.namespace, machine.name)


def _is_about(manifest: Manifest, machine: Machine, folder: str) -> bool:
    if manifest.path.startswith("flux/"):
        path: str = manifest.body["spec"]["path"]
        return path.endswith(f"/{folder}")
    above, _, name = manifest.path.rpartition("/")
    if above != folder or name == KUSTOMIZATION or MACHINE_LABEL in manifest.body["metadata"].get("labels", {}):
        return False
    networks = {one.network.name for one in machine.interfaces if one.network}
    return manifest.kind != NETWORK or manifest.body["metadata"]["name"] in networks
