from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows

_NEWEST = "VersionTLS13"


@rule(
    "VM846",
    kind="KubeVirt",
    at="spec.configuration.tlsConfiguration",
    having="ciphers",
    shows=Shows.AT_APPLY,
)
def cipher_refused(tls: JsonObject, _kubevirt: JsonObject) -> Iterator[Finding]:
    """Ciphers are chosen where TLS leaves no choice.

    KubeVirt takes ciphers with `minTLSVersion` up to TLS 1.2 only: what TLS 1.3 uses nobody chooses, and without a
    version it does not know. It refuses the object (kubevirt-update-admitter.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            tlsConfiguration: {minTLSVersion: VersionTLS13, ciphers: [TLS_AES_128_GCM_SHA256]}
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
            tlsConfiguration: {minTLSVersion: VersionTLS13}
          cdi: {version: v1.66.0, manage: false}
    """
    if tls["ciphers"] and tls.get("minTLSVersion", _NEWEST) == _NEWEST:
        message = "KubeVirt takes ciphers up to TLS 1.2 only"
        yield Finding(message, ("ciphers",), "remove them, or write `minTLSVersion: VersionTLS12`")
