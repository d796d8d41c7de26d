"""Which images a component of the platform runs from, and on which nodes: its tag and place by architectures."""

import re
from collections.abc import Mapping
from dataclasses import field, replace

from vmgen.facts.components import CDI, COMPONENTS, KUBEVIRT, REGISTRY, Component
from vmgen.facts.releases import Platforms, Release, release_of
from vmgen.fleet import links
from vmgen.fleet.fleet import Cluster, Machine
from vmgen.fleet.locked import image_platforms
from vmgen.fleet.release_manifest import component_spec
from vmgen.records import record


@record
class Operator:
    """A component on a cluster: `version` is its release, `tag` that of all its images."""

    component: Component
    version: Release
    registry: str
    prefix: str
    tag: str
    architectures: frozenset[str]
    """Those of the cluster's nodes that its images run on; empty where there is none."""
    missing: frozenset[str]
    """Those of its nodes that they do not run on."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """By names of images, of all of them: empty where they go by their tag."""

    def reference(self, name: str, tag: str = "") -> str:
        """What an image is called by its tag."""
        return f"{self.place(name)}:{tag or self.tag}"

    def image(self, name: str) -> str:
        """An image as it goes into the output."""
        return f"{self.place(name)}@{self.digests[name]}" if self.digests else self.reference(name)

    def place(self, name: str) -> str:
        return f"{self.registry}/{self.prefix}{name}"

    def has_container_image(self, name: str) -> bool:
        """Whether `images` of kustomize finds it by this name, in the release or as it has become.

        A name is a regular expression there (api/filters/imagetag of kubernetes-sigs/kustomize).
        """
        deployment = self.component.operator
        known = f"{REGISTRY}/{deployment}", self.place(deployment)
        try:
            return any(re.fullmatch(name, one) for one in known)
        except re.error:
            return False

    @property
    def is_placed(self) -> bool:
        """Whether it must be kept to some of the nodes."""
        return bool(self.architectures and self.missing)

    @property
    def is_as_released(self) -> bool:
        """Whether its images are those that the manifest names."""
        return (self.registry, self.prefix, self.tag) == (REGISTRY, "", self.version.tag) and not self.digests


def operator_on(cluster: Cluster, component: Component) -> Operator:
    """Its plain tag if that covers any node; one for an architecture where all nodes share it and the list lacks it."""
    spec, version = component_spec(cluster.spec, component), _release(cluster.releases[component.name])
    platforms, nodes = platforms_of(cluster, component, version), cluster.architectures
    suffixed = len(nodes) == 1 and not nodes <= platforms.listed and nodes <= platforms.suffixed
    covered = nodes if suffixed else nodes & platforms.listed
    operator = Operator(
        component,
        version,
        registry=spec.registry or REGISTRY,
        prefix=spec.image_prefix,
        tag=f"{version.tag}-{min(nodes)}" if suffixed else version.tag,
        architectures=covered,
        missing=nodes - covered,
    )
    return replace(operator, digests=_digests(cluster, operator)) if cluster.spec.policy.pin_images else operator


def _digests(cluster: Cluster, operator: Operator) -> dict[str, str]:
    """Of all images or of none: the operator derives what it is not told from what it is told."""
    locked = cluster.lock.images if cluster.lock else {}
    names = operator.component.images(operator.version)
    found = {name: locked[operator.reference(name)].digest for name in names if operator.reference(name) in locked}
    return found if len(found) == len(names) else {}


def platforms_of(cluster: Cluster, component: Component, version: Release) -> Platforms:
    """What the images of a release run on, all of them: as the lock says of each, or the table of releases."""
    spec, known = component_spec(cluster.spec, component), component.platforms(version)
    place = f"{spec.registry or REGISTRY}/{spec.image_prefix}"

    def run_on(tag: str, otherwise: frozenset[str]) -> frozenset[str]:
        found = (image_platforms(cluster.lock, f"{place}{name}:{tag}", otherwise) for name in component.needs(version))
        return frozenset.intersection(*found)

    suffixed = (one for one in known.suffixed if one in run_on(f"{version.tag}-{one}", known.suffixed))
    return Platforms(run_on(version.tag, known.listed), frozenset(suffixed))


def operator_of_link(cluster: Cluster, link: str) -> Operator | None:
    """The operator that a link of the chain applies; None for a link that applies none."""
    component = {links.OPERATOR: KUBEVIRT, links.CDI: CDI}.get(link)
    return operator_on(cluster, component) if component is not None else None


def managed_operators(cluster: Cluster) -> tuple[Operator, ...]:
    return tuple(operator_on(cluster, one) for one in COMPONENTS if component_spec(cluster.spec, one).manage)


def _release(version: str) -> Release:
    """A version of the catalog, whose form the model holds."""
    return release_of(version) or Release(0, 0)


def left_alone(operator: Operator, machines: tuple[Machine, ...]) -> tuple[Machine, ...]:
    """Machines of its cluster that need the component on their own nodes, where its images do not run.

    Every machine needs KubeVirt there. CDI fills a disk where its volume is, unless the volume is made before.
    """
    needs = _is_filled_near if operator.component is CDI else _is_any
    return tuple(one for one in machines if one.architecture in operator.missing and needs(one))


def _is_any(_machine: Machine) -> bool:
    return True


def _is_filled_near(machine: Machine) -> bool:
    filled = (disk for disk in machine.disks if disk.source is not None and disk.has_own_claim)
    return any(disk.known_class is None or disk.known_class.binding_mode != "Immediate" for disk in filled)
