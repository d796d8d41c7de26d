"""Is a patch read as what it was made of?"""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vmgen.targets.platform.patch_text import patch_text

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]))
)
VALUES = st.recursive(
    SCALARS,
    lambda below: (
        st.dictionaries(st.text("abc./-", min_size=1), below) | st.lists(st.dictionaries(st.just("a"), below))
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["name", "kubernetes.io/arch", "on", "1"]), VALUES))
def test_a_patch_is_read_back(body: dict[str, Any]) -> None:
    assert yaml.safe_load(patch_text(body) or "{}") == body


@pytest.mark.parametrize("text", ["no", "Yes", "1.10", "v1: x", "a #b", "NULL", "nan", "", "- a", "10.0.0.1:5000/x"])
def test_what_a_reader_could_take_for_something_else_is_quoted(text: str) -> None:
    assert patch_text({"a": text}) == f'a: "{text}"\n'


@pytest.mark.parametrize("text", ["registry.example.org:5000/a/b_c:v1.9.0", "any", "kubernetes.io/arch"])
def test_names_are_plain(text: str) -> None:
    assert patch_text({"a": [text]}) == f"a:\n- {text}\n"
