"""Is a reference read as container runtimes read it?"""

import pytest

from vmgen.model.image_reference import image_reference

DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("text", "host", "repository", "wanted"),
    [
        ("debian", "docker.io", "library/debian", "latest"),
        ("debian:13", "docker.io", "library/debian", "13"),
        ("disks/debian:13", "docker.io", "disks/debian", "13"),
        ("docker.io/debian:13", "docker.io", "library/debian", "13"),
        ("quay.io/containerdisks/debian:13-2511", "quay.io", "containerdisks/debian", "13-2511"),
        ("localhost/debian", "localhost", "debian", "latest"),
        ("localhost:5000/debian", "localhost:5000", "debian", "latest"),
        ("registry:5000/a/b__c.d-e:1", "registry:5000", "a/b__c.d-e", "1"),
        ("127.0.0.1:5000/a:1", "127.0.0.1:5000", "a", "1"),
        (f"quay.io/a/b@{DIGEST}", "quay.io", "a/b", DIGEST),
        (f"quay.io/a/b:1@{DIGEST}", "quay.io", "a/b", DIGEST),
        (f"debian@{DIGEST}", "docker.io", "library/debian", DIGEST),
    ],
)
def test_a_reference_has_parts(text: str, host: str, repository: str, wanted: str) -> None:
    read = image_reference(text)
    assert read is not None
    assert (read.host, read.repository, read.wanted) == (host, repository, wanted)


@pytest.mark.parametrize(
    "text",
    ["", ":1", "a:", "quay.io/", "quay.io//a", "quay.io/A", "a@sha256:abc", "a@", "a/../b", "a b", "-a/b.c/d", "a:1:2"],
)
def test_what_no_runtime_takes_is_no_reference(text: str) -> None:
    assert image_reference(text) is None


@pytest.mark.parametrize("text", ["quay.io/a/b:1", "quay.io/a/b", f"quay.io/a/b:1@sha256:{'b' * 64}"])
def test_pinned_it_has_no_tag(text: str) -> None:
    read = image_reference(text)
    assert read is not None
    assert read.pinned(DIGEST) == f"quay.io/a/b@{DIGEST}"
