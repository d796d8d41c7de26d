"""How Flux goes about a link: how often it looks, how long it waits, how soon it tries again, what it deletes."""

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


def prunes(link: str, flux: FluxSpec) -> bool:
    """Whether Flux deletes what goes from a link."""
    own = flux.links.get(link)
    if own is not None and own.prune is not None:
        return own.prune
    return flux.machines.prune is not False or not link.startswith(MACHINES_PREFIX)
