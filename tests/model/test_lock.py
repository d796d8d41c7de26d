"""What the lock may say, and where it is told what it may not."""

import pytest

from tests.support import BASE, compile_files, names, shown
from vmgen.model.lock import Lock, read_lock
from vmgen.syntax.attachments import LOCK

DIGEST = "sha256:" + "a" * 64
IMAGE = "quay.io/kubevirt/virt-operator:v1.9.0"
WHOLE = f"""\
manifests:
  kubevirt-v1.9.0.yaml:
    url: https://mirror.example.org/kubevirt/v1.9.0/kubevirt-operator.yaml
    sha256: "{"1" * 64}"
images:
  {IMAGE}:
    digest: {DIGEST}
    platforms:
      amd64: {DIGEST}
"""


def told(text: str) -> list[tuple[int, str, str]]:
    compilation = compile_files({**BASE, LOCK: text})
    assert {one.problem.at.file for one in compilation.diagnostics} <= {LOCK}
    return [(shown(compilation, one)[1], one.code.name, one.problem.message) for one in compilation.diagnostics]


def test_a_catalog_without_a_lock_has_none() -> None:
    assert read_lock({}) == (None, ())
    assert compile_files(BASE).fleet.lock is None


def test_the_fleet_carries_what_it_says() -> None:
    lock = compile_files({**BASE, LOCK: WHOLE}).fleet.lock
    assert lock is not None
    assert lock.images[IMAGE].platforms == {"amd64": DIGEST}
    assert lock.manifests["kubevirt-v1.9.0.yaml"].sha256 == "1" * 64


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}\n", "images: {}\n", "---\n"])
def test_a_lock_that_says_nothing_is_one(text: str) -> None:
    assert read_lock({LOCK: text}) == (Lock(), ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("images:", "image:", (5, "unknown-field", "unknown key `image`")),
        ("digest:", "digset:", (7, "unknown-field", "unknown key `digset`")),
        ("amd64:", "arm46:", (9, "invalid-value", "`arm46` is not one of `amd64`, `arm64`, `s390x`")),
        (f"digest: {DIGEST}", "digest: sha256:abc", (7, "invalid-value", "`sha256:abc` is not a digest")),
        ("1" * 64, "1234", (4, "invalid-value", "`1234` is not a SHA-256")),
        ("https://", "ftp://", (3, "invalid-value", "is not an HTTP address")),
        (f"{IMAGE}:", "Quay IO:", (6, "invalid-value", "`Quay IO` is not a container image")),
        ("images:", "manifests:", (5, "duplicate-key", "`manifests`")),
        (f"digest: {DIGEST}", "digest: [", (7, "invalid-yaml", "")),
    ],
)
def test_what_it_may_not_say_is_told_at_its_line(old: str, new: str, expected: tuple[int, str, str]) -> None:
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    line, name, message = next(one for one in told(text) if one[1] == expected[1])
    assert (line, name) == expected[:2]
    assert expected[2] in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", (1, "wrong-type", "a lock that is no mapping")),
        ("hello\n", (1, "wrong-type", "a lock that is no mapping")),
        ("images: {}\n---\nimages: {}\n", (3, "wrong-type", "a second document, where there can be one")),
        ("images:\n", (1, "wrong-type", "`images` has no value")),
    ],
)
def test_a_lock_of_another_shape_is_told(text: str, expected: tuple[int, str, str]) -> None:
    assert told(text) == [expected]


def test_nobody_trusts_a_lock_with_a_fault() -> None:
    compilation = compile_files({**BASE, LOCK: WHOLE.replace("amd64", "arm46")})
    assert names(compilation) == ["invalid-value"]
    assert compilation.fleet.lock is None
    assert LOCK in compilation.fleet.broken
