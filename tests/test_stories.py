"""Compiles the stories in tests/stories/ and compares what is written and what is reported, byte for byte.

`make update` rewrites both.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.trees import FOLDER, Story, files_below, lay_out, stories, written_by_a_build
from vmgen.model.kinds import KIND_BY_NAME, KINDS
from vmgen.model.shape import fields, is_free_mapping, model_of
from vmgen.model.spec.metadata import Metadata
from vmgen.pipeline import prepare
from vmgen.report.text import render_text
from vmgen.syntax.documents import parse

STORIES = stories()
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)


@each_story
def test_story_writes_the_expected_tree(story: Story, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = written_by_a_build(lay_out(story, tmp_path))
    if request.config.option.update_snapshots:
        _rewrite(story.expected, written)

    expected = files_below(story.expected)
    assert sorted(written) == sorted(expected)
    for path, text in expected.items():
        assert written[path] == text, path


@each_story
def test_story_reports_what_is_expected(story: Story, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    build = prepare(lay_out(story, tmp_path))
    report = render_text(build.diagnostics, build.spans)
    if request.config.option.update_snapshots:
        story.report.unlink(missing_ok=True)
        if report:
            story.report.write_text(report, encoding="utf-8", newline="")

    assert report == (story.report.read_bytes().decode() if story.report.exists() else "")


@each_story
def test_story_points_at_something_that_is_written(story: Story, tmp_path: Path) -> None:
    build = prepare(lay_out(story, tmp_path))
    places = {one.problem.at for one in build.diagnostics}
    places |= {label.at for one in build.diagnostics for label in one.problem.related}

    assert [place for place in places if build.spans.span(place) is None] == []


@each_story
def test_story_says_something(story: Story) -> None:
    assert story.expected.exists() or story.report.exists()


def test_one_story_sets_every_field_of_the_language() -> None:
    sources = files_below(FOLDER / "every-field" / "catalog")
    documents, _ = parse(sources)
    written = {route for one in documents for route in _set_in(one.value)}

    assert sorted(set(_every_field()) - written) == []


def _rewrite(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def _every_field() -> Iterator[str]:
    yield from _fields_of(Metadata, "metadata")
    for kind in KINDS:
        yield from _fields_of(kind.spec, kind.name)


def _fields_of(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in fields(model).items():
        yield f"{prefix}.{name}"
        below = model_of(field.annotation)
        if below is not None:
            yield from _fields_of(below, f"{prefix}.{name}")


def _set_in(document: Any) -> Iterator[str]:
    kind = KIND_BY_NAME[document["kind"]]
    yield from _fields_in(document["metadata"], Metadata, "metadata")
    yield from _fields_in(document["spec"], kind.spec, kind.name)


def _fields_in(value: Any, model: type[BaseModel], prefix: str) -> Iterator[str]:
    """The fields that a mapping, or each mapping of a list, sets."""
    for item in value if isinstance(value, tuple) else (value,):
        for name, field in fields(model).items():
            if name not in item:
                continue
            yield f"{prefix}.{name}"
            below = model_of(field.annotation)
            if below is not None:
                written = tuple(item[name].values()) if is_free_mapping(field.annotation) else item[name]
                yield from _fields_in(written, below, f"{prefix}.{name}")
