"""Images of the platform that somebody names by hand, in objects that vmgen wrote: where, and with which tag."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from vmgen.checks.registry import JsonObject
from vmgen.diagnostics import Route
from vmgen.facts.architectures import ARCHITECTURES
from vmgen.facts.components import CDI, COMPONENTS, KUBEVIRT, Component
from vmgen.facts.releases import Release, release_of
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import operator_of_link
from vmgen.records import record


@record
class Override:
    """What `name` stands for, an image or a variable, is of the version `tag`."""

    component: Component
    name: str
    tag: str
    route: Route

    @property
    def architecture(self) -> str:
        """The one that the tag ends with; empty for a plain one."""
        end = self.tag.rpartition("-")[2]
        return end if end in ARCHITECTURES and end != self.tag else ""

    @property
    def release(self) -> Release | None:
        """None for what is no release: a nightly build, a test, `latest`."""
        return release_of(self.tag.removesuffix(f"-{self.architecture}"))


def overrides(body: JsonObject, cluster: Cluster) -> Iterator[Override]:
    """All of them in an object of the platform, or in a link of Flux to it; routes are from the object on."""
    spec: JsonObject = body.get("spec") or {}
    if body["kind"] == "KubeVirt" and isinstance(spec.get("imageTag"), str):
        yield Override(KUBEVIRT, "KubeVirt", spec["imageTag"], ("spec", "imageTag"))
    if body["kind"] in {KUBEVIRT.kind, CDI.kind}:
        yield from _in_texts(spec.get("customizeComponents"), ("spec", "customizeComponents"))
    if body["kind"] == "Kustomization":
        yield from _in_images(body, cluster)
        yield from _in_texts(spec.get("patches"), ("spec", "patches"))


def _in_images(link: JsonObject, cluster: Cluster) -> Iterator[Override]:
    """Entries that hit the container of an operator and give it another tag."""
    operator = operator_of_link(cluster, link["metadata"]["name"])
    for index, entry in enumerate((link.get("spec") or {}).get("images") or ()):
        if operator is not None and operator.has_container_image(entry["name"]) and "newTag" in entry:
            route = "spec", "images", index, "newTag"
            yield Override(operator.component, operator.component.operator, entry["newTag"], route)


def _in_texts(value: Any, route: Route) -> Iterator[Override]:
    if isinstance(value, str):
        for component in COMPONENTS:
            for match in _reference(component).finditer(value):
                yield Override(component, match["image"] or match["variable"], match["tag"] or match["value"], route)
    elif isinstance(value, (dict, list)):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, below in steps:
            yield from _in_texts(below, (*route, step))


@cache
def _reference(component: Component) -> re.Pattern[str]:
    """An image with its tag, or the version of the operator, in YAML or JSON."""
    images = "|".join(sorted({component.operator, *(one.image for one in component.variables)}, reverse=True))
    quote = r"[\"'\\]*"
    return re.compile(
        rf"/[\w.-]*?(?P<image>{images}):(?P<tag>\w[\w.-]*)"
        rf"|(?P<variable>{component.version_variable}){quote},?\s*{quote}value{quote}:\s*{quote}(?P<value>\w[\w.-]*)"
    )
