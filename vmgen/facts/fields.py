"""Which fields a Kubernetes object may have, by release: the tables in `facts/fields/`.

A table is text with tabs: path, type, required, enum, pattern, range, since, until. Lines with `#` name its source.
A path goes through a list as `disks[].name` and through a map as `binding.*.sidecarImage`. A type is that of the CRD
(`string`, `integer:int32`, `array<object>`, `map[string]`, `object (free)` for one that takes anything), or `quantity`,
`null`, or `metadata`: object metadata inside another object. A `?` behind it allows null. Enumeration and pattern
speak of the innermost values; so does a range (`1..253`, open on either side) of a map, while that of a list says how
long the list may be.
"""

import pkgutil
from functools import cache

from vmgen.diagnostics import Route
from vmgen.facts.kinds import UnknownKindError, kind_of
from vmgen.records import record


@record
class Field:
    """`since` and `until` are the first and last of the compared releases that have it; "" says from, to the end."""

    path: str
    type: str
    is_required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    least: int | None = None
    most: int | None = None
    since: str = ""
    until: str = ""


@cache
def fields_of(api_version: str, kind: str) -> tuple[Field, ...]:
    """Every field below the root but apiVersion, kind and metadata, parents before children.

    Raises UnknownKindError for a kind that is not in KINDS.
    """
    if kind_of(api_version, kind) is None:
        raise UnknownKindError(f"no field table for {api_version} {kind}")
    group, _, version = api_version.rpartition("/")
    return _table(f"{group or 'core'}_{version}_{kind}")


def field_at(api_version: str, kind: str, route: Route) -> Field | None:
    """The field that keys and indices lead to through an object of a kind in KINDS; None below a free object, too."""
    known = _by_path(api_version, kind)
    path = ""
    for step in route:
        if isinstance(step, int):
            path += "[]"
        else:
            named = f"{path}.{step}" if path else step
            path = named if named in known else f"{path}.*"
    return known.get(path)


@cache
def _by_path(api_version: str, kind: str) -> dict[str, Field]:
    return {field.path: field for field in fields_of(api_version, kind)}


@cache
def metadata_fields() -> tuple[Field, ...]:
    """Every field of `metadata`, which all kinds share, with paths that start below it."""
    return _table("metadata")


def _table(name: str) -> tuple[Field, ...]:
    text = pkgutil.get_data("vmgen.facts", f"fields/{name}.tsv") or b""
    lines = (line for line in text.decode().splitlines() if not line.startswith("#"))
    next(lines)  # the names of the columns
    return tuple(_field(*line.split("\t")) for line in lines)


def _field(*cells: str) -> Field:
    path, type_, required, enum, pattern, span, since, until = cells
    least, _, most = span.partition("..")
    return Field(
        path,
        type_,
        required == "required",
        tuple(enum.split("|")) if enum else (),
        pattern,
        int(least) if least else None,
        int(most) if most else None,
        since.replace("-", ""),
        until.replace("-", ""),
    )
