"""Is every field of the language there for something?"""

import pytest

from tests.targets.changes import Compiled, Leaf, catalog_leaves, changed, model_leaves, other, unchanged

WANTED_FAULTS = ["ignore-without-reason", "insufficient-resources", "outside-template-limits", "platforms-not-locked"]
FOR_PEOPLE = "for people who read the catalog"
NOT_RENDERED = "of what becomes no object of its own"
EVERYWHERE = "of what belongs to no namespace"
UNREAD = {
    "MachineTemplate.spec.description": FOR_PEOPLE,
    **{
        f"{kind}.metadata.{field}": reason
        for kind in ("Cluster", "Image", "MachineTemplate", "NetworkConfiguration", "SSHKey")
        for field, reason in (("namespace", EVERYWHERE), ("labels.*", NOT_RENDERED), ("annotations.*", NOT_RENDERED))
    },
    "SecretRef.metadata.labels.*": NOT_RENDERED,
    "SecretRef.metadata.annotations.*": NOT_RENDERED,
}


def outcome(compiled: Compiled) -> tuple[object, ...]:
    told = [(one.code, one.severity, one.problem.at, one.problem.message) for one in compiled.compilation.diagnostics]
    return dict(compiled.compilation.files), told


def test_the_catalog_sets_every_field_of_every_kind() -> None:
    assert model_leaves() - {leaf.path for leaf in catalog_leaves()} == set()


def test_the_catalog_has_the_faults_it_is_meant_to_have() -> None:
    assert sorted(one.code.name for one in unchanged().compilation.diagnostics) == WANTED_FAULTS


def test_every_field_changes_a_file_or_a_diagnostic() -> None:
    before = outcome(unchanged())
    alive = {leaf.path for leaf in catalog_leaves() if outcome(changed(leaf)) != before}
    assert {leaf.path for leaf in catalog_leaves()} - alive == set(UNREAD)


@pytest.mark.parametrize("leaf", catalog_leaves(), ids=str)
def test_a_change_leads_to_another_value_that_the_field_takes(leaf: Leaf) -> None:
    told = {one.code.name for one in changed(leaf).compilation.diagnostics}
    assert told & {"invalid-yaml", "invalid-value", "wrong-type", "unknown-field", "schema-violation"} == set()
    assert leaf.value == {} or repr(other(leaf)) != repr(leaf.value)
