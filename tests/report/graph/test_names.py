"""Is every text of a graph shown as it is, in each format, whatever is in it?"""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from tests.report.graph.graphs import ODD, graph_with, names, texts
from vmgen.report.graph import GRAPH_FORMATS
from vmgen.report.graph import mermaid as mermaid_format
from vmgen.report.graph.dot import render_dot
from vmgen.report.graph.mermaid import render_mermaid
from vmgen.report.graph.svg import render_svg

SVG = "{http://www.w3.org/2000/svg}"
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
MERMAID_LINE = re.compile(
    r"flowchart LR| *(?:direction LR|end|classDef \w+ [\w: .-]+"
    r'|subgraph [a-zX0-9_]+\["[^"]*"\]'
    r'|[a-zX0-9_]+(?:\["[^"]*"\]|\(\["[^"]*"\]\)|\[\["[^"]*"\]\])(?::::\w+)?'
    r"|[a-zX0-9_]+ -\.?->(?:\|[a-z ]+\|)? [a-zX0-9_]+)",
    re.IGNORECASE,
)
UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\ud800-\udfff]")


def visible(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)


@given(texts)
def test_svg_is_xml_and_names_are_texts(text: str) -> None:
    root = ET.fromstring(render_svg(graph_with(text)))  # noqa: S314 # we wrote it ourselves
    told = [one.text or "" for one in root.iter(f"{SVG}title")]
    assert f"{visible(text)}; not written by vmgen" in told
    assert f"namespace {visible(text)}: 1 machine" in told
    assert root.findtext(f"{SVG}desc", "").startswith(f"Cluster {visible(text)}: ")


def test_svg_needs_nothing_from_elsewhere() -> None:
    drawn = render_svg(graph_with(ODD))
    assert re.findall(r"(?:href|src|url\((?!#)|@import|<script|<image|<foreignObject)", drawn) == []
    assert drawn.count("http") == 1  # the name of SVG itself
    assert "prefers-color-scheme:dark" in drawn


def test_svg_says_what_it_is_to_who_does_not_see_it() -> None:
    root = ET.fromstring(render_svg(graph_with("web")))  # noqa: S314 # we wrote it ourselves
    ids = {one.get("id") for one in root.iter()}
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= ids
    assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]


@given(texts)
def test_dot_has_every_text_in_quotes(text: str) -> None:
    lines = render_dot(graph_with(text)).splitlines()
    assert len(lines) == len(render_dot(graph_with("x")).splitlines())
    labels = [_dot_text(one) for line in lines for one in QUOTED.findall(line)]
    assert f"{visible(text)}\nnot written by vmgen" in labels
    assert [line for line in lines if '"' in QUOTED.sub("", line)] == []


@given(texts)
def test_mermaid_has_lines_that_it_knows_and_nothing_else(text: str) -> None:
    lines = render_mermaid(graph_with(text)).splitlines()
    assert [line for line in lines if not MERMAID_LINE.fullmatch(line)] == []
    labels = [_mermaid_text(one) for line in lines for one in re.findall(r'"([^"]*)"', line)]
    assert f"{visible(text)}\nnot written by vmgen" in labels
    assert [
        one for line in lines for one in re.findall(r'"([^"]*)"', line) if re.search(r"[<>&`*:](?!br/|)", one)
    ] == []


@given(names, names, names, names)
def test_different_names_have_different_ids_in_mermaid(a: str, b: str, c: str, d: str) -> None:
    assert (mermaid_format._id("namespace", a, b) == mermaid_format._id("namespace", c, d)) is ((a, b) == (c, d))


@pytest.mark.parametrize("format_", GRAPH_FORMATS)
@given(text=texts)
def test_no_format_holds_what_a_terminal_obeys_or_no_encoding_has(format_: str, text: str) -> None:
    assert not UNSAFE.search(GRAPH_FORMATS[format_](graph_with(text)))


@pytest.mark.parametrize("format_", GRAPH_FORMATS)
def test_a_graph_of_nothing_is_one(format_: str) -> None:
    assert GRAPH_FORMATS[format_](())


def _dot_text(quoted: str) -> str:
    shown = re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], quoted)
    return shown.replace("&amp;", "&")


def _mermaid_text(quoted: str) -> str:
    return re.sub(r"#(\d+);", lambda one: chr(int(one[1])), quoted.replace("<br/>", "\n"))
