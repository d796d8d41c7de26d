"""What a check is: a generator of unsigned problems, with its code, its explanation and its examples beside it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from vmgen.diagnostics import Code, Problem, Route, Severity, Shows
from vmgen.facts.architectures import ARCHITECTURES, Architecture
from vmgen.fleet.fleet import Cluster, Fleet, Machine
from vmgen.records import record

JsonObject = dict[str, Any]

Machines = Sequence[Machine]

FindInFleet = Callable[[Fleet], Iterator[Problem]]
FindInMachines = Callable[[Machines], Iterator[Problem]]
FindInObject = Callable[[Any, JsonObject], Iterator["Finding"]]
FindOnCluster = Callable[[Any, JsonObject, Cluster | None], Iterator["Finding"]]


@record
class Finding:
    """What is wrong with a part of an object: `route` leads on from the place that the rule is registered at."""

    message: str
    route: Route = ()
    help: str = ""


@record
class Check:
    """Sees the whole fleet at once: what machines do to each other, and what clusters and networks say."""

    code: Code
    find: FindInFleet


@record
class MachineCheck:
    """Says of each machine what it would say of it alone. It is handed a part of the fleet, and then the next one."""

    code: Code
    find: FindInMachines


@record
class Rule:
    """Sees one part of one kind of object, and is called for each such part: (part, whole object).

    One that `asks_cluster` gets the cluster as well, or None where nobody knows it. `at` is a route of keys below the
    object, with `[]` behind a list whose items the rule sees one by one. `having` is a key without which a part is not
    looked at. `by_hand` says that vmgen writes nothing of that sort itself: only what somebody wrote into an object,
    by a patch, can be wrong.
    """

    code: Code
    find: Callable[..., Iterator[Finding]]
    kind: str
    at: tuple[str, ...]
    having: str = ""
    by_hand: bool = False
    asks_cluster: bool = False


def check(id_: str, *, shows: Shows, severity: Severity = Severity.ERROR) -> Callable[[FindInFleet], Check]:
    """Makes a check of a function. Its name becomes the name of the diagnostic, its docstring the explanation."""

    def decorate(find: FindInFleet) -> Check:
        return Check(_code(id_, find, severity, shows), find)

    return decorate


def machine_check(
    id_: str, *, shows: Shows, severity: Severity = Severity.ERROR
) -> Callable[[FindInMachines], MachineCheck]:
    """Like check, for a function that looks at machines only, each for itself."""

    def decorate(find: FindInMachines) -> MachineCheck:
        return MachineCheck(_code(id_, find, severity, shows), find)

    return decorate


def rule(  # noqa: PLR0913 # a row of a table: each is a column
    id_: str,
    *,
    kind: str,
    at: str,
    shows: Shows,
    severity: Severity = Severity.ERROR,
    having: str = "",
    by_hand: bool = False,
) -> Callable[[FindInObject], Rule]:
    """Makes an object rule of a function; see Rule for the columns, and `at` is `spec.template.spec.volumes[]`, say."""

    def decorate(find: FindInObject) -> Rule:
        return Rule(_code(id_, find, severity, shows), find, kind, _steps(at), having, by_hand)

    return decorate


def cluster_rule(  # noqa: PLR0913 # as above
    id_: str, *, kind: str, at: str, shows: Shows, severity: Severity = Severity.ERROR, by_hand: bool = False
) -> Callable[[FindOnCluster], Rule]:
    """Like rule, for a function that also asks how the cluster is set up."""

    def decorate(find: FindOnCluster) -> Rule:
        return Rule(_code(id_, find, severity, shows), find, kind, _steps(at), by_hand=by_hand, asks_cluster=True)

    return decorate


def architecture_of(vm: JsonObject) -> Architecture | None:
    """What is known of the architecture of a VirtualMachine; None where it names none, or one that nobody knows."""
    return ARCHITECTURES.get(vm["spec"]["template"]["spec"].get("architecture", ""))


def _steps(at: str) -> tuple[str, ...]:
    return tuple(step for step in at.replace("[]", ".[]").split(".") if step)


def _code(id_: str, find: Callable[..., object], severity: Severity, shows: Shows) -> Code:
    name = find.__name__.replace("_", "-")
    return Code(id_, name, severity, shows, find.__doc__ or "")
