"""Writes the language reference: a page for each kind, from the models that read the catalog."""

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from vmgen.dev.markdown import fence, page, table
from vmgen.model.kinds import KINDS, Kind
from vmgen.model.reference import default_text, example_text, type_name
from vmgen.model.shape import fields, model_of
from vmgen.model.spec.metadata import Metadata

FOLDER = "docs/language/"
_SOURCE = "vmgen/model/spec/"
_HEAD = ("field", "type", "default", "what it says")
_INTRODUCTION = """\
A catalog is YAML: any number of documents in any number of files below `catalog/`. The kind of a document
decides what it is, never the path. What is unknown is an error, and every error says where it is.
"""
_REQUIRED = """\
A field that is required may come from anywhere: a Machine's `resources`, say, from its template or from the
defaults of its cluster. `vmgen explain Machine.disks.size` prints what these pages say about a field.
"""

Route = tuple[str, ...]


def language_files() -> dict[str, str]:
    """The text of each page by its path from the project's root."""
    pages = {f"{FOLDER}{kind.name.lower()}.md": _page(kind) for kind in KINDS}
    return {f"{FOLDER}README.md": _index(), **pages}


def _index() -> str:
    rows = [
        (f"[`{kind.name}`]({kind.name.lower()}.md)", f"`{kind.api_version}`", _first_line(kind.spec)) for kind in KINDS
    ]
    return page(
        "The catalog language",
        _SOURCE,
        _INTRODUCTION,
        table(("kind", "apiVersion", "what it is"), rows),
        _REQUIRED,
        "## metadata",
        "Every document has it beside `apiVersion`, `kind` and `spec`.",
        *_sections(Metadata, ()),
    )


def _page(kind: Kind) -> str:
    return page(
        kind.name,
        _SOURCE,
        f"{_first_line(kind.spec)} Its `apiVersion` is `{kind.api_version}`; [metadata](README.md#metadata) is like "
        "everywhere. The fields below are those of `spec`.",
        _partial(kind),
        *_sections(kind.spec, ()),
    )


def _partial(kind: Kind) -> str:
    if kind.partial is None:
        return ""
    place = ".".join(("spec", *map(str, kind.partial)))
    return (
        f"`{place}` also takes every field of a [Machine](machine.md), and requires none of them: others build on it."
    )


def _sections(model: type[BaseModel], route: Route) -> Iterator[str]:
    """The table of a mapping's fields, their examples, and then what is below each of them."""
    known = fields(model)
    if route:
        yield f"## {'.'.join(route)}"
        yield _first_line(model)
    if known:
        yield table(_HEAD, (_row((*route, name), field) for name, field in known.items()))
    examples = [example_text(name, one) for name, field in known.items() for one in field.examples or ()]
    if examples:
        yield fence("\n".join(examples), "yaml")
    for name, field in known.items():
        below = model_of(field.annotation)
        if below is not None:
            yield from _sections(below, (*route, name))


def _row(route: Route, field: FieldInfo) -> tuple[str, str, str, str]:
    name = f"`{route[-1]}`"
    if model_of(field.annotation) is not None:
        name = f"[{name}](#{''.join(route).lower()})"
    default = "required" if field.is_required() else default_text(field)
    return (
        name,
        type_name(field),
        f"`{default}`" if default not in {"", "required"} else default,
        field.description or "",
    )


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]
