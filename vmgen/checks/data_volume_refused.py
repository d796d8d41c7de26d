from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.admission import ACCESS_MODES, DATA_SOURCES, SIZED_SOURCES, SOURCE_PROPERTIES, URL_SCHEMES

_COPIES = ([], *([one] for one in SIZED_SOURCES))
"""Sources whose size CDI finds out; none where a `sourceRef` names one."""


@rule("VM627", kind="DataVolume", at="spec", shows=Shows.AT_APPLY, by_hand=True)
def data_volume_refused(spec: JsonObject, _data_volume: JsonObject) -> Iterator[Finding]:
    """A rendered DataVolume says what CDI does not take.

    The catalog language knows these values, so that only a patch can bring another one
    (kubevirt/containerized-data-importer pkg/apiserver/webhooks/datavolume-validate.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: DataVolume, name: web-root}
            operations:
            - {op: replace, path: /spec/source/registry/url, value: "https://registry.example.org/debian"}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: DataVolume, name: web-root}
            operations:
            - {op: replace, path: /spec/source/registry/url, value: "docker://registry.example.org/debian:13"}
    """
    given = [one for one in DATA_SOURCES if one in spec.get("source", {})]
    yield from _choices(spec, given)
    for source in given:
        yield from _in_source(source, spec["source"][source])
    for target in ("pvc", "storage"):
        if target in spec:
            yield from _in_target(target, spec[target], is_sized=target == "pvc" or given not in _COPIES)


def _choices(spec: JsonObject, given: list[str]) -> Iterator[Finding]:
    target: JsonObject = spec.get("storage") or spec.get("pvc") or {}
    if ("pvc" in spec) == ("storage" in spec):
        yield Finding("a DataVolume has either `storage` or `pvc`", (), "write one of the two")
    is_external = "dataSource" in target or "dataSourceRef" in target
    if ("source" in spec) + ("sourceRef" in spec) + is_external != 1:
        yield Finding("a DataVolume has either `source` or `sourceRef`", (), "write one of the two")
    if "source" in spec and len(given) != 1:
        yield Finding("a DataVolume has exactly one source", ("source",), "write one")


def _in_target(key: str, target: JsonObject, *, is_sized: bool) -> Iterator[Finding]:
    modes = target.get("accessModes") or ()
    for index, mode in enumerate(modes):
        if mode not in ACCESS_MODES:
            yield Finding(f"`{mode}` is no access mode", (key, "accessModes", index), "write `ReadWriteOnce`")
    if key == "pvc" and len(modes) != 1:
        yield Finding("`pvc` needs exactly one access mode", (key,), "write one")
    if is_sized and "storage" not in target.get("resources", {}).get("requests", {}):
        yield Finding("the DataVolume has no size", (key,), "write `resources`")


def _in_source(source: str, body: JsonObject) -> Iterator[Finding]:
    route = ("source", source)
    for one in SOURCE_PROPERTIES.get(source, ()):
        if not body.get(one):
            yield Finding(f"the source `{source}` needs `{one}`", route, "write it")
    schemes, url = URL_SCHEMES.get(source, ()), body.get("url", "")
    if schemes and not url.lower().startswith(schemes) and "imageStream" not in body:
        listed = ", ".join(f"`{scheme}`" for scheme in schemes)
        yield Finding(f"`{url}` does not start with {listed}", (*route, "url"), "start it with one of them")
    if source == "registry" and body.get("pullMethod", "pod") not in ("pod", "node"):
        yield Finding(
            f"`{body['pullMethod']}` is not one of `pod`, `node`", (*route, "pullMethod"), "write one of them"
        )
