"""Does `vmgen lock` write down what the registries say, all of it or nothing, and no word of who asked?"""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.external.registries import Registry, Reply, registry
from vmgen.model.lock import Lock, LockedManifest, read_lock
from vmgen.output.lock_file import write_lock
from vmgen.syntax.attachments import LOCK
from vmgen.syntax.sources import read

SECRET = "hunter2"  # noqa: S105 # the password of nobody
CATALOG = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: lab}}
spec:
  nodes: [{{name: box, architecture: amd64}}, {{name: pi, architecture: arm64}}]
  kubevirt: {{version: v1.9.0, manage: false}}
  cdi: {{version: v1.66.0, manage: false}}
  defaults: {{placement: {{architecture: amd64}}}}
---
apiVersion: vmgen.dev/v1alpha1
kind: Image
metadata: {{name: debian-13}}
spec:
  virtualSize: 3Gi
  variants:
    amd64: {{registry: {{url: "docker://{host}/disks/debian:13"}}}}
---
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {{name: web}}
spec:
  template: small
  image: debian-13
  disks:
  - {{name: root}}
  - name: tools
    source:
      containerDisk:
        image: {host}/disks/tools:1
"""
LINE_OF_TOOLS = CATALOG[: CATALOG.index("{host}/disks/tools")].count("\n") + 1


@pytest.fixture(name="here")
def a_registry() -> Iterator[Registry]:
    with registry() as known:
        known.push("disks/debian", "13", "amd64", "arm64")
        known.push("disks/tools", "1", "amd64", single=True)
        yield known


@pytest.fixture(autouse=True)
def nobody_is_logged_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRY_AUTH_FILE", str(tmp_path / "auth.json"))


@pytest.fixture(name="root")
def a_repository(here: Registry, tmp_path: Path) -> Path:
    (tmp_path / "repository" / "catalog").mkdir(parents=True)
    catalog = tmp_path / "repository" / "catalog" / "lab.yaml"
    catalog.write_text(CATALOG.format(host=here.address), encoding="utf-8")
    return tmp_path / "repository"


def lock_of(root: Path) -> Lock:
    lock, faults = read_lock(read(root)[0])
    assert faults == ()
    assert lock is not None
    return lock


def log_in(root: Path, here: Registry, *, password: str = SECRET) -> None:
    auth = base64.b64encode(f"web:{password}".encode()).decode()
    content = {"auths": {here.address: {"auth": auth}}}
    (root.parent / "auth.json").write_text(json.dumps(content), encoding="utf-8")


def test_every_image_is_locked(here: Registry, root: Path) -> None:
    ran = run("-C", root, "lock")
    debian, tools = f"{here.address}/disks/debian:13", f"{here.address}/disks/tools:1"
    assert ran.out == f"new: {debian}\nnew: {tools}\n2 images in {LOCK}, 2 changed\n"
    assert (ran.exit_code, ran.err) == (0, "")
    images = lock_of(root).images
    assert {reference: sorted(one.platforms) for reference, one in images.items()} == {
        debian: ["amd64", "arm64"],
        tools: ["amd64"],
    }
    assert images[tools].platforms["amd64"] == images[tools].digest


def test_what_is_locked_already_is_not_written_again(root: Path) -> None:
    run("-C", root, "lock")
    written = (root / LOCK).stat()
    ran = run("-C", root, "lock")
    assert ran.out == f"2 images in {LOCK}, 0 changed\n"
    assert (root / LOCK).stat().st_mtime_ns == written.st_mtime_ns


def test_a_build_is_told_nothing_is_wrong_with_what_is_locked(root: Path) -> None:
    run("-C", root, "lock")
    assert run("-C", root, "check").err == "nothing to report\n"


def test_check_writes_nothing_and_tells_what_is_stale(here: Registry, root: Path) -> None:
    new = run("-C", root, "lock", "--check")
    assert (new.exit_code, new.out.count("new: "), (root / LOCK).exists()) == (1, 2, False)
    run("-C", root, "lock")
    assert run("-C", root, "lock", "--check").out == "up to date: 2 images\n"
    here.push("disks/tools", "1", "amd64", "arm64")
    moved = run("-C", root, "lock", "--check")
    assert (moved.exit_code, moved.out) == (1, f"changed: {here.address}/disks/tools:1\n")
    assert moved.err == "run `vmgen lock`, and commit what it writes\n"
    assert sorted(lock_of(root).images[f"{here.address}/disks/tools:1"].platforms) == ["amd64"]


def test_what_is_not_used_any_more_goes(here: Registry, root: Path) -> None:
    run("-C", root, "lock")
    catalog = root / "catalog" / "lab.yaml"
    catalog.write_text(catalog.read_text(encoding="utf-8").partition("  - name: tools")[0], encoding="utf-8")
    assert f"unused: {here.address}/disks/tools:1\n" in run("-C", root, "lock").out
    assert list(lock_of(root).images) == [f"{here.address}/disks/debian:13"]


def test_what_vendor_wrote_is_kept(root: Path) -> None:
    manifest = LockedManifest(url="https://mirror.example.org/cdi-operator.yaml", sha256="0" * 64)
    write_lock(Lock(manifests={"cdi-v1.66.0.yaml": manifest}), root)
    assert run("-C", root, "lock").exit_code == 0
    assert lock_of(root).manifests == {"cdi-v1.66.0.yaml": manifest}
    assert len(lock_of(root).images) == 2


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(404), "the registry has no such image"),
        (Reply(403), "the registry lets nobody see it who is not logged in, or has no such image"),
        (Reply(429, {"Retry-After": "3600"}), "answers no more questions for now"),
        (Reply(body=b"<html>"), "the registry's answer cannot be read"),
    ],
)
def test_an_image_that_cannot_be_found_out_about_is_told_at_its_line(
    here: Registry, root: Path, reply: Reply, message: str
) -> None:
    here.instead["/v2/disks/tools/manifests/1"] = [reply]
    ran = run("-C", root, "lock")
    assert ran.exit_code == 1
    assert f"error[VM908]: `{here.address}/disks/tools:1`: " in ran.err
    assert message in ran.err
    assert f"--> catalog/lab.yaml:{LINE_OF_TOOLS}:" in ran.err
    if reply.status != 429:  # who asks too often is told nothing about the others either
        assert list(lock_of(root).images) == [f"{here.address}/disks/debian:13"]


def test_what_is_known_of_it_stays(here: Registry, root: Path) -> None:
    run("-C", root, "lock")
    known = lock_of(root)
    here.instead["/v2/disks/tools/manifests/1"] = [Reply(403)]
    ran = run("-C", root, "lock")
    assert (ran.exit_code, ran.out) == (1, f"2 images in {LOCK}, 0 changed\n")
    assert lock_of(root) == known


def test_errors_of_the_catalog_come_first(here: Registry, root: Path) -> None:
    (root / "catalog" / "bad.yaml").write_text("kind: [\n", encoding="utf-8")
    ran = run("-C", root, "lock")
    assert ran.exit_code == 1
    assert "catalog/bad.yaml" in ran.err
    assert ran.err.endswith("no registry was asked: mend the errors first\n")
    assert here.asked == []


def test_a_broken_lock_is_not_written_over(here: Registry, root: Path) -> None:
    (root / LOCK).write_text("<<<<<<< ours\nimages: {}\n", encoding="utf-8")
    assert run("-C", root, "lock").exit_code == 1
    assert (root / LOCK).read_text(encoding="utf-8") == "<<<<<<< ours\nimages: {}\n"
    assert here.asked == []


def test_what_a_plain_tag_lacks_is_looked_for_under_the_next(here: Registry, root: Path) -> None:
    names = ("apiserver", "cloner", "controller", "importer", "operator", "uploadproxy", "uploadserver")
    for name in names:
        here.push(f"kv/cdi-{name}", "v1.66.0", "amd64", "arm64")
        here.push(f"kv/cdi-{name}", "v1.66.0-arm64", "arm64", single=True)
    here.push("kv/cdi-importer", "v1.66.0", "amd64")
    (root / "catalog" / "lab.yaml").write_text(
        "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: pi}\nspec:\n"
        "  nodes: [{name: pi, architecture: arm64}]\n  kubevirt: {version: v1.9.0, manage: false}\n"
        f"  cdi: {{version: v1.66.0, registry: {here.address}/kv, releaseURL: https://mirror.example.org}}\n",
        encoding="utf-8",
    )
    ran = run("-C", root, "lock")
    assert (ran.exit_code, ran.err) == (0, "")
    assert len(lock_of(root).images) == 14
    assert run("-C", root, "build").exit_code == 0
    written = (root / "clusters" / "pi" / "kubevirt-cdi" / "kustomization.yaml").read_text(encoding="utf-8")
    assert f"{here.address}/kv/cdi-importer:v1.66.0-arm64" in written


def test_what_is_the_same_for_many_images_is_told_once(here: Registry, root: Path) -> None:
    cluster = (root / "catalog" / "lab.yaml").read_text(encoding="utf-8")
    cdi = f"cdi: {{version: v1.66.0, registry: {here.address}/kv, releaseURL: https://mirror.example.org}}"
    cluster = cluster.replace("cdi: {version: v1.66.0, manage: false}", cdi)
    (root / "catalog" / "lab.yaml").write_text(cluster, encoding="utf-8")
    ran = run("-C", root, "lock")
    assert ran.exit_code == 1
    assert ran.err.count("error[VM908]") == 1
    assert f"`{here.address}/kv/cdi-apiserver:v1.66.0` and 6 more: the registry has no such image" in ran.err
    assert len(lock_of(root).images) == 2


def test_no_login_is_printed_or_written(here: Registry, root: Path) -> None:
    here.user = f"web:{SECRET}"
    log_in(root, here)
    ran = run("-C", root, "lock")
    assert ran.exit_code == 0
    log_in(root, here, password="wrong-" + SECRET)
    here.instead["/token"] = [Reply(401, body=SECRET.encode())]
    refused = run("-C", root, "lock")
    assert refused.exit_code == 1
    told = ran.out + ran.err + refused.out + refused.err
    secrets = (SECRET, base64.b64encode(f"web:{SECRET}".encode()).decode(), "token-for")
    assert [secret for secret in secrets if secret in told] == []
    for file in (one for one in root.rglob("*") if one.is_file()):
        assert [secret for secret in secrets if secret.encode() in file.read_bytes()] == []


def test_a_file_of_logins_that_cannot_be_read_is_named(root: Path) -> None:
    (root.parent / "auth.json").write_text(SECRET, encoding="utf-8")
    ran = run("-C", root, "lock")
    assert (ran.exit_code, ran.err) == (0, f"{root.parent / 'auth.json'} cannot be read: no login is taken from it\n")


def test_a_run_that_is_stopped_leaves_the_lock_as_it_was(here: Registry, root: Path) -> None:
    run("-C", root, "lock")
    before = (root / LOCK).read_bytes()
    here.push("disks/debian", "13", "amd64")
    here.instead["/v2/disks/tools/manifests/1"] = [Reply(pause=30)]
    asked = len(here.asked)
    command = [sys.executable, "-m", "vmgen", "-C", str(root), "lock"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=dict(os.environ))
    deadline = time.monotonic() + 30
    while len(here.asked) < asked + 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (root / LOCK).read_bytes() == before
    assert sorted(one.name for one in (root / "catalog").iterdir()) == ["lab.yaml", "vmgen.lock.yaml"]


def test_a_catalog_that_cannot_be_written_to_is_told(root: Path) -> None:
    if os.geteuid() == 0:
        (root / LOCK).mkdir()
        (root / LOCK / "a").touch()
    else:
        (root / "catalog").chmod(0o500)
    ran = run("-C", root, "lock")
    (root / "catalog").chmod(0o700)
    assert ran.exit_code == 1
    assert "Traceback" not in ran.err
