"""Is an object told of that no API server takes?"""

import pytest

from tests.support import compile_text, shown

CATALOG = """\
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {{name: web}}
spec:
  template: small
  image: debian-13
  patches:
  - target: {{kind: VirtualMachine}}
    operations: [{{op: add, path: /metadata/annotations/note, value: {text}}}]
"""
LARGE = 2**20


@pytest.mark.parametrize(
    ("text", "is_told"), [("x" * (LARGE - 10_000), False), ("x" * LARGE, True), ("é" * (LARGE // 2), True)]
)
def test_an_object_of_more_than_a_mebibyte_is_refused(text: str, *, is_told: bool) -> None:
    compilation = compile_text(CATALOG.format(text=text))
    told = [one for one in compilation.diagnostics if one.code.name == "object-too-large"]

    assert [shown(compilation, one)[0] for one in told] == ["catalog/example.yaml"] * is_told
    assert all("VirtualMachine would have 1,0" in one.problem.message for one in told)
