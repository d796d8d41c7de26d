"""What an answer of kubeconform means: one outcome for each object of the output, told where the catalog decides it."""

import enum
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vmgen.diagnostics import Code, Diagnostic, Diagnostics, Label, Location, Problem, Route, sign
from vmgen.judge.kubeconform_codes import NO_ANSWER, REFUSED, SKIPPED, UNCHECKED
from vmgen.records import record
from vmgen.targets.manifest import JsonObject, Manifest

_Key = tuple[str, str, str, str]


class Outcome(enum.Enum):
    """What became of an object that kubeconform was asked about."""

    VALID = "valid"
    INVALID = "invalid"
    UNCHECKED = "could not be checked"
    SKIPPED = "skipped"


_OUTCOMES = {"statusValid": Outcome.VALID, "statusInvalid": Outcome.INVALID, "statusSkipped": Outcome.SKIPPED}
_CODES = {Outcome.INVALID: REFUSED, Outcome.UNCHECKED: UNCHECKED, Outcome.SKIPPED: SKIPPED}


@record
class Asked:
    """An object that kubeconform was asked about, and the document of the repository that it stands in."""

    at: Location
    manifest: Manifest

    @property
    def key(self) -> _Key:
        name = self.manifest.body.get("metadata", {}).get("name", "")
        return self.at.file, self.manifest.api_version, self.manifest.kind, name


@record
class Opinion:
    """How many objects had which outcome, and what there is to say about those that are not valid."""

    outcomes: Mapping[Outcome, int]
    diagnostics: Diagnostics


def opinion(output: str, asked: Sequence[Asked], *, cluster: Location) -> Opinion:
    """What kubeconform's JSON says. Whatever it does not say, about an object or at all, is not taken for consent."""
    results = _results(output)
    if results is None:
        return no_opinion("what it printed is no answer of kubeconform", asked, cluster=cluster)
    found: list[Diagnostic] = []
    outcomes: Counter[Outcome] = Counter()
    for one in asked:
        told = results.get(one.key)
        result = told.pop() if told else {"msg": "it was not mentioned"}
        outcome = _OUTCOMES.get(result.get("status", ""), Outcome.UNCHECKED)
        outcomes[outcome] += 1
        if outcome is not Outcome.VALID:
            found += _told(one, outcome, result)
    for key, result in ((key, result) for key, left in results.items() for result in left):
        found.append(sign(NO_ANSWER, Problem(cluster, f"kubeconform speaks of `{key[0]}`: {_line(result)}")))
    return Opinion(outcomes, tuple(found))


def no_opinion(reason: str, asked: Sequence[Asked], *, cluster: Location) -> Opinion:
    """What is left to say where the program failed."""
    problem = Problem(
        cluster, f"nothing was checked: {reason}", "install kubeconform, or name it: `--kubeconform=PATH`"
    )
    return Opinion({Outcome.UNCHECKED: len(asked)}, (sign(NO_ANSWER, problem),))


def _results(output: str) -> dict[_Key, list[JsonObject]] | None:
    """None if the text is no answer. Objects of one name in a file differ in the namespace, which it leaves out."""
    results: dict[_Key, list[JsonObject]] = {}
    try:
        for one in json.loads(output)["resources"]:
            key = one["filename"].replace("\\", "/"), one["version"], one["kind"], one["name"]
            results.setdefault(key, []).append(one)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return results


def _told(asked: Asked, outcome: Outcome, result: JsonObject) -> Iterator[Diagnostic]:
    manifest, code = asked.manifest, _CODES[outcome]
    name = f"{manifest.kind} `{asked.key[3]}`" if asked.key[3] else f"`{asked.at.file}`"
    if outcome is Outcome.SKIPPED:
        yield _sign(code, asked, (), f"kubeconform skipped the {name}")
    elif outcome is Outcome.UNCHECKED:
        yield _sign(code, asked, (), f"kubeconform could not check the {name}: {_line(result)}")
    else:
        errors = result.get("validationErrors") or [{"path": "", "msg": _line(result)}]
        for error in errors:
            route = route_of(error.get("path", ""), manifest.body)
            field = ".".join(str(step) for step in route)
            subject = f"`{field}` of the {name}" if field else f"the {name}"
            yield _sign(code, asked, route, f"kubeconform refuses {subject}: {_line(error)}")


def _line(result: JsonObject) -> str:
    return " ".join(str(result.get("msg", "")).split())


def _sign(code: Code, asked: Asked, route: Route, message: str) -> Diagnostic:
    written = Label(asked.at.at(route), "in the output")
    return sign(code, Problem(asked.manifest.where(route), message, related=(written,)))


def route_of(path: str, body: Any) -> Route:
    """The route that kubeconform means: it joins keys with slashes, also those that have slashes in them."""
    route: list[str | int] = []
    rest = path.removeprefix("/")
    while rest:
        step = _step(rest, body)
        if step is None:
            break
        route.append(step)
        body = body[step]
        rest = rest[len(str(step)) + 1 :]
    return tuple(route)


def _step(rest: str, body: Any) -> str | int | None:
    if isinstance(body, dict):
        fitting = (key for key in body if f"{rest}/".startswith(f"{key}/"))
        return max(fitting, key=len, default=None)
    index = rest.partition("/")[0]
    if isinstance(body, list) and index.isdecimal() and int(index) < len(body):
        return int(index)
    return None
