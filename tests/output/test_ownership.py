"""Is a file known as ours by its first line, whatever a checkout or an editor did to it?"""

import pytest

from vmgen.output.ownership import MARK_LENGTH, header, is_ours

HEADER = "# Written by vmgen from catalog/machines/web.yaml. Do not edit."


def test_header_names_the_sources() -> None:
    assert header("catalog/machines/web.yaml") == HEADER


def test_header_is_one_line_whatever_a_file_is_called() -> None:
    assert header("a\nkind: Secret\r\u2028\ud800\0") == "# Written by vmgen from a?kind: Secret????. Do not edit."


@pytest.mark.parametrize("text", [HEADER, f"{HEADER}\nkind: A\n", f"{HEADER}\r\nkind: A\r\n", f"\ufeff{HEADER}\n"])
def test_what_starts_with_the_header_is_ours(text: str) -> None:
    assert is_ours(text)
    assert is_ours(text.encode())
    assert is_ours(text.encode()[:MARK_LENGTH])


@pytest.mark.parametrize("label", ["HEAD", "a" * 256, "東京"])
def test_a_conflict_about_the_header_is_ours(label: str) -> None:
    text = f"<<<<<<< {label}\n{HEADER}\n=======\n{HEADER}\n>>>>>>> b\nkind: A\n"
    assert is_ours(text)
    assert is_ours(text.encode()[:MARK_LENGTH])


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\n", f"<<<<<<< HEAD\n# mine\n=======\n{HEADER}\n>>>>>>> b\n", f"<<<<<<<\n{HEADER}"]
)
def test_a_conflict_about_something_else_is_not_ours(text: str) -> None:
    assert not is_ours(text)


@pytest.mark.parametrize(
    "text", ["", "\n", f"\n{HEADER}", f" {HEADER}", f"---\n{HEADER}", "# Written by hand", HEADER[:17]]
)
def test_what_does_not_start_with_the_header_is_not_ours(text: str) -> None:
    assert not is_ours(text)
    assert not is_ours(text.encode())


@pytest.mark.parametrize("content", [HEADER.encode("utf-16"), b"\xff" + HEADER.encode(), b"\x80\x81"])
def test_what_is_not_utf_8_is_not_ours(content: bytes) -> None:
    assert not is_ours(content)
