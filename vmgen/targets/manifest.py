"""A Kubernetes object on its way out: what it says, where it goes, and where in the catalog each part comes from."""

from typing import Any

from vmgen.diagnostics import Location, Route
from vmgen.fleet.fleet import Attachment
from vmgen.model.layers import Written, by_names
from vmgen.records import record
from vmgen.targets.json_patch import Origin, patched_at
from vmgen.targets.source_map import SourceMap

JsonObject = dict[str, Any]

KUSTOMIZATION = "kustomization.yaml"


@record
class Manifest:
    """`path` is below the cluster's folder. `names` stand for the lists that the source map cannot see into."""

    body: JsonObject
    path: str
    written: Written[Any]
    sources: SourceMap
    names: tuple[str, ...] = ()
    patches: tuple[Origin, ...] = ()
    """What operations of `patches` wrote, later ones behind earlier ones."""
    copied: Attachment | None = None
    """The file that is written in place of the body."""

    @property
    def kind(self) -> str:
        kind: str = self.body["kind"]
        return kind

    @property
    def api_version(self) -> str:
        version: str = self.body["apiVersion"]
        return version

    def where(self, route: Route) -> Location:
        """The place in the catalog that decides the value at `route` of the object."""
        if self.patches:
            at = patched_at(self.patches, route)
            if at is not None:
                return at
        return self.sources.where(by_names(self.body, route), self.written, self.names)

    def field(self, route: Route) -> str:
        """What the catalog calls that value: `disks[root].source.http.url`; empty where nobody chose it."""
        return self.sources.field(by_names(self.body, route), self.written, self.names)

    def has_origin(self, route: Route) -> bool:
        """Whether the source map says anything about `route`: a test holds that it does for each rendered field."""
        return self.sources.row(by_names(self.body, route)) is not None or patched_at(self.patches, route) is not None


def value_at(manifest: Manifest, *route: str) -> Any:
    """A value of an object; empty where it is not there, since `patches` may have done anything to it."""
    value: Any = manifest.body
    for step in route:
        value = value.get(step, "") if isinstance(value, dict) else ""
    return value


def present(mapping: JsonObject) -> JsonObject:
    """Without the keys whose value is None: no null is ever written. It is the same mapping where there is none."""
    if None not in mapping.values():
        return mapping
    return {key: value for key, value in mapping.items() if value is not None}
