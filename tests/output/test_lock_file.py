"""Is the lock the same text whoever wrote it, and is what the other command wrote kept?"""

from pathlib import Path

import pytest

from vmgen.model.lock import Lock, LockedImage, LockedManifest, read_lock
from vmgen.output.lock_file import lock_text, write_lock
from vmgen.output.ownership import is_ours
from vmgen.syntax.attachments import LOCK
from vmgen.syntax.sources import read

A, B = "sha256:" + "a" * 64, "sha256:" + "b" * 64
MANIFEST = LockedManifest(url="https://mirror.example.org/cdi-operator.yaml", sha256="0" * 64)
MULTI = LockedImage(digest=A, platforms={"arm64": B, "amd64": A})
SINGLE = LockedImage(digest=B, platforms={})


def test_it_is_sorted_and_whole() -> None:
    lock = Lock(manifests={"cdi-v1.66.0.yaml": MANIFEST}, images={"b/z:1": SINGLE, "localhost:5000/a:1": MULTI})
    assert (
        lock_text(lock)
        == f"""\
# What the network knew of manifests and images. `vmgen vendor` and `vmgen lock` write it: commit it.
manifests:
  cdi-v1.66.0.yaml:
    sha256: "{"0" * 64}"
    url: https://mirror.example.org/cdi-operator.yaml
images:
  b/z:1:
    digest: {B}
    platforms: {{}}
  localhost:5000/a:1:
    digest: {A}
    platforms:
      amd64: {A}
      arm64: {B}
"""
    )


@pytest.mark.parametrize("lock", [Lock(), Lock(images={"a:1": MULTI}), Lock(manifests={"cdi-v1.66.0.yaml": MANIFEST})])
def test_what_is_written_is_read_back(lock: Lock, tmp_path: Path) -> None:
    write_lock(lock, tmp_path)
    sources, faults = read(tmp_path)
    assert faults == ()
    assert read_lock(sources) == (lock, ())


def test_each_command_keeps_what_the_other_wrote() -> None:
    vendored = Lock(images={"a:1": MULTI}).with_manifests({"cdi-v1.66.0.yaml": MANIFEST})
    assert vendored.with_images({"b:1": SINGLE}) == Lock(
        manifests={"cdi-v1.66.0.yaml": MANIFEST}, images={"b:1": SINGLE}
    )


def test_no_build_takes_it_for_a_file_of_its_own(tmp_path: Path) -> None:
    write_lock(Lock(images={"a:1": MULTI}), tmp_path)
    assert not is_ours((tmp_path / LOCK).read_bytes())
