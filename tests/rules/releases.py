"""What keeps a release of one version, from one registry, on nodes that can run it: rules on how it is changed."""

from collections.abc import Iterator
from typing import Any

import yaml

from tests.rules.tree import Tree
from tests.trees import JsonObject

# By the folder of a release, the Deployment of its operator.
OPERATORS = {"kubevirt-operator": ("kubevirt", "virt-operator"), "kubevirt-cdi": ("cdi", "cdi-operator")}
CHANGED = {"containers", "imagePullSecrets", "affinity", "nodeSelector", "tolerations"}
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
FREED_SINCE = (1, 7)


def changes_the_operator(patch: JsonObject, folder: str) -> bool:
    """A patch without a target must name its object: kustomize fails where it is not there."""
    pod = _pod(patch)
    body = yaml.load(patch["patch"], yaml.CSafeLoader) if pod else {}
    if "target" in patch or not pod or folder not in OPERATORS:
        return False
    namespace, name = OPERATORS[folder]
    known = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name, "namespace": namespace}}
    containers = [{key: one[key] for key in one if key != "env"} for one in pod.get("containers", ())]
    return (
        body == {**known, "spec": {"template": {"spec": pod}}}
        and set(pod) <= CHANGED
        and containers in ([], [{"name": name}])
    )


def images_of_a_release_are_overridden_together(tree: Tree) -> Iterator[str]:
    """The container and all variables name one registry, one prefix and one tag."""
    for folder, body in tree.kustomizations.items():
        places, variables = {_place(image) for image in body.get("images", ())}, _variables(body)
        tags = {one.rpartition(":")[2] for one in variables}
        astray = [one for one in variables if not one.startswith(tuple(places))]
        if astray or len(places) > 1 or len(tags) > 1 or bool(places) != bool(variables):
            yield folder


def mirrors_have_every_image(tree: Tree) -> Iterator[str]:
    for folder, (namespace, name) in OPERATORS.items():
        registry, prefix = (tree.written(namespace, key) for key in ("registry", "imagePrefix"))
        if (registry or prefix) and tree.manages(namespace):
            place = f"{registry or 'quay.io/kubevirt'}/{prefix or ''}"
            images = tree.kustomizations[folder].get("images", ())
            if [one["name"] for one in images] != [f"quay.io/kubevirt/{name}"] or {_place(one) for one in images} != {
                place
            }:
                yield folder


def operators_log_in_where_what_they_start_does(tree: Tree) -> Iterator[str]:
    for folder, (namespace, _) in OPERATORS.items():
        wanted = tree.written(namespace, "imagePullSecrets")
        if wanted and tree.manages(namespace):
            pods = [_pod(patch) for patch in tree.kustomizations[folder].get("patches", ())]
            if {one["name"] for pod in pods for one in pod.get("imagePullSecrets", ())} != set(wanted):
                yield folder


def hosted_control_planes_are_not_asked_for(tree: Tree) -> Iterator[str]:
    """What the release requires of nodes is taken away again, and KubeVirt's services are told where to run."""
    if not tree.written("kubernetes", "hostedControlPlane") or not tree.manages("kubevirt"):
        return
    version = tuple(int(number) for number in str(tree.written("kubevirt", "version"))[1:].split("."))
    pods = [_pod(patch) for patch in tree.kustomizations["kubevirt-operator"].get("patches", ())]
    freed = [pod["affinity"]["nodeAffinity"] for pod in pods if "affinity" in pod]
    if version >= FREED_SINCE and not any(REQUIRED in one for one in freed):
        yield "kubevirt-operator"
    yield from (
        one.file for one in tree.of_kind("KubeVirt") if "nodePlacement" not in one.body["spec"].get("infra", {})
    )


def _pod(patch: JsonObject) -> Any:
    body = yaml.load(patch.get("patch", ""), yaml.CSafeLoader) or {}
    return body.get("spec", {}).get("template", {}).get("spec", {})


def _variables(body: JsonObject) -> list[str]:
    containers = [one for patch in body.get("patches", ()) for one in _pod(patch).get("containers", ())]
    return [one["value"] for container in containers for one in container["env"]]


def _place(image: JsonObject) -> str:
    name: str = image["name"]
    place: str = image.get("newName", name)
    return place.removesuffix(name.rpartition("/")[2])
