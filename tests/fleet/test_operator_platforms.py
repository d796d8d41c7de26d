"""With a lock, does every image of an operator count, and only what nobody asked about go by the table of releases?"""

import pytest

from tests.support import BASE, compile_files
from vmgen.facts.components import CDI, KUBEVIRT
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.images import images
from vmgen.fleet.operators import operator_on
from vmgen.model.lock import Lock, LockedImage
from vmgen.output.lock_file import lock_text
from vmgen.syntax.attachments import LOCK

DIGEST = "sha256:" + "a" * 64
CLUSTER = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: lab}}
spec:
  nodes: [{nodes}]
  kubevirt: {{version: v1.9.0, manage: {manage}, registry: mirror.example.org/kv}}
  cdi: {{version: {cdi}, registry: mirror.example.org/kv}}
"""
NODES = {
    "arm64": "{name: pi, architecture: arm64}",
    "mixed": "{name: box, architecture: amd64}, {name: pi, architecture: arm64}",
}


def fleet_with(lock: Lock | None, nodes: str = "mixed", *, cdi: str = "v1.66.0", manage: bool = False) -> Fleet:
    cluster = CLUSTER.format(nodes=NODES[nodes], cdi=cdi, manage=str(manage).lower())
    locked = {LOCK: lock_text(lock)} if lock else {}
    fleet = compile_files({**BASE, "catalog/lab.yaml": cluster, **locked}).fleet
    assert fleet.lock == lock
    return fleet


def references(fleet: Fleet) -> list[str]:
    return sorted({one.reference for one in images(fleet) if "mirror.example.org" in one.reference})


def locked(fleet: Fleet, **exceptions: str) -> Lock:
    """All images for both architectures, but those whose names end as an exception does."""
    found = {}
    for one in references(fleet):
        name = one.rpartition("/")[2].partition(":")[0].rpartition("-")[2]
        names = exceptions.get(name, "amd64 arm64").split()
        found[one] = LockedImage.model_validate({"digest": DIGEST, "platforms": dict.fromkeys(names, DIGEST)})
    return Lock(images=found)


@pytest.mark.parametrize("nodes", sorted(NODES))
def test_without_a_lock_the_table_decides(nodes: str) -> None:
    cluster = fleet_with(None, nodes, cdi="v1.61.1").clusters[-1]
    assert "arm64" in operator_on(cluster, CDI).missing


def test_one_image_that_lacks_an_architecture_is_enough() -> None:
    lock = locked(fleet_with(None), importer="amd64")
    operator = operator_on(fleet_with(lock).clusters[-1], CDI)
    assert operator.architectures == {"amd64"}
    assert operator.missing == {"arm64"}


def test_the_lock_may_know_of_more_than_the_table() -> None:
    lock = locked(fleet_with(None, cdi="v1.61.1"))
    assert operator_on(fleet_with(lock, cdi="v1.61.1").clusters[-1], CDI).missing == frozenset()


def test_what_a_person_starts_by_hand_is_not_needed() -> None:
    lock = locked(fleet_with(None, manage=True), tools="amd64")
    assert any("libguestfs-tools" in one for one in lock.images)
    assert operator_on(fleet_with(lock, manage=True).clusters[-1], KUBEVIRT).missing == frozenset()


def test_what_the_plain_tag_lacks_may_be_there_under_another() -> None:
    plain = locked(fleet_with(None, "arm64"), importer="amd64")
    fleet = fleet_with(plain, "arm64")
    assert operator_on(fleet.clusters[-1], CDI).tag == "v1.66.0-arm64"
    assert "mirror.example.org/kv/cdi-importer:v1.66.0-arm64" in references(fleet)
    assert "mirror.example.org/kv/cdi-importer:v1.66.0" in references(fleet)

    both = plain.with_images({**plain.images, **locked(fleet, importer="amd64").images})
    operator = operator_on(fleet_with(both, "arm64").clusters[-1], CDI)
    assert operator.tag == "v1.66.0"
    assert operator.missing == {"arm64"}


def test_the_error_points_at_the_image_that_lacks_it() -> None:
    lock = locked(fleet_with(None, "arm64"), importer="amd64")
    every = {**lock.images, **locked(fleet_with(lock, "arm64"), importer="amd64").images}
    cluster = CLUSTER.format(nodes=NODES["arm64"], cdi="v1.66.0", manage="false")
    files = {**BASE, "catalog/lab.yaml": cluster, LOCK: lock_text(Lock(images=every))}
    [told] = [one for one in compile_files(files).diagnostics if one.code.name == "release-architecture-missing"]
    assert told.problem.message == "CDI `v1.66.0` has no images for `arm64`"
    assert (
        told.problem.help == "have `mirror.example.org/kv` hold them too and run `vmgen lock`, or take another release"
    )
    [label] = [one for one in told.problem.related if one.at.file == LOCK]
    assert label.text == "of `cdi-importer` its registry has `amd64`"
    assert label.at.route == ("images", "mirror.example.org/kv/cdi-importer:v1.66.0")
