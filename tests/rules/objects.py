"""What keeps Flux from deleting, changing or misreading objects: rules on what the links apply."""

from collections import Counter
from collections.abc import Iterator

import yaml

from tests.rules import releases
from tests.rules.tree import CREATE_ONCE, DISKS, KEEP, VERBATIM, Tree, repeated, texts, volumes
from tests.trees import JsonObject, Rendered

MACHINE = "vitistack.io/machine"
IRREPLACEABLE = {"CustomResourceDefinition", "Namespace", "KubeVirt", "CDI"}
WITH_PAYLOAD = {"VirtualMachine", "Secret", "ConfigMap", "KubeVirt", "CDI", "Kustomization"}
WITH_PAYLOAD |= {"Alert", "DataVolume", "ExternalSecret", "PrometheusRule", "Provider", "SealedSecret"}
CLUSTER_WIDE = {"CDI", "CustomResourceDefinition", "Namespace"}
RELEASE_FOLDERS = {"kubevirt-operator", "kubevirt-cdi"}
# The kinds that patches of a release reach, and what they add.
RELEASE_GUARDS = {"Namespace|CustomResourceDefinition": {KEEP: "disabled"}, ".+": {VERBATIM: "disabled"}}
MOST_OBJECTS = 500
LARGEST_CLOUD_INIT = 2048


def patches_name_kinds_and_add_annotations(tree: Tree) -> Iterator[str]:
    """A patch without a target changes everything, and one that hits nothing says nothing."""
    for folder, body in tree.kustomizations.items():
        for patch in (one for one in body.get("patches", ()) if not releases.changes_the_operator(one, folder)):
            added = yaml.load(patch.get("patch", ""), yaml.CSafeLoader) or {}
            named = {"apiVersion": "any", "kind": "any", "metadata": {"name": "any", "annotations": _added(patch)}}
            if not patch.get("target", {}).get("kind") or added != named:
                yield f"{folder}: {patch}"


def releases_are_guarded(tree: Tree) -> Iterator[str]:
    """Nothing of a release is substituted, and its definitions and namespaces stay, whoever fetches it."""
    vendored = [one for one in tree.objects if one.file.endswith("/operator.yaml")]
    yield from (_shown(one) for one in vendored if one.annotations.get(VERBATIM) != "disabled")
    for folder, body in tree.kustomizations.items():
        if any("://" in resource for resource in body["resources"]):
            patches = [one for one in body.get("patches", ()) if not releases.changes_the_operator(one, folder)]
            guards = {patch.get("target", {}).get("kind"): _added(patch) for patch in patches}
            if guards != RELEASE_GUARDS:
                yield folder


def only_the_two_releases_are_fetched_and_patched(tree: Tree) -> Iterator[str]:
    for folder, body in tree.kustomizations.items():
        fetched = [resource for resource in body["resources"] if "://" in resource]
        more = set(body) - {"apiVersion", "kind", "resources"} - ({"images"} if fetched else set())
        if more != ({"patches"} if fetched else set()) or (fetched and folder not in RELEASE_FOLDERS):
            yield folder


def no_object_is_written_twice(tree: Tree) -> Iterator[str]:
    yield from repeated([(one.group, one.kind, one.namespace, one.name) for one in tree.objects])


def objects_with_a_payload_are_not_substituted(tree: Tree) -> Iterator[str]:
    found = [one for one in tree.of_kind(*WITH_PAYLOAD) if not _is_sealed_by_others(one)]
    yield from (_shown(one) for one in found if one.annotations.get(VERBATIM) != "disabled")


def secrets_made_from_a_template_are_not_substituted(tree: Tree) -> Iterator[str]:
    for one in (one for one in tree.of_kind("SealedSecret") if not _is_sealed_by_others(one)):
        template = one.body["spec"].get("template", {}).get("metadata", {})
        if template.get("annotations", {}).get(VERBATIM) != "disabled":
            yield _shown(one)


def what_flux_could_substitute_is_guarded(tree: Tree) -> Iterator[str]:
    open_ = [one for one in tree.objects if one.annotations.get(VERBATIM) != "disabled"]
    yield from (_shown(one) for one in open_ if any("${" in text or "$$" in text for text in texts(one.body)))


def what_cannot_be_replaced_is_never_pruned(tree: Tree) -> Iterator[str]:
    yield from (_shown(one) for one in tree.of_kind(*IRREPLACEABLE) if one.annotations.get(KEEP) != "disabled")


def disks_are_pruned_only_where_their_machine_says_so(tree: Tree) -> Iterator[str]:
    machines = [one for one in tree.authored if one["kind"] == "Machine"]
    deleting = {
        one["metadata"]["name"] for one in machines if one["spec"].get("protection", {}).get("storage") == "delete"
    }
    protected = {name: is_kept for one in machines for name, is_kept in _protected(one)}
    pruned = [one for one in tree.of_kind(*DISKS) if one.annotations.get(KEEP) != "disabled"]
    yield from (_shown(one) for one in pruned if protected.get(one.name, one.machine not in deleting))


def nothing_is_replaced_by_force(tree: Tree) -> Iterator[str]:
    yield from (_shown(one) for one in tree.objects if "kustomize.toolkit.fluxcd.io/force" in one.annotations)


def every_folder_has_something_to_apply(tree: Tree) -> Iterator[str]:
    yield from (folder for folder, body in tree.kustomizations.items() if not body["resources"])


def data_volumes_are_created_once(tree: Tree) -> Iterator[str]:
    """Their spec never changes; and none is made by a machine, with which it would go."""
    volumes_ = tree.of_kind("DataVolume")
    yield from (_shown(one) for one in volumes_ if one.annotations.get(CREATE_ONCE) != "IfNotPresent")
    yield from (_shown(one) for one in tree.objects if "dataVolumeTemplates" in one.body.get("spec", {}))


def inline_cloud_init_is_small_enough(tree: Tree) -> Iterator[str]:
    for one in tree.objects:
        inline = [volume.get("cloudInitNoCloud", {}) for volume in volumes(one)]
        found = [cloud[field] for cloud in inline for field in ("userData", "networkData") if field in cloud]
        yield from (_shown(one) for text in found if len(text.encode()) > LARGEST_CLOUD_INIT)


def user_data_that_says_so_is_a_cloud_config(tree: Tree) -> Iterator[str]:
    for one in tree.objects:
        for text in [volume.get("cloudInitNoCloud", {}).get("userData", "") for volume in volumes(one)]:
            if text.startswith("#cloud-config") and not isinstance(yaml.load(text, yaml.CSafeLoader), dict):
                yield _shown(one)


def no_folder_has_more_objects_than_kustomize_builds_in_a_second(tree: Tree) -> Iterator[str]:
    folders = Counter(one.folder for one in tree.objects)
    yield from (folder for folder, count in folders.items() if count > MOST_OBJECTS)


def objects_carry_nothing_that_a_server_writes(tree: Tree) -> Iterator[str]:
    server = {"creationTimestamp", "resourceVersion", "uid", "generation", "managedFields", "selfLink"}
    yield from (_shown(one) for one in tree.objects if "status" in one.body or server & set(one.body["metadata"]))


def objects_name_their_namespace_themselves(tree: Tree) -> Iterator[str]:
    yield from (_shown(one) for one in tree.objects if bool(one.namespace) == (one.kind in CLUSTER_WIDE))


def one_selector_finds_a_machine_with_its_disks(tree: Tree) -> Iterator[str]:
    for machine in tree.of_kind("VirtualMachine"):
        disks = [one for one in tree.of_kind(*DISKS) if one.namespace == machine.namespace]
        used = {name for volume in volumes(machine) for name in _claims(volume)}
        own = {one.name for one in disks if one.machine == machine.name}
        in_the_guest = machine.body["spec"]["template"]["metadata"]["labels"].get(MACHINE)
        if {machine.machine, in_the_guest} != {machine.name} or not own <= used:
            yield _shown(machine)
        yield from {one.name for one in disks if one.name in used} - own - _shared(machine)


def _protected(machine: JsonObject) -> Iterator[tuple[str, bool]]:
    """The claims of those disks of a Machine that say of themselves whether they are kept."""
    for disk in machine["spec"].get("disks", ()):
        if "protect" in disk:
            yield disk.get("claimName", f"{machine['metadata']['name']}-{disk['name']}"), disk["protect"]


def _added(patch: JsonObject) -> JsonObject:
    """The annotations that a patch adds; only guards of ours are any."""
    added = yaml.load(patch.get("patch", ""), yaml.CSafeLoader) or {}
    annotations: JsonObject = added.get("metadata", {}).get("annotations", {})
    return annotations if annotations in RELEASE_GUARDS.values() else {}


def _is_sealed_by_others(one: Rendered) -> bool:
    """A file that is copied as it stands, and holds nothing that could be substituted."""
    return one.kind == "SealedSecret" and "app.kubernetes.io/managed-by" not in one.labels


def _shared(machine: Rendered) -> set[str]:
    """The claims of disks that a machine shares: another one may have made them."""
    disks = machine.body["spec"]["template"]["spec"]["domain"]["devices"].get("disks", [])
    names = {disk["name"] for disk in disks if disk.get("shareable")}
    return {name for volume in volumes(machine) if volume["name"] in names for name in _claims(volume)}


def _claims(volume: JsonObject) -> Iterator[str]:
    yield from (claim["claimName"] for claim in [volume.get("persistentVolumeClaim")] if claim)
    yield from (claim["name"] for claim in [volume.get("dataVolume")] if claim)


def _shown(one: Rendered) -> str:
    return f"{one.kind} {one.namespace}/{one.name}"
