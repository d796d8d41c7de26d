from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.durations import seconds

_HOUR = 60 * 60
_BY_DEFAULT = {"ca": 168 * _HOUR, "server": 24 * _HOUR}


@rule("VM845", kind="KubeVirt", at="spec.certificateRotateStrategy.selfSigned", shows=Shows.AT_APPLY)
def certificate_refused(strategy: JsonObject, _kubevirt: JsonObject) -> Iterator[Finding]:
    """Certificates of KubeVirt are to last in a way that cannot work.

    A certificate is renewed before it ends, and none lasts longer than the one that signed it. The first KubeVirt
    object of a cluster is not looked at, and every later change to it is refused (kubevirt-update-admitter.go). Left
    out, those that sign last 168 hours and the others 24.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            certificateRotateStrategy: {selfSigned: {server: {duration: 336h}}}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            certificateRotateStrategy: {selfSigned: {ca: {duration: 720h}, server: {duration: 336h}}}
          cdi: {version: v1.66.0, manage: false}
    """
    given = {key: seconds(strategy.get(key, {}).get("duration", "")) or _BY_DEFAULT[key] for key in ("ca", "server")}
    for key, lasting in given.items():
        if seconds(strategy.get(key, {}).get("renewBefore", "")) > lasting:
            message = "a certificate would be renewed before it is made"
            yield Finding(message, (key, "renewBefore"), "write less than its `duration`")
    if given["server"] > given["ca"]:
        message = "a certificate would last longer than the one that signed it"
        route = ("server", "duration") if "duration" in strategy.get("server", {}) else ("ca", "duration")
        yield Finding(message, route, "write a longer `duration` below `ca`, or a shorter one below `server`")
