from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows


@rule("VM408", kind="VirtualMachine", at="spec.template.spec.tolerations[]", shows=Shows.AT_START)
def invalid_toleration(toleration: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """A toleration that Kubernetes does not take.

    KubeVirt accepts the machine, and the API server then refuses its Pod (pkg/apis/core/validation/validation.go,
    ValidateTolerations). `Exists` goes without a value, only `Exists` goes without a key, and only taints with the
    effect `NoExecute` can be tolerated for a time.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          placement: {tolerations: [{key: example.org/gpu, operator: Exists, value: a100}]}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          placement: {tolerations: [{key: example.org/gpu, value: a100}]}
    """
    exists = toleration.get("operator") == "Exists"
    if exists and toleration.get("value"):
        yield Finding("`Exists` beside a value", ("value",), "remove one of the two")
    if not exists and not toleration.get("key"):
        yield Finding("a toleration without a key", (), "write the `key`, or `operator: Exists` for every taint")
    if "tolerationSeconds" in toleration and toleration.get("effect") != "NoExecute":
        yield Finding(
            "a time beside another effect than `NoExecute`", ("tolerationSeconds",), "write `effect: NoExecute`"
        )
