"""When Flux may call a KubeVirt or CDI object ready, as CEL expressions for `healthCheckExprs`.

Without them Flux calls both ready as soon as they exist, since neither has a Ready condition. Tested with Flux's own
evaluator (fluxcd/pkg runtime/cel, cel-go 0.26). Two rules of that evaluator shaped them: `exists` on a list that may
be missing needs a `has` before it, and `all` on an empty list is true.
"""

from vmgen.records import record


@record
class HealthExpression:
    api_version: str
    kind: str
    current: str
    failed: str = ""


_HAS_CONDITIONS = "has(status.conditions)"
_AVAILABLE = "status.conditions.exists(c, c.type == 'Available' && c.status == 'True')"
_UNSETTLED = "status.conditions.exists(c, c.type in ['Progressing','Degraded'] && c.status == 'True')"


def _deployed(observed: str, target: str) -> str:
    version = f"has(status.{observed}) && has(status.{target}) && status.{observed} == status.{target}"
    return (
        f"has(status.phase) && status.phase == 'Deployed' && {version} && {_HAS_CONDITIONS}"
        f" && {_AVAILABLE} && !{_UNSETTLED}"
    )


KUBEVIRT = HealthExpression(
    "kubevirt.io/v1",
    "KubeVirt",
    current=_deployed("observedKubeVirtVersion", "targetKubeVirtVersion"),
    failed=f"{_HAS_CONDITIONS} && status.conditions.exists(c, c.type == 'Synchronized' && c.status == 'False')",
)
CDI = HealthExpression(
    "cdi.kubevirt.io/v1beta1",
    "CDI",
    current=_deployed("observedVersion", "targetVersion"),
    failed=(
        f"{_HAS_CONDITIONS} && status.conditions.exists(c, c.type == 'Degraded' && c.status == 'True')"
        " && status.conditions.exists(c, c.type == 'Progressing' && c.status == 'False')"
    ),
)
HEALTH_EXPRESSIONS = (KUBEVIRT, CDI)
