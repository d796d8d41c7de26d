"""Layers on layers: built-in template, cluster defaults, template, machine; each value keeps where it was written."""

from collections.abc import Mapping
from typing import Any

from vmgen.diagnostics import Diagnostic, Diagnostics, Label, Location, Problem, Route, sign
from vmgen.model.builtin_templates import BUILTIN, BUILTIN_TEMPLATES
from vmgen.model.layers import Layer, by_names, place, stacked
from vmgen.model.name_codes import (
    CLUSTER_NOT_FOUND,
    DUPLICATE_ITEM,
    DUPLICATE_NAME,
    TEMPLATE_DISABLED,
    TEMPLATE_NOT_FOUND,
)
from vmgen.model.namespaces import with_namespaces
from vmgen.model.resource import Resource
from vmgen.model.shape import fields
from vmgen.model.spec.machine import MachineTemplateSpec
from vmgen.model.spec.metadata import CLUSTER_LABEL
from vmgen.model.spelling import known_names
from vmgen.records import record

_TEMPLATE_KEYS = frozenset(fields(MachineTemplateSpec))
_SCOPED = frozenset({"Machine", "SecretRef"})
"""Kinds whose names need to differ within a namespace only."""


@record
class Layered:
    """A resource with all its layers, lowest first, and what they come to.

    `cluster` is a machine's, else empty. `set` is the name that is typed of a machine that is one of several replicas.
    `is_partial` where what a machine builds on is not there: what it says itself can be judged, and no more.
    """

    resource: Resource
    layers: tuple[Layer, ...]
    spec: Mapping[str, Any]
    cluster: str = ""
    set: str = ""
    is_partial: bool = False

    @property
    def identity(self) -> str:
        """`cluster/namespace/name` of a machine."""
        return f"{self.cluster}/{self.resource.metadata.namespace}/{self.resource.metadata.name}"

    def where(self, route: Route) -> Location:
        """Where the value at `route` of the merged spec was written, or the nearest place around it."""
        return place(self.layers, by_names(self.spec, route))


def merge(
    resources: tuple[Resource, ...], unread: frozenset[str] = frozenset()
) -> tuple[tuple[Layered, ...], Diagnostics]:
    """Every resource that has a name of its own, merged with what it builds on; in the order they came.

    What bears one of the `unread` names may be there, in a text that could not be read.
    """
    merger = _Merger(with_namespaces(resources), unread)
    return tuple(merger.layered(resource) for resource in merger.unique), tuple(merger.faults)


class _Merger:
    """What the layers of machines are looked up in, and what was wrong on the way."""

    def __init__(self, resources: tuple[Resource, ...], unread: frozenset[str]) -> None:
        self._unread = unread
        self.faults: list[Diagnostic] = []
        self._clusters = {one.metadata.name: one for one in resources if one.kind.name == "Cluster"}
        self._defaults = {name: _defaults(cluster) for name, cluster in self._clusters.items()}
        self.unique = tuple(self._unique(resources))
        self._templates = {one.metadata.name: one for one in self.unique if one.kind.name == "MachineTemplate"}
        self._bases: dict[tuple[str, str], tuple[tuple[Layer, ...], Mapping[str, Any]]] = {}
        for one in self.unique:
            self._refuse_duplicate_items(one.spec, one.location / "spec")

    def layered(self, resource: Resource) -> Layered:
        own = Layer(resource.spec, resource.location / "spec")
        if resource.kind.name != "Machine":
            return Layered(resource, (own,), resource.spec)
        cluster = self._cluster_of(resource)
        template = self._template_of(resource, cluster)
        if cluster is None or template is None:
            return Layered(resource, (own,), resource.spec, cluster or "", is_partial=True)
        layers, base = self._base(cluster, template)
        return Layered(resource, *stacked(layers, base, own), cluster)

    def _cluster_of(self, machine: Resource) -> str | None:
        name = machine.metadata.labels.get(CLUSTER_LABEL)
        if name in self._clusters:
            return name
        if name is None and len(self._clusters) == 1:
            return next(iter(self._clusters))
        if name in self._unread or (self._unread and not self._clusters):
            return None
        at = machine.location / "metadata" / "labels" / CLUSTER_LABEL
        if name is not None:
            message, help_ = f"no Cluster `{name}`", known_names(name, self._clusters)
        elif self._clusters:
            message = f"{len(self._clusters)} Clusters, and no label says which"
            example = f"labels: {{{CLUSTER_LABEL}: {min(self._clusters)}}}"
            help_ = f"add a label under `metadata`: `{example}`; {known_names('', self._clusters)}"
        else:
            message, help_ = "no Cluster for this machine", "write a Cluster into the catalog"
        at = at if name is not None else (machine.location / "metadata" / "name")
        self.faults.append(sign(CLUSTER_NOT_FOUND, Problem(at, message, help_)))
        return None

    def _template_of(self, machine: Resource, cluster: str | None) -> str | None:
        """The name of the template; empty where there is none, None where it does not exist."""
        name, at = machine.spec.get("template"), machine.location
        defaults = self._defaults.get(cluster) if cluster is not None else None
        if not name and defaults is not None:
            name, at = defaults.value.get("template"), defaults.at
        if not isinstance(name, str) or name == "":
            return ""
        template = self._templates.get(name)
        is_disabled = template is not None and template.spec.get("enabled") is False
        if not is_disabled and (template is not None or name in BUILTIN_TEMPLATES):
            return name
        if template is None and name in self._unread:
            return None
        known = {*self._templates, *BUILTIN_TEMPLATES}
        at = at / "spec" / "template" if at is machine.location else at / "template"
        if template is not None:
            related = (Label(template.location / "spec" / "enabled", "switched off here"),)
            problem = Problem(at, f"the template `{name}` may not be used", "name another one", related)
            self.faults.append(sign(TEMPLATE_DISABLED, problem))
            return name
        self.faults.append(sign(TEMPLATE_NOT_FOUND, Problem(at, f"no template `{name}`", known_names(name, known))))
        return None

    def _base(self, cluster: str, template: str) -> tuple[tuple[Layer, ...], Mapping[str, Any]]:
        """What all machines of one cluster with one template share; merged once."""
        if (cluster, template) not in self._bases:
            layers: tuple[Layer, ...] = ()
            base: Mapping[str, Any] = {}
            for layer in self._lower_layers(cluster, template):
                layers, base = stacked(layers, base, layer)
            self._bases[cluster, template] = (layers, base)
        return self._bases[cluster, template]

    def _lower_layers(self, cluster: str, template: str) -> list[Layer]:
        authored = self._templates.get(template)
        defaults = self._defaults[cluster]
        layers = [defaults] if defaults else []
        if authored is not None:
            spec = {key: value for key, value in authored.spec.items() if key not in _TEMPLATE_KEYS}
            return [*layers, Layer(spec, authored.location / "spec")]
        if template:
            return [Layer(BUILTIN_TEMPLATES[template], Location(f"{BUILTIN} template {template}")), *layers]
        return layers

    def _unique(self, resources: tuple[Resource, ...]) -> list[Resource]:
        """The first resource under each name; the others are reported."""
        first: dict[tuple[str, ...], Resource] = {}
        for one in resources:
            other = first.setdefault(self._key(one), one)
            if other is not one:
                related = (Label(other.location / "metadata" / "name", "the first one"),)
                message = f"a second {one.kind.name} `{one.metadata.name}`"
                at = one.location / "metadata" / "name"
                self.faults.append(sign(DUPLICATE_NAME, Problem(at, message, "rename one of the two", related)))
        return [one for one in first.values() if not self._shadows_builtin(one)]

    def _key(self, resource: Resource) -> tuple[str, ...]:
        kind, metadata = resource.kind.name, resource.metadata
        if kind not in _SCOPED:
            return (kind, metadata.name)
        cluster = metadata.labels.get(CLUSTER_LABEL, "")
        if not cluster and len(self._clusters) == 1:
            cluster = next(iter(self._clusters))
        return (kind, cluster, metadata.namespace, metadata.name)

    def _shadows_builtin(self, resource: Resource) -> bool:
        name = resource.metadata.name
        if resource.kind.name != "MachineTemplate" or name not in BUILTIN_TEMPLATES or resource.spec.get("override"):
            return False
        message = f"`{name}` is the name of a built-in template"
        problem = Problem(resource.location / "metadata" / "name", message, "say `override: true`, or rename it")
        self.faults.append(sign(DUPLICATE_NAME, problem))
        return True

    def _refuse_duplicate_items(self, value: Any, at: Location, route: Route = ()) -> None:
        """Looks at every list below `value`."""
        if type(value) is dict:
            for key, item in value.items():
                if type(item) is dict or type(item) is tuple:
                    self._refuse_duplicate_items(item, at, (*route, key))
        elif len(value) > 1:
            seen: dict[str, int] = {}
            for index, item in enumerate(value):
                name = item.get("name") if type(item) is dict else None
                if isinstance(name, str) and seen.setdefault(name, index) != index:
                    self._report_duplicate_item(at.at(route), name, seen[name], index)

    def _report_duplicate_item(self, items: Location, name: str, first: int, second: int) -> None:
        related = (Label(items / first / "name", "the first one"),)
        problem = Problem(items / second / "name", f"a second `{name}`", "rename one of the two", related)
        self.faults.append(sign(DUPLICATE_ITEM, problem))


def _defaults(cluster: Resource) -> Layer | None:
    defaults = cluster.spec.get("defaults")
    return Layer(defaults, cluster.location / "spec" / "defaults") if isinstance(defaults, dict) and defaults else None
