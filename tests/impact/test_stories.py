"""What a person reads before merging: each folder in tests/impact/stories/ is a change of the catalog in `before/`.

A folder holds the files that differ (an empty one is removed), and what `vmgen diff` says of them, as text and as
Markdown. `make update` rewrites both.
"""

import shutil
from pathlib import Path

import pytest

from tests.support import TESTS
from tests.trees import files_below
from vmgen.diagnostics import has_errors
from vmgen.difference import difference
from vmgen.pipeline import Compilation, compile_catalog
from vmgen.report.diff.entries import entries
from vmgen.report.diff.markdown import render_markdown
from vmgen.report.diff.text import render_text

FOLDER = TESTS / "impact" / "stories"
BEFORE = FOLDER / "before"
STORIES = sorted(path.parent for path in FOLDER.glob("*/catalog") if path.parent != BEFORE)
FORMATS = {"diff.md": render_markdown, "diff.txt": render_text}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_change_is_told_like_this(story: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    before = _compiled(tmp_path).files
    shutil.copytree(story / "catalog", tmp_path / "catalog", dirs_exist_ok=True)
    after = _compiled(tmp_path)

    told = entries(difference(after.fleet, after.files, before), after.spans)

    for name, render in FORMATS.items():
        text = render(told)
        if request.config.option.update_snapshots:
            (story / name).write_text(text, encoding="utf-8", newline="")
        assert text == (story / name).read_bytes().decode()


def test_there_are_ten_stories_and_more() -> None:
    assert len(STORIES) >= 10


def _compiled(root: Path) -> Compilation:
    files = {f"catalog/{path}": text for path, text in files_below(root / "catalog").items() if text}
    compilation = compile_catalog(files)
    assert not has_errors(compilation.diagnostics)
    return compilation
