"""How often Flux looks at a link, how long it waits for it, and how soon it tries again."""

from vmgen.fleet.links import MACHINES_PREFIX
from vmgen.model.spec.flux import FluxSpec, PaceSpec
from vmgen.records import record


@record
class Pace:
    """Durations as Flux reads them."""

    interval: str
    timeout: str
    retry_interval: str


PLATFORM_PACE = Pace("1h", "15m", "2m")
MACHINES_PACE = Pace("10m", "5m", "2m")


def pace_of(link: str, flux: FluxSpec) -> Pace:
    """What is said of the link itself, else of all links of its sort, else what is usual."""
    is_machines = link.startswith(MACHINES_PREFIX)
    general: PaceSpec = flux.machines if is_machines else flux.platform
    own = flux.links.get(link, general)
    usual = MACHINES_PACE if is_machines else PLATFORM_PACE
    return Pace(
        own.interval or general.interval or usual.interval,
        own.timeout or general.timeout or usual.timeout,
        own.retry_interval or general.retry_interval or usual.retry_interval,
    )
