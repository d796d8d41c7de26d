"""An operator's release, fetched by the cluster: the kustomization.yaml that names it, and what must differ in it.

`images` reaches containers only. The operators learn the images of all that they start from variables, which a patch of
their Deployment sets.
"""

from collections.abc import Iterator

from vmgen.facts.components import REGISTRY
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import Operator
from vmgen.fleet.release_manifest import component_spec
from vmgen.targets.labels import KEEP, VERBATIM
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.platform.components import pull_secrets
from vmgen.targets.platform.node_placement import operator_placement
from vmgen.targets.platform.patch_text import patch_text
from vmgen.targets.source_map import SourceMap


def _sources(component: str) -> SourceMap:
    mirror = f"{component}.registry | {component}.imagePrefix | policy.pinImages"
    hosted = "kubernetes.hostedControlPlane | " if component == "kubevirt" else ""
    return SourceMap(
        {
            "apiVersion": "",
            "kind": "",
            "images": f"{mirror} | {component}.version",
            "patches": f"{mirror} | {component}.imagePullSecrets | {hosted}{component}.version",
            "resources": f"{component}.version",
        }
    )


RELEASE_SOURCES = {name: _sources(name) for name in ("kubevirt", "cdi")}


def release_kustomization(
    cluster: Cluster, operator: Operator, *, release_url: str, beside: tuple[str, ...] = ()
) -> JsonObject:
    """`beside` are files of the same folder."""
    component = operator.component
    return present(
        {
            "apiVersion": "kustomize.config.k8s.io/v1beta1",
            "kind": "Kustomization",
            "resources": [f"{release_url.rstrip('/')}/{operator.version.tag}/{component.manifest}", *beside],
            "images": [_image(operator)] if not operator.is_as_released else None,
            "patches": [
                # Removing any of these would take every machine and every disk with it.
                _annotate("Namespace|CustomResourceDefinition", KEEP),
                _annotate(".+", VERBATIM),
                *_deployment_patches(cluster, operator),
            ],
        }
    )


def _image(operator: Operator) -> JsonObject:
    """For the one container of the manifest."""
    name = operator.component.operator
    place, released, digest = operator.place(name), f"{REGISTRY}/{name}", operator.digests.get(name)
    return present(
        {
            "name": released,
            "newName": place if place != released else None,
            "newTag": operator.tag if operator.tag != operator.version.tag and not digest else None,
            "digest": digest,
        }
    )


def _deployment_patches(cluster: Cluster, operator: Operator) -> Iterator[JsonObject]:
    if not operator.is_as_released:
        variables = operator.component.variables_of(operator.version)
        # Beside a digest of its own, the operator cannot tell the images of the others, which are in no manifest.
        named = [one for one in variables if one.is_in_manifest or operator.digests]
        env = [{"name": one.name, "value": operator.image(one.image)} for one in named]
        yield _patch(operator, {"containers": [{"name": operator.component.operator, "env": env}]})
    logins = pull_secrets(component_spec(cluster.spec, operator.component))
    if logins:
        # Its object says so only for what the operator starts.
        yield _patch(operator, {"imagePullSecrets": logins})
    placement = operator_placement(cluster, operator)
    if placement:
        yield _patch(operator, placement)


def _patch(operator: Operator, pod: JsonObject) -> JsonObject:
    """Names its object in itself and has no target: then kustomize fails where that is not there."""
    component = operator.component
    body = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": component.operator, "namespace": component.namespace},
        "spec": {"template": {"spec": pod}},
    }
    return {"patch": patch_text(body)}


def _annotate(kinds: str, annotations: dict[str, str]) -> JsonObject:
    """`any` stands for whatever has one of the kinds."""
    metadata = {"name": "any", "annotations": annotations}
    return {"target": {"kind": kinds}, "patch": patch_text({"apiVersion": "any", "kind": "any", "metadata": metadata})}
