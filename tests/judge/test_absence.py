"""Does a field that the cluster's release does not have get an error of its own, and nothing else?"""

from typing import Any

import pytest

from tests.support import compile_text
from vmgen.checks.registry import Finding
from vmgen.facts.fields import Field
from vmgen.facts.releases import Release
from vmgen.judge import absence
from vmgen.judge.absence import Absence, absence_of
from vmgen.judge.schema import violations

MACHINE = {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine", "metadata": {"name": "web"}}
REBOOT_POLICY = ("spec", "template", "spec", "domain", "rebootPolicy")
PORT_RANGES = ("spec", "template", "spec", "domain", "devices", "interfaces", 0, "portRanges")


@pytest.mark.parametrize(
    ("route", "release", "border"),
    [
        (REBOOT_POLICY, "v1.7.4", Release(1, 8, 4)),
        (REBOOT_POLICY, "v1.8.0", None),
        (PORT_RANGES, "v1.8.4", Release(1, 9, 0)),
        (PORT_RANGES, "v1.9.0", None),
        (PORT_RANGES, "v1.10.0", None),
        ((*PORT_RANGES[:-1], "portRoads"), "v1.8.4", None),
    ],
)
def test_a_minor_release_brings_a_field(route: tuple[str | int, ...], release: str, border: Release | None) -> None:
    found = absence_of(MACHINE, route, release)
    assert found == (Absence(route, "KubeVirt", release, border, is_gone=False) if border else None)


@pytest.mark.parametrize(("release", "is_gone"), [("v1.6.6", False), ("v1.7.9", False), ("v1.8.0", True)])
def test_a_minor_release_drops_a_field(monkeypatch: pytest.MonkeyPatch, release: str, *, is_gone: bool) -> None:
    dropped = Field("spec.running", "boolean", until="1.7.4")
    monkeypatch.setattr(absence, "field_at", lambda *_: dropped)
    found = absence_of(MACHINE, ("spec", "running"), release)
    assert found == (
        Absence(("spec", "running"), "KubeVirt", release, Release(1, 7, 4), is_gone=True) if is_gone else None
    )


def test_a_dropped_field_is_told_without_asking_for_a_newer_release(monkeypatch: pytest.MonkeyPatch) -> None:
    last = Absence(("spec", "source", "http", "checksum"), "CDI", "v1.66.0", Release(1, 65), is_gone=True)
    monkeypatch.setattr(absence, "absence_of", lambda *_: last)
    manifest: Any = _Manifest()
    finding = absence.in_words(last, manifest, "lab")
    assert (
        finding.message
        == "`source.checksum` is gone since the releases after CDI 1.65, and the cluster `lab` runs v1.66.0"
    )
    assert finding.help == "remove it"


def test_a_later_field_is_no_schema_violation_and_an_unknown_one_is() -> None:
    domain = {"devices": {}, "rebootPolicy": "Reboot", "rebootPolitics": "Reboot"}
    body = {**MACHINE, "spec": {"runStrategy": "Always", "template": {"spec": {"domain": domain}}}}
    assert [type(one).__name__ for one in violations(body, {"kubevirt": "v1.7.4"})] == ["Absence", "Finding"]
    assert [type(one).__name__ for one in violations(body, {"kubevirt": "v1.8.4"})] == ["Finding"]


def test_one_cause_is_told_once_for_each_cluster() -> None:
    """Clusters of two releases get the same machines: only the older one cannot have the field."""
    text = "---\n".join([_cluster("old", "v1.62.0"), _cluster("new", "v1.66.0"), _machine("old"), _machine("new")])
    told = [one.problem.message for one in compile_text(text).diagnostics if one.code.name == "field-not-in-version"]
    assert told == ["`disks[root].source.http.checksum` came with CDI 1.65, and the cluster `old` runs v1.62.0"]


class _Manifest:
    kind = "DataVolume"

    def field(self, _route: tuple[str, ...]) -> str:
        return "source.checksum"


def _cluster(name: str, cdi: str) -> str:
    return (
        f"apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {{name: {name}}}\nspec:\n"
        "  nodes: [{name: box, architecture: amd64}]\n"
        f"  kubevirt: {{version: v1.9.0, manage: false}}\n  cdi: {{version: {cdi}, manage: false}}\n"
    )


def _machine(cluster: str) -> str:
    return (
        "apiVersion: vitistack.io/v1alpha1\nkind: Machine\n"
        f"metadata: {{name: web-{cluster}, labels: {{cluster.vitistack.io/cluster-name: {cluster}}}}}\nspec:\n"
        "  template: small\n  disks:\n  - name: root\n    source:\n      http:\n"
        "        url: https://example.org/a.qcow2\n        checksum: md5:d41d8cd98f00b204e9800998ecf8427e\n"
    )


def test_an_unknown_field_is_answered_with_the_nearest_one() -> None:
    body = {**MACHINE, "spec": {"runStrategie": "Always", "template": {"spec": {"domain": {"devices": {}}}}}}
    [finding] = violations(body, {"kubevirt": "v1.9.0"})
    assert isinstance(finding, Finding)
    assert (finding.route, finding.help) == (("spec", "runStrategie"), "did you mean `runStrategy`?")
