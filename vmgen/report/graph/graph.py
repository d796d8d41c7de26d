"""The graph that every format draws: the chain as Flux walks it, and the machines at its ends."""

from vmgen.records import record


@record
class Link:
    """A Kustomization of Flux. Of one that somebody else brings (not `is_ours`) nothing but the name is known."""

    name: str
    is_ours: bool = False
    folder: str = ""
    """What it applies, below the folder of the cluster."""
    health_checks: tuple[str, ...] = ()
    waits_for_all: bool = False
    pace: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said below its name."""
        if not self.is_ours:
            return ("not written by vmgen",)
        if self.waits_for_all:
            return ("ready when all of it is healthy", self.pace)
        if self.health_checks:
            return ("ready when healthy", *self.health_checks, self.pace)
        return ("ready when applied", self.pace)


@record
class Wait:
    """Flux begins with `after` when `before` is ready; with `is_once`, when it has been ready at any time."""

    before: str
    after: str
    is_once: bool

    @property
    def label(self) -> str:
        return "once ready" if self.is_once else "ready"


@record
class MachineNode:
    """`power` is empty where the machine runs, as most do."""

    name: str
    size: str
    networks: tuple[str, ...]
    power: str

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.size, ", ".join(self.networks), self.power)))


@record
class NamespaceNode:
    """`machines` is empty where there are too many to show each; then `networks` counts the machines on each."""

    name: str
    link: str
    """The Kustomization that applies it; empty where the chain is not shown."""
    count: int
    machines: tuple[MachineNode, ...]
    networks: tuple[tuple[str, int], ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said below the name of one that does not show its machines."""
        return (counted(self.count, "machine"), *(f"{count:,} on {name}" for name, count in self.networks))


@record
class ClusterGraph:
    """Every wait is between two of its links."""

    name: str
    links: tuple[Link, ...]
    waits: tuple[Wait, ...]
    namespaces: tuple[NamespaceNode, ...]

    @property
    def summary(self) -> str:
        """`5 links, 2 namespaces, 4 machines`, without what is not shown."""
        machines = sum(one.count for one in self.namespaces)
        parts = ((len(self.links), "link"), (len(self.namespaces), "namespace"), (machines, "machine"))
        return ", ".join(counted(number, noun) for number, noun in parts if number)


Graph = tuple[ClusterGraph, ...]


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
