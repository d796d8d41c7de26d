"""Which files are the catalog, and what happens to those that nobody can read?"""

import os
from pathlib import Path

import pytest

from vmgen.diagnostics import Diagnostics, Location, Span
from vmgen.syntax.sources import read


def written(root: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root


def told(faults: Diagnostics) -> list[tuple[str, str, Location]]:
    return [(one.code.name, one.problem.message, one.problem.at) for one in faults]


def test_yaml_files_of_all_folders_are_read_in_order(tmp_path: Path) -> None:
    files = {"catalog/z.yaml": b"z: 1\n", "catalog/web/b.yml": b"b: 1\n", "catalog/web/a/c.yaml": b""}
    assert list(read(written(tmp_path, files))[0].items()) == [
        ("catalog/web/a/c.yaml", ""),
        ("catalog/web/b.yml", "b: 1\n"),
        ("catalog/z.yaml", "z: 1\n"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "catalog/.hidden.yaml",
        "catalog/.git/config.yaml",
        "catalog/vendor/deep/kubevirt.yaml",
        "catalog/web/vmgen.lock.yaml",
        "catalog/web/images.lock.yml",
        "catalog/README.md",
        "catalog/web.yaml.bak",
        "catalog/web.YAML",
        "catalog/yaml",
        "clusters/homelab/kustomization.yaml",
        "web.yaml",
    ],
)
def test_other_files_are_no_catalog(tmp_path: Path, path: str) -> None:
    (tmp_path / "catalog").mkdir()
    assert read(written(tmp_path, {path: b"\xff"})) == ({}, ())


def test_what_was_fetched_comes_with_every_byte(tmp_path: Path) -> None:
    files = {"catalog/vendor/kubevirt-v1.9.0.yaml": b"a: 1\r\n", "catalog/vendor/.vmgen-tmp-1": b"a"}
    assert read(written(tmp_path, files)) == ({"catalog/vendor/kubevirt-v1.9.0.yaml": "a: 1\r\n"}, ())


def test_only_the_topmost_vendor_folder_holds_what_was_fetched(tmp_path: Path) -> None:
    assert list(read(written(tmp_path, {"catalog/web/vendor/a.yaml": b"", "catalog/vendor.yaml": b""}))[0]) == [
        "catalog/vendor.yaml",
        "catalog/web/vendor/a.yaml",
    ]


def test_texts_come_without_carriage_returns_and_byte_order_mark(tmp_path: Path) -> None:
    texts, faults = read(written(tmp_path, {"catalog/a.yaml": b"\xef\xbb\xbfa: \xc3\xa4\r\nb: 1\r\n"}))
    assert (texts, faults) == ({"catalog/a.yaml": "a: ä\nb: 1\n"}, ())


def test_our_own_lock_is_read(tmp_path: Path) -> None:
    files = {"catalog/vmgen.lock.yaml": b"images: {}\r\n", "catalog/.vmgen-tmp-1": b"images"}
    assert read(written(tmp_path, files)) == ({"catalog/vmgen.lock.yaml": "images: {}\n"}, ())


def test_attachments_come_with_every_byte(tmp_path: Path) -> None:
    files = {"catalog/a.sops.yaml": b"a: 1\r\n", "catalog/b.sealed.yml": b"b: 1\r\n", "catalog/.sops.yaml": b"c: 1\n"}
    assert read(written(tmp_path, files))[0] == {"catalog/a.sops.yaml": "a: 1\r\n", "catalog/b.sealed.yml": "b: 1\r\n"}


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\xff", 1), (b"a: 1\nb: \xe4\n", 2), ("a: 1\n".encode("utf-16"), 1), (b"a: 1\r\n\r\n\xed\xa0\x80\n", 3)],
)
def test_what_is_not_utf_8_is_told_at_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    texts, faults = read(written(tmp_path, {"catalog/a.yaml": content, "catalog/b.yaml": b"b: 1"}))
    assert texts == {"catalog/b.yaml": "b: 1"}
    assert told(faults) == [("unreadable-file", "not UTF-8 text", Location("catalog/a.yaml", span=Span(line, 1, 2)))]


def test_a_link_within_the_repository_is_followed(tmp_path: Path) -> None:
    root = written(tmp_path / "repository", {"shared/web.yaml": b"a: 1", "catalog/b.yaml": b"b: 1"})
    (root / "catalog" / "web.yaml").symlink_to("../shared/web.yaml")
    assert read(root) == ({"catalog/b.yaml": "b: 1", "catalog/web.yaml": "a: 1"}, ())


@pytest.mark.parametrize("target", ["../../outside.yaml", "/etc/passwd", "../../repository-2/web.yaml"])
def test_a_link_out_of_the_repository_is_refused(tmp_path: Path, target: str) -> None:
    root = written(tmp_path, {"outside.yaml": b"a: 1", "repository-2/web.yaml": b"", "repository/catalog/b.yaml": b""})
    root /= "repository"
    (root / "catalog" / "web.yaml").symlink_to(target)
    texts, faults = read(root)
    assert texts == {"catalog/b.yaml": ""}
    assert told(faults) == [
        (
            "unreadable-file",
            "a link that leads out of the repository",
            Location("catalog/web.yaml", span=Span(1, 1, 2)),
        )
    ]


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"catalog/b.yaml": b""})
    (tmp_path / "catalog" / "web.yaml").symlink_to("gone.yaml")
    assert [message for _, message, _ in told(read(tmp_path)[1])] == ["No such file or directory"]


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"catalog/b.yaml": b""})
    (tmp_path / "catalog" / "web.yaml").symlink_to("web.yaml")
    assert [(name, at.file) for name, _, at in told(read(tmp_path)[1])] == [("unreadable-file", "catalog/web.yaml")]


def test_a_link_to_a_folder_that_is_called_like_a_file_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"catalog/b.yaml": b""})
    (tmp_path / "catalog" / "web.yaml").symlink_to(".")
    assert [message for _, message, _ in told(read(tmp_path)[1])] == ["Is a directory"]


def test_linked_folders_are_not_walked(tmp_path: Path) -> None:
    written(tmp_path, {"catalog/a.yaml": b"", "elsewhere/b.yaml": b""})
    (tmp_path / "catalog" / "linked").symlink_to("../elsewhere")
    (tmp_path / "catalog" / "again").symlink_to(".")
    assert list(read(tmp_path)[0]) == ["catalog/a.yaml"]


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    written(tmp_path, {"catalog/a.yaml": b"a: 1"})
    os.mkfifo(tmp_path / "catalog" / "pipe.yaml")
    (tmp_path / "catalog" / "web.yaml").symlink_to("pipe.yaml")
    texts, faults = read(tmp_path)
    assert list(texts) == ["catalog/a.yaml"]
    assert [(message, at.file) for _, message, at in told(faults)] == [
        ("neither a file nor a folder", "catalog/pipe.yaml"),
        ("neither a file nor a folder", "catalog/web.yaml"),
    ]


@pytest.mark.parametrize("name", [b"\xff.yaml", b"\xff/a.yaml"])
def test_a_name_that_is_no_text_is_told(tmp_path: Path, name: bytes) -> None:
    written(tmp_path, {"catalog/b.yaml": b"", os.fsdecode(b"catalog/" + name): b"a: 1"})
    texts, faults = read(tmp_path)
    shown = "catalog/" + name.replace(b"\xff", b"?").decode()
    assert list(texts) == ["catalog/b.yaml"]
    assert told(faults) == [("unreadable-file", "a name that is not UTF-8 text", Location(shown, span=Span(1, 1, 2)))]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can list everything")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path, {"catalog/a.yaml": b"a: 1", "catalog/closed/b.yaml": b""}) / "catalog" / "closed"
    folder.chmod(0)
    texts, faults = read(tmp_path)
    folder.chmod(0o700)
    assert list(texts) == ["catalog/a.yaml"]
    assert [(message, at.file) for _, message, at in told(faults)] == [("Permission denied", "catalog/closed")]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"catalog/a.yaml": b"a: 1"})
    (tmp_path / "catalog" / "a.yaml").chmod(0)
    assert [message for _, message, _ in told(read(tmp_path)[1])] == ["Permission denied"]


def test_a_folder_that_is_called_like_a_file_is_a_folder(tmp_path: Path) -> None:
    assert list(read(written(tmp_path, {"catalog/web.yaml/a.yaml": b""}))[0]) == ["catalog/web.yaml/a.yaml"]
