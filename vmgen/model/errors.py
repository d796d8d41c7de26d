"""pydantic's errors as diagnostics: in the user's words, at the key or value that is wrong."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vmgen.diagnostics import Code, Diagnostic, Location, Problem, Route, sign
from vmgen.model.codes import CONFLICTING_FIELDS, INVALID_VALUE, MISSING_FIELD, UNKNOWN_FIELD, WRONG_TYPE
from vmgen.model.cures import A_LIST, example_of, instead, unknown_key, wanted_mapping
from vmgen.model.forms import form_of
from vmgen.model.shape import field_at
from vmgen.model.spec.base import CHOICE_MISSING, CONFLICT
from vmgen.model.spelling import closest

Locate = Callable[[Route], Location]
"""From a route below `spec` (or `metadata`) to where it was written."""

_TYPES = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": A_LIST,
}
_LONGEST_QUOTE = 80
_SYNONYMS = {
    "aarch64": "arm64",
    "x86_64": "amd64",
    "on": "Running",
    "started": "Running",
    "off": "Halted",
    "stopped": "Halted",
    "rwo": "ReadWriteOnce",
    "rwx": "ReadWriteMany",
    "rox": "ReadOnlyMany",
    "rwop": "ReadWriteOncePod",
    "cd": "cdrom",
    "hd": "disk",
    "pxe": "network",
    "set": "add",
}
"""Other words for values, in lower case, as people bring them from elsewhere."""
_NOT_YET = "vmgen writes `masquerade` and `bridge` interfaces so far"
_NOT_POSSIBLE = {
    "macvlan": "bridged machines do not work on macvlan (kubevirt/kubevirt#5483): write `bridge`",
    "ipvlan": "bridged machines do not work on ipvlan (kubevirt/kubevirt#7001): write `bridge`",
    "sriov": f"{_NOT_YET}: no SR-IOV devices",
    "macvtap": f"{_NOT_YET}: no binding plugins",
    "passt": f"{_NOT_YET}: no `passt`",
    "slirp": f"{_NOT_YET}, and KubeVirt 1.3 gave `slirp` up",
    "ovn": "vmgen writes no networks of OVN-Kubernetes so far: make it yourself, and write `existing`",
}
"""Values that people bring from elsewhere, which mean something that is not there."""
_LIMITS = ("ge", "le", "gt", "lt", "min_length", "max_length")


def explain_errors(
    error: ValidationError,
    model: type[BaseModel],
    locate: Locate,
    *,
    partial: bool = False,
    beside: Iterable[str] = (),
) -> Iterator[Diagnostic]:
    """One diagnostic for each error. A `partial` value may lack what it must have in the end.

    `beside` are keys that stand next to those of the model, and belong to another one.
    """
    for details in error.errors(include_url=False, include_context=True):
        # Without its name, an item of a list can be merged with nothing.
        is_name = details["loc"][-1:] == ("name",)
        is_lacking = details["type"] in {"missing", CHOICE_MISSING} and not is_name
        # A list of broken items counts as too short, too.
        is_repeated = details["type"] == "too_short" and bool(details["input"])
        if not (partial and is_lacking) and not is_repeated:
            yield _explain(details, model, locate, beside)


def no_value(at: Location, key: str, wanted: str = "one") -> Diagnostic:
    """A key without a value, at that key."""
    return sign(WRONG_TYPE, Problem(at.key(), f"`{key}` has no value", f"write {wanted}, or remove the key"))


def quote(value: Any) -> str:
    """A value as a message can show it: in backticks, on one line, and not for ever."""
    if isinstance(value, (dict, tuple, list)):
        return described(value)
    return f"`{str(value).lower() if isinstance(value, bool) else shown(value)}`"


def shown(value: Any) -> str:
    text = "".join(character if character.isprintable() else repr(character)[1:-1] for character in str(value))
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _explain(details: ErrorDetails, model: type[BaseModel], locate: Locate, beside: Iterable[str]) -> Diagnostic:
    route: Route = tuple(step for step in details["loc"] if step != "[key]")
    kind, value = details["type"], details["input"]
    if kind in _KEYS:
        return _KEYS[kind](details, route, model, locate, beside if len(route) == 1 else ())
    if value is None and route:
        return no_value(locate(route), _key(route), _wanted(_TYPES[kind], route, model) if kind in _TYPES else "one")
    if kind == CONFLICT:
        second, first = details["ctx"]["second"], details["ctx"]["first"]
        at = locate((*route, second)).key()
        return sign(CONFLICTING_FIELDS, Problem(at, f"`{second}` beside `{first}`", "remove one of the two"))
    if kind == CHOICE_MISSING:
        message = f"`{_key(route)}` says nothing"
        return sign(MISSING_FIELD, Problem(locate(route), message, f"write one of {details['ctx']['choices']}"))
    if kind in _TYPES:
        return _wrong_type(route, value, model, _TYPES[kind], locate)
    code, message, help_ = _invalid(details, route)
    at = locate(route).key() if "[key]" in details["loc"] else locate(route)
    return sign(code, Problem(at, message, help_))


def _unknown(
    details: ErrorDetails, route: Route, model: type[BaseModel], locate: Locate, beside: Iterable[str]
) -> Diagnostic:
    key = str(route[-1])
    help_ = unknown_key(key, details["input"], route, model, beside)
    return sign(UNKNOWN_FIELD, Problem(locate(route).key(), f"unknown key `{key}`", help_))


def _missing(
    _details: ErrorDetails, route: Route, model: type[BaseModel], locate: Locate, _beside: Iterable[str]
) -> Diagnostic:
    key = str(route[-1])
    field = field_at(model, route)
    example = f"write `{example_of(route, model)}`" if field is not None else f"write `{key}`"
    if key == "resources":
        example = "write `template: small`, or `resources` with `cpu` and `memory`"
    return sign(MISSING_FIELD, Problem(locate(route[:-1]), f"`{key}` is missing", example))


def _key(route: Route) -> str:
    return next((str(step) for step in reversed(route) if isinstance(step, str)), "")


def _wanted(type_: str, route: Route, model: type[BaseModel]) -> str:
    return wanted_mapping(route, model) if type_ == "a mapping" else type_


def _wrong_type(route: Route, value: Any, model: type[BaseModel], type_: str, locate: Locate) -> Diagnostic:
    wanted = _wanted(type_, route, model)
    message = f"`{_key(route)}` wants {wanted}, not {described(value)}"
    return sign(WRONG_TYPE, Problem(locate(route), message, instead(value, wanted, route, model)))


def described(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (int, float)):
        return f"the number `{shown(value)}`"
    if isinstance(value, str):
        return f"the text `{shown(value)}`"
    return "a mapping" if isinstance(value, dict) else "a list"


def _invalid(details: ErrorDetails, route: Route) -> tuple[Code, str, str]:
    value, context = details["input"], details.get("ctx", {})
    quoted = quote(value)
    if details["type"] == "literal_error":
        choices = [choice.strip("' ") for choice in context["expected"].replace(" or ", ", ").split(", ")]
        listed = ", ".join(f"`{choice}`" for choice in choices)
        near = _SYNONYMS.get(str(value).lower(), "") or closest(str(value), choices)
        help_ = f"write `{near}`" if near in choices else _NOT_POSSIBLE.get(str(value).lower(), "write one of them")
        if isinstance(value, (dict, tuple)):
            return WRONG_TYPE, f"`{_key(route)}` wants one of {listed}, not {quoted}", help_
        return INVALID_VALUE, f"{quoted} is not one of {listed}", help_
    if "pattern" in context:
        form = form_of(route, context["pattern"])
        return INVALID_VALUE, f"{quoted} is not {form.noun}", form.help(value)
    if details["type"] == "too_long":
        most = context["max_length"]
        return INVALID_VALUE, f"{context['actual_length']} items, where there can be {most}", f"write at most {most}"
    bound = next((limit for limit in _LIMITS if limit in context), "")
    return INVALID_VALUE, *_out_of_bounds(quoted, bound, context.get(bound))


def _out_of_bounds(quoted: str, bound: str, limit: Any) -> tuple[str, str]:
    words = {
        "ge": (f"{quoted} is less than {limit}", f"write {limit} or more"),
        "gt": (f"{quoted} is not more than {limit}", f"write more than {limit}"),
        "le": (f"{quoted} is more than {limit}", f"write {limit} or less"),
        "lt": (f"{quoted} is not less than {limit}", f"write less than {limit}"),
        "min_length": ("is empty", "write at least one"),
        "max_length": (f"longer than {limit} characters", "write a shorter one"),
    }
    return words.get(bound, (f"{quoted} is not valid here", ""))


_KEYS = {"extra_forbidden": _unknown, "missing": _missing}
