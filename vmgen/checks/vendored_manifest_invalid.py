from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.facts.components import COMPONENTS
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.release_manifest import contents, is_as_fetched


@check("VM828", shows=Shows.AT_APPLY)
def vendored_manifest_invalid(fleet: Fleet) -> Iterator[Problem]:
    """A file in `catalog/vendor/` is not the manifest of a release.

    It cannot be read, was cut off, is a page that a server sent in its place, or belongs to another version. `vmgen
    vendor` takes no such file; this one came otherwise.
    """
    for cluster in fleet.clusters:
        for component in COMPONENTS:
            manifest = cluster.vendored.get(component.name)
            version = cluster.releases[component.name]
            if manifest is None or not is_as_fetched(manifest, fleet.lock):
                continue  # that is told by itself
            fault = contents(component, version, manifest).fault
            if fault is not None:
                label = (Label(cluster.written.where(component.name, "version"), "this is the release"),)
                message = f"`{manifest.file}` is not the manifest of {component.kind} `{version}`: {fault.message}"
                yield Problem(fault.at, message, "run `vmgen vendor --update`", label)
