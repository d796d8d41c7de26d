"""Explanations are executable: `Example:` gives exactly its code, `Instead:` gives nothing."""

import re
import textwrap

import pytest

from tests.support import compile_files, fixture_files, names
from vmgen.codes import CODES
from vmgen.diagnostics import Code

# Their faults are in the output folder, on the disk, in another program or in what was fetched: no catalog shows them.
NOT_IN_A_CATALOG = {
    "unreadable-file",
    "dropped-by-root",
    "extra-resource-not-found",
    "listed-twice",
    "foreign-file",
    "mass-deletion",
    "vendored-manifest-changed",
    "vendored-manifest-unlocked",
    "vendored-manifest-missing",
    "vendored-manifest-invalid",
    "override-without-effect",
    "machine-moved",
    "object-too-large",
    "kubeconform-refused",
    "kubeconform-unchecked",
    "kubeconform-no-answer",
    "kubeconform-skipped",
    "image-not-resolved",
}
EXPLAINED = [code for code in CODES if code.name not in NOT_IN_A_CATALOG]


def block(code: Code, heading: str) -> str:
    match = re.search(rf"^{heading}:\n(?P<block>(?:    .*\n|\n)+)", code.text, re.MULTILINE)
    assert match, f"{code.id} has no block {heading}"
    return textwrap.dedent(match["block"])


@pytest.mark.parametrize("code", EXPLAINED, ids=lambda code: code.name)
def test_example_gives_this_code_and_no_other(code: Code) -> None:
    assert set(names(compile_files(fixture_files(block(code, "Example"))))) == {code.name}


@pytest.mark.parametrize("code", EXPLAINED, ids=lambda code: code.name)
def test_instead_gives_nothing(code: Code) -> None:
    assert names(compile_files(fixture_files(block(code, "Instead")))) == []


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_explanation_starts_with_one_sentence_on_a_line_of_its_own(code: Code) -> None:
    first, second, *_ = code.text.splitlines()
    assert first.endswith(".")
    assert second == ""
