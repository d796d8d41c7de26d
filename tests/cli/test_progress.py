"""A bar is for people who wait: on a terminal, and not for what is over at once."""

import io
import sys

import pytest

from vmgen.cli.progress import ProgressBar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, *, seconds: float, stream: io.StringIO) -> str:
    """What is written of work that has taken so long, half done, with a word in between."""
    clock = iter((0.0,))
    monkeypatch.setattr("time.monotonic", lambda: next(clock, seconds))
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressBar("bytes") as bar:
        bar.begin("kubevirt-v1.9.0.yaml")
        bar(1500, 3000)
        bar.tell("example.org: the server answers 503")
        bar(2000, 0)
    return stream.getvalue()


def test_work_of_a_while_is_shown_on_a_terminal_and_wiped_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, seconds=2, stream=Terminal()) == (
        "\r\x1b[2K[###############...............] kubevirt-v1.9.0.yaml: 1,500 of 3,000 bytes"
        "\r\x1b[2Kexample.org: the server answers 503\n"
        "\r\x1b[2K[..............................] kubevirt-v1.9.0.yaml: 2,000 bytes"
        "\r\x1b[2K"
    )


@pytest.mark.parametrize(("seconds", "stream"), [(0.9, Terminal()), (2, io.StringIO())], ids=["moment", "no terminal"])
def test_nothing_else_is_shown(seconds: float, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, seconds=seconds, stream=stream) == "example.org: the server answers 503\n"
