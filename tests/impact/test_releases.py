"""How far apart two releases are, whether they are fetched or stand in the tree."""

import pytest

from vmgen.impact.releases import Step, release_changes

URL = "resources:\n- https://mirror.example.org/kubevirt/{}/kubevirt-operator.yaml\n"
VENDORED = "        - name: KUBEVIRT_VERSION\n          value: {}\n"
FILE = "clusters/home/kubevirt-operator/kustomization.yaml"
OPERATOR = "clusters/home/kubevirt-operator/operator.yaml"


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("v1.8.4", "v1.9.0", Step.UP),
        ("v1.9.0", "v1.9.1", Step.UP),
        ("v1.7.4", "v1.9.0", Step.SKIPS),
        ("v1.9.0", "v1.8.4", Step.DOWN),
        ("v1.9.0", "v2.0.0", Step.SKIPS),
    ],
)
def test_a_step_is_known(old: str, new: str, step: Step) -> None:
    (found,) = release_changes({FILE: URL.format(old)}, {FILE: URL.format(new)})
    assert (found.folder, found.component, found.old, found.new, found.step) == (
        "clusters/home",
        "KubeVirt",
        old,
        new,
        step,
    )


def test_the_same_release_is_no_change_where_it_becomes_vendored() -> None:
    assert list(release_changes({FILE: URL.format("v1.9.0")}, {OPERATOR: VENDORED.format("v1.9.0")})) == []
    (found,) = release_changes({FILE: URL.format("v1.8.4")}, {OPERATOR: VENDORED.format("v1.9.0")})
    assert found.step is Step.UP


def test_what_comes_or_goes_is_no_step() -> None:
    text = {FILE: URL.format("v1.9.0")}
    assert list(release_changes({}, text)) == list(release_changes(text, {})) == []
