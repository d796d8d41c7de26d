"""Is what a machine becomes valid on every release that vmgen knows?"""

import pytest

from tests.support import compile_files
from tests.trees import FOLDER, files_below
from vmgen.diagnostics import has_errors
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES

STORIES = ("one-machine", "user-data")
NEWEST = (KUBEVIRT_RELEASES[-1].tag, CDI_RELEASES[-1].tag)


PAIRS = (
    *((kubevirt.tag, NEWEST[1]) for kubevirt in KUBEVIRT_RELEASES),
    *((NEWEST[0], cdi.tag) for cdi in CDI_RELEASES[:-1]),
)


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(("kubevirt", "cdi"), PAIRS)
def test_machines_are_valid_on_every_release(kubevirt: str, cdi: str, story: str) -> None:
    compilation = compile_files(_catalog(story, kubevirt, cdi))
    told = [one.problem.message for one in compilation.diagnostics if _is_of_release(one.code.name)]
    assert told == []
    assert not has_errors(one for one in compilation.diagnostics if one.code.name != "release-architecture-missing")
    assert any("kind: VirtualMachine\n" in text for text in compilation.files.values())


def _is_of_release(name: str) -> bool:
    return name in {"schema-violation", "field-not-in-version", "unknown-release"}


def _catalog(story: str, kubevirt: str, cdi: str) -> dict[str, str]:
    texts = files_below(FOLDER / story / "catalog")
    found = {f"catalog/{path}": text.replace(*_of(kubevirt, "1.9.0")) for path, text in texts.items()}
    return {path: text.replace(*_of(cdi, "1.66.0")) for path, text in found.items()}


def _of(version: str, written: str) -> tuple[str, str]:
    return f"version: v{written}", f"version: {version}"
