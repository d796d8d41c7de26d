"""Is any text at all read without a crash, and is plain data read as another YAML 1.2 reader reads it?"""

import string
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.syntax.reading import FILE, values_of
from vmgen.output.yaml_writer import write_yaml
from vmgen.syntax.documents import parse
from vmgen.syntax.spans import Spans
from vmgen.syntax.suppressions import suppressions

INDICATORS = ("- ", ": ", "? ", "---\n", "...\n", "\n", "\n  ", "\t", "# ", "#", "&a ", "*a", "!x ", "!!str ", "<<: ")
FLOW = ("[", "]", "{", "}", ", ", "'", '"', "|", "|2-", ">", "%YAML 1.2\n", "@", "`", "\\", "\r", "\0", "\u2028")
SCALARS = ("a", "0100", "1e5", "no", "~", "😀", "\ufeff", "# vmgen: ignore[x] y", "9" * 4400)
yaml_like = st.lists(st.sampled_from(INDICATORS + FLOW + SCALARS), max_size=30).map("".join)

keys = st.text(string.ascii_letters + string.digits + "_-. :#äß", min_size=1, max_size=8)
# Unicode separators: libyaml takes them for line breaks, see test_faults.py
characters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), exclude_characters="\ufffe\uffff")
texts = st.text(characters, max_size=12) | st.sampled_from(["no", "1e3", "0100", "52:54:00:00:00:01", "a\nb\n", "~"])
plain = st.recursive(
    texts | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(keys, children, max_size=4),
    max_leaves=6,
)


@given(text=st.text(max_size=60) | yaml_like)
@example(text="- " * 300)
@example(text="a: &a [*a]\n---\n\0\n---\nb: 1")
def test_any_text_gives_documents_or_faults(text: str) -> None:
    documents, faults = parse({FILE: text})
    indices = [document.index for document in documents]
    assert indices == sorted(set(indices))
    assert all(fault.problem.at.file == FILE and fault.problem.message for fault in faults)


@given(text=yaml_like)
def test_every_fault_and_every_document_of_any_text_has_a_place(text: str) -> None:
    spans = Spans({FILE: text})
    documents, faults = parse({FILE: text})
    places = [document.location for document in documents] + [fault.problem.at for fault in faults]
    found = [spans.span(place) for place in places]
    assert all(span is not None and span.line > 0 and 0 < span.column < span.end for span in found)


@given(text=yaml_like)
def test_comments_of_any_text_are_found_where_they_stand(text: str) -> None:
    for one in suppressions({FILE: text}):
        assert text.splitlines()[one.span.line - 1][one.span.column - 1 :].startswith("#")
        assert one.covers >= one.span.line


@given(document=st.dictionaries(keys, plain, min_size=1, max_size=3))
def test_plain_data_is_read_as_ruamel_reads_it(document: dict[str, Any]) -> None:
    text = write_yaml([document, document])
    theirs = list(YAML(typ="safe", pure=True).load_all(text))
    assert repr(values_of(text)) == repr([_with_tuples(one) for one in theirs])


@pytest.mark.parametrize("text", ["no", "12:30", "52:54:00:12:34:56", "0o17", "1e3", "-.5", ".5e-3", "0x1F", "~", "y"])
def test_plain_scalars_are_read_as_ruamel_reads_them(text: str) -> None:
    theirs = YAML(typ="safe", pure=True).load(f"a: {text}\n")
    (ours,) = values_of(f"a: {text}\n")
    assert repr(ours["a"]) == repr(theirs["a"])


def _with_tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_tuples(item) for key, item in value.items()}
    return tuple(_with_tuples(item) for item in value) if isinstance(value, list) else value
