"""Does every field of the language say what it is, and show an example that can be copied?"""

import re
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from vmgen.model.kinds import KIND_BY_NAME, KINDS, Kind
from vmgen.model.reference import describe, type_name
from vmgen.model.shape import fields, model_of
from vmgen.model.spec.metadata import Metadata
from vmgen.syntax.documents import parse

Row = tuple[Kind, tuple[str, ...], FieldInfo]

NOT_YAML = {"cpu", "userData", "networkData"}
MACHINE, CLUSTER, IMAGE = (KIND_BY_NAME[name] for name in ("Machine", "Cluster", "Image"))


def below(model: type[BaseModel], route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    for name, field in fields(model).items():
        yield (*route, name), field
        inner = model_of(field.annotation)
        if inner is not None:
            yield from below(inner, (*route, name))


ROWS: list[Row] = [(kind, route, field) for kind in KINDS for route, field in below(kind.spec)]
ROWS += [(MACHINE, ("metadata", *route), field) for route, field in below(Metadata)]
EXAMPLE = re.compile(r"^example:(?: (.*)|\n((?:  .*\n)+))", re.MULTILINE)
EXAMPLES = [
    (kind, route, line or textwrap.dedent(block))
    for kind, route, _ in ROWS
    for line, block in EXAMPLE.findall(describe(kind, route) or "")
]
each_field = pytest.mark.parametrize(
    ("kind", "route", "field"), ROWS, ids=[f"{kind.name}.{'.'.join(route)}" for kind, route, _ in ROWS]
)


@each_field
def test_every_field_is_described(kind: Kind, route: tuple[str, ...], field: FieldInfo) -> None:
    page = describe(kind, route)
    assert page is not None
    title, _, description, _, type_, *_ = page.split("\n")
    assert title == ".".join((kind.name, *route))
    assert description == field.description
    assert description.endswith(".")
    assert type_ == f"type: {type_name(field)}"
    assert "anything" not in type_


@each_field
def test_every_field_that_is_no_mapping_has_examples_and_they_are_valid(
    kind: Kind, route: tuple[str, ...], field: FieldInfo
) -> None:
    _ = kind, route
    adapter: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
    assert field.examples or type_name(field) == "mapping"
    for example in field.examples or ():
        adapter.validate_python(_frozen(example))


@pytest.mark.parametrize(
    ("kind", "route", "example"),
    [pytest.param(*row, id=f"{row[0].name}.{'.'.join(row[1])}") for row in EXAMPLES],
)
def test_an_example_is_printed_as_yaml(kind: Kind, route: tuple[str, ...], example: str) -> None:
    field = next(field for other, its_route, field in ROWS if (other, its_route) == (kind, route))
    ((document,), _) = parse({"a.yaml": example})
    assert document.value in [{route[-1]: _frozen(one)} for one in field.examples or ()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_lists_its_fields_and_marks_those_that_it_needs(kind: Kind) -> None:
    page = (describe(kind, ()) or "").splitlines()
    assert page[0] == f"{kind.name} ({kind.api_version})"
    assert page[2].endswith(".")
    listed = {line.split()[0]: line.split()[1] == "*" for line in page if line.startswith("  ") and "(*" not in line}
    assert listed == {name: field.is_required() for name, field in fields(kind.spec).items()}


@pytest.mark.parametrize(
    ("kind", "route", "lines"),
    [
        (MACHINE, ("spec", "disks", "size"), {"Machine.disks.size", "type: text", "example: size: 20Gi"}),
        (MACHINE, ("disks", "name"), {"required"}),
        (MACHINE, ("networks", "model"), {"default: virtio"}),
        (MACHINE, ("bootOrder",), {"type: list of disk, network or cdrom"}),
        (MACHINE, ("powerState",), {"type: Running or Halted"}),
        (MACHINE, ("domain", "features", "acpi"), {"type: true or false"}),
        (MACHINE, ("disks",), {"type: list of mappings", "Fields:"}),
        (MACHINE, ("metadata", "name"), {"Machine.metadata.name", "required"}),
        (CLUSTER, ("nodes", "count"), {"type: whole number", "default: 1"}),
        (CLUSTER, ("flux", "namespace"), {"default: flux-system"}),
        (KIND_BY_NAME["MachineTemplate"], ("disks", "size"), {"MachineTemplate.disks.size"}),
        (KIND_BY_NAME["MachineTemplate"], ("override",), {"MachineTemplate.override", "default: false"}),
    ],
)
def test_a_page_says_type_default_and_whether_it_is_needed(kind: Kind, route: tuple[str, ...], lines: set[str]) -> None:
    assert lines <= set((describe(kind, route) or "").splitlines())


@pytest.mark.parametrize(
    ("kind", "route"),
    [(MACHINE, ("disk",)), (MACHINE, ("disks", "color")), (MACHINE, ("labels",)), (MACHINE, ("hostname", "x"))],
)
def test_a_field_that_is_not_there_has_no_page(kind: Kind, route: tuple[str, ...]) -> None:
    assert describe(kind, route) is None


@pytest.mark.parametrize(
    ("kind", "route", "line"),
    [
        (IMAGE, ("variants", "amd64", "http", "url"), "type: text"),
        (IMAGE, ("variants", "http"), "  url           * Where the file is."),
        (CLUSTER, ("defaults", "sshKeys"), "type: list of text"),
        (MACHINE, ("metadata",), "Fields:"),
    ],
)
def test_pages_are_found_behind_free_keys_and_in_parts(kind: Kind, route: tuple[str, ...], line: str) -> None:
    assert line in (describe(kind, route) or "").splitlines()


def _frozen(value: Any) -> Any:
    """As the parser gives it: tuples instead of lists."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return {key: _frozen(item) for key, item in value.items()} if isinstance(value, dict) else value
