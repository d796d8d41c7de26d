"""What both operators' objects say in the same form: logins, changes to what they install, and where that runs."""

import json
from collections.abc import Iterator

from vmgen.diagnostics import Diagnostic, Problem, sign
from vmgen.fleet.fleet import Cluster
from vmgen.model.spec.base import plain
from vmgen.model.spec.component import ComponentSpec, NodePlacementSpec
from vmgen.model.spec.placement import TolerationSpec
from vmgen.targets.codes import PATCH_FAILED
from vmgen.targets.manifest import JsonObject, present


def pull_secrets(component: ComponentSpec) -> list[JsonObject] | None:
    return [{"name": one} for one in component.image_pull_secrets] or None


def customized(component: ComponentSpec) -> JsonObject | None:
    """None where nobody changes anything. The operators read a patch as a text."""
    spec = component.customize_components
    patches = [
        {
            "resourceType": one.resource_type,
            "resourceName": one.resource_name,
            "type": "json" if one.operations else one.type,
            "patch": json.dumps([plain(each) for each in one.operations] or one.patch, ensure_ascii=False),
        }
        for one in spec.patches
    ]
    return present({"patches": patches or None, "flags": spec.flags or None}) or None


def customized_rows(component: str) -> dict[str, str]:
    """The rows of a source map for them."""
    at, typed_at = "spec.customizeComponents", f"{component}.customizeComponents"
    steps = ("", ".flags", ".flags[]", ".patches", ".patches[]")
    keys = tuple(f".patches[].{key}" for key in ("resourceType", "resourceName", "type"))
    patch = f"{typed_at}.patches[].patch | {typed_at}.patches[].operations"
    return {f"{at}{step}": f"{typed_at}{step}" for step in (*steps, *keys)} | {f"{at}.patches[].patch": patch}


def node_placement(placement: NodePlacementSpec | None, needed: JsonObject) -> JsonObject:
    """Where pods run: what is `needed`, and what the owner adds to it. Empty where they run anywhere."""
    owners = placement or NodePlacementSpec()
    wanted = [*needed.get("tolerations", ()), *(_toleration(one) for one in owners.tolerations)]
    tolerations = [one for index, one in enumerate(wanted) if one not in wanted[:index]]
    return present(
        {
            "affinity": needed.get("affinity"),
            "nodeSelector": {**owners.node_selector, **needed.get("nodeSelector", {})} or None,
            "tolerations": tolerations or None,
        }
    )


def _toleration(toleration: TolerationSpec) -> JsonObject:
    return present(
        {
            "key": toleration.key or None,
            "operator": toleration.operator,
            "value": toleration.value or None,
            "effect": toleration.effect,
            "tolerationSeconds": toleration.toleration_seconds,
        }
    )


def unusable_changes(cluster: Cluster, key: str, component: ComponentSpec) -> Iterator[Diagnostic]:
    """Operations that the operator of a component, `key` in the Cluster, could not carry out, and so none at all."""
    for index, patch in enumerate(component.customize_components.patches):
        for position, operation in enumerate(patch.operations):
            if operation.misfit:
                route = (key, "customizeComponents", "patches", index, "operations", position)
                yield sign(PATCH_FAILED, Problem(cluster.written.where(*route), *operation.misfit))
