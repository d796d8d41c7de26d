"""Does vmgen change a release as kustomize would, and refuse what it does not know?"""

import json
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conformance.tools import program
from tests.support import TESTS
from vmgen.targets.platform.overrides import Overridden, UnknownFormError, overridden

JsonObject = dict[str, Any]

_BEGINNING: JsonObject = {
    "apiVersion": "kustomize.config.k8s.io/v1beta1",
    "kind": "Kustomization",
    "resources": ["a.yaml"],
}
CASES: JsonObject = yaml.safe_load((TESTS / "targets" / "overrides.yaml").read_text(encoding="utf-8"))
RELEASE: list[JsonObject] = list(
    yaml.safe_load_all("""\
apiVersion: v1
kind: Namespace
metadata: {name: kubevirt}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: kubevirts.kubevirt.io, annotations: {old: "yes"}}
spec:
  containers: [{name: no-container, image: "quay.io/kubevirt/virt-operator:v1.9.0"}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: virt-operator, namespace: kubevirt}
spec:
  replicas: 2
  strategy: {type: RollingUpdate}
  template:
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{matchExpressions: [{key: node-role.kubernetes.io/control-plane, operator: Exists}]}]
      containers:
      - name: virt-operator
        image: quay.io/kubevirt/virt-operator:v1.9.0
        args: [--port, "8443"]
        env:
        - {name: VIRT_OPERATOR_IMAGE, value: "quay.io/kubevirt/virt-operator:v1.9.0"}
        - {name: WATCH_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.annotations}}}
        - {name: KUBEVIRT_VERSION, value: v1.9.0}
      - name: pinned
        image: quay.io/kubevirt/pinned:v1@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      initContainers: [{name: first, image: quay.io/kubevirt/first}]
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{key: CriticalAddonsOnly, operator: Exists}]
""")
)


def kustomization(case: JsonObject) -> JsonObject:
    """With patches as text, as kustomize wants them."""
    patches = [{**one, "patch": json.dumps(_named(one["patch"]))} for one in case.get("patches", ())]
    return {**_BEGINNING, **case, **({"patches": patches} if patches else {})}


def _named(patch: JsonObject) -> JsonObject:
    return {"apiVersion": "any", "kind": "any", **patch, "metadata": {"name": "any", **patch.get("metadata", {})}}


def changed(**case: Any) -> Overridden:
    return overridden(RELEASE, kustomization(case))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_case_changes_something_and_hits(case: JsonObject) -> None:
    before = deepcopy(RELEASE)
    made = overridden(RELEASE, kustomization(case))
    assert made.misses == ()
    assert list(made.objects) != RELEASE
    assert before == RELEASE


@pytest.mark.conformance
@pytest.mark.skipif(program("kustomize") is None, reason="kustomize is not installed")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_kustomize_makes_the_same_of_it(case: JsonObject, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(yaml.safe_dump_all(RELEASE), encoding="utf-8")
    (tmp_path / "kustomization.yaml").write_text(json.dumps(kustomization(case)), encoding="utf-8")
    command = (shutil.which(str(program("kustomize"))) or "", "build", str(tmp_path))
    built = subprocess.run(command, check=True, capture_output=True)
    assert list(yaml.safe_load_all(built.stdout)) == list(overridden(RELEASE, kustomization(case)).objects)


@pytest.mark.parametrize(
    ("case", "miss"),
    [
        ({"images": [{"name": "quay.io/kubevirt/virt-api", "newTag": "v2"}]}, "no image `quay.io/kubevirt/virt-api`"),
        ({"images": [{"name": "quay.io/kubevirt", "newTag": "v2"}]}, "no image `quay.io/kubevirt`"),
        ({"patches": [{"target": {"kind": "Deployment", "name": "virt"}, "patch": {}}]}, "no Deployment `virt`"),
        ({"patches": [{"target": {"kind": "deployment"}, "patch": {}}]}, "no deployment"),
        (
            {
                "patches": [
                    {
                        "target": {"kind": "Deployment"},
                        "patch": {"spec": {"template": {"spec": {"containers": [{"name": "operator"}]}}}},
                    }
                ]
            },
            "no container `operator`",
        ),
    ],
)
def test_what_hits_nothing_is_told(case: JsonObject, miss: str) -> None:
    assert changed(**case).misses == (miss,)


def _on_the_deployment(**spec: Any) -> JsonObject:
    return {"patches": [{"target": {"kind": "Deployment"}, "patch": {"spec": spec}}]}


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ({"namePrefix": "a-"}, "a kustomization with `namePrefix`"),
        ({"images": [{"name": "a", "tagSuffix": "-arm64"}]}, "an image with `tagSuffix`"),
        (
            {"patches": [{"target": {"kind": "A", "labelSelector": "a=b"}, "patch": {}}]},
            "a target with `labelSelector`",
        ),
        ({"patches": [{"target": {"kind": "A"}, "patch": {}, "options": {}}]}, "a patch with `options`"),
        (_on_the_deployment(template={"$patch": "replace"}), "the directive `$patch`"),
        (_on_the_deployment(template={"spec": {"volumes": [{"name": "a"}]}}), "a list at `spec.template.spec.volumes`"),
        (_on_the_deployment(replicas={"a": "b"}), "something of another kind at `spec.replicas`"),
    ],
)
def test_a_form_that_nobody_knows_is_refused_loudly(case: JsonObject, reason: str) -> None:
    with pytest.raises(UnknownFormError, match=f"^{reason.replace('$', '[$]')}$"):
        changed(**case)


def test_operations_are_no_mapping_and_refused() -> None:
    body = {**_BEGINNING, "patches": [{"target": {"kind": "Deployment"}, "patch": "- op: remove\n  path: /spec\n"}]}
    with pytest.raises(UnknownFormError, match="a patch is one mapping"):
        overridden(RELEASE, body)


@pytest.mark.parametrize("named", [{"name": "virt-operator"}, {"name": "virt-api", "namespace": "kubevirt"}])
def test_an_object_that_a_patch_names_in_itself_must_be_there(named: JsonObject) -> None:
    patch = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": named, "spec": {"replicas": 1}}
    assert changed(patches=[{"patch": patch}]).misses == (f"no Deployment `{named['name']}`",)


def test_a_variable_that_the_release_has_must_be_there() -> None:
    env = [{"name": name, "value": "a"} for name in ("KUBEVIRT_VERSION", "OTHER", "GS_IMAGE")]
    case = _on_the_deployment(template={"spec": {"containers": [{"name": "virt-operator", "env": env}]}})
    assert overridden(RELEASE, kustomization(case), {"KUBEVIRT_VERSION", "GS_IMAGE"}).misses == (
        "no variable `GS_IMAGE`",
    )
