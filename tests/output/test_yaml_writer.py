"""Does every reader of YAML understand what is written, and understand it alike?"""

import enum
import math
import unicodedata
from collections import namedtuple
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.output.texts import MERGE_KEY, NASTY, OF_SEVERAL_LINES, OTHER_THAN_A_SCALAR, OTHER_THAN_TEXT, PLAIN, REFUSED
from vmgen.output.yaml_writer import UnwritableError, scalar, write_yaml

Reader = Callable[[str], Any]

LONGEST_KEY = 1000

READERS: dict[str, Reader] = {
    "YAML 1.1, libyaml": lambda text: list(yaml.load_all(text, yaml.CSafeLoader)),
    "YAML 1.1, Python": lambda text: list(yaml.load_all(text, yaml.SafeLoader)),
    "YAML 1.2, Python": lambda text: list(YAML(typ="safe", pure=True).load_all(text)),
}
each_reader = pytest.mark.parametrize("read", READERS.values(), ids=READERS)

readable = st.text(
    st.characters(codec="utf-8", exclude_characters="\x7f\ufffe\uffff" + "".join(map(chr, range(0x80, 0xA0))))
)
pieces = st.lists(st.sampled_from(NASTY) | readable, max_size=4)
texts = st.one_of(readable, st.sampled_from(NASTY), pieces.map("".join), pieces.map("\n".join))
keys = texts.filter(lambda text: len(scalar(text)) <= LONGEST_KEY and text != MERGE_KEY)
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    texts | numbers | st.booleans(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(keys, children, max_size=4),
    max_leaves=12,
)
documents = st.lists(st.dictionaries(keys, values, min_size=1, max_size=4), min_size=1, max_size=3)


@each_reader
@given(written=documents)
def test_every_reader_reads_what_was_written(read: Reader, written: list[dict[str, Any]]) -> None:
    # repr tells 1 from True and from 1.0, and one order of keys from another
    assert repr(read(write_yaml(written, header="# A header"))) == repr(written)


@each_reader
def test_nasty_texts_survive_as_values_and_items(read: Reader) -> None:
    written = [{"value": text, "item": [text, [text, text]], "lists": [[[text]], [{"a": text}]]} for text in NASTY]
    assert read(write_yaml(written)) == written


@each_reader
def test_nasty_texts_survive_as_keys(read: Reader) -> None:
    written = [
        {text: {text: text, "a": [{text: {}}]}} for text in NASTY if len(text) <= LONGEST_KEY and text != MERGE_KEY
    ]
    assert read(write_yaml(written)) == written


@given(written=documents)
def test_no_line_ends_in_a_blank_and_no_file_in_an_empty_line(written: list[dict[str, Any]]) -> None:
    lines = write_yaml(written).split("\n")
    assert [line for line in lines if line != line.rstrip(" \t")] == []
    assert lines[-2:] == [lines[-2] or "the last line is not empty", ""]


@given(written=documents)
def test_no_line_break_is_written_but_line_feeds(written: list[dict[str, Any]]) -> None:
    text = write_yaml(written)
    assert text.splitlines() == text.removesuffix("\n").split("\n")


@pytest.mark.parametrize("text", PLAIN)
def test_names_paths_and_quantities_stay_plain(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize("text", [*OTHER_THAN_TEXT, *OTHER_THAN_A_SCALAR])
def test_what_looks_like_something_else_is_quoted(text: str) -> None:
    written = scalar(text)
    assert (written[0], written[-1]) in {('"', '"'), ("'", "'")}


@pytest.mark.parametrize("text", [*OTHER_THAN_A_SCALAR, *OF_SEVERAL_LINES])
def test_a_quoted_text_shows_all_it_holds(text: str) -> None:
    hidden = {"Cc", "Cf", "Zl", "Zp"}
    assert [character for character in scalar(text) if unicodedata.category(character) in hidden] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("it's", '''"it's"'''),
        ('{"vlan": 100}', """'{"vlan": 100}'"""),
        ('"it\'s"', r'''"\"it's\""'''),
        ("a\tb\\", r'"a\tb\\"'),
        ('a"\n', r'"a\"\n"'),
        ("\x00\x1b\xa0\u2028\ufeff\U000e0001", r'"\x00\x1b\xa0\u2028\ufeff\U000e0001"'),
        ("Zürich 😀", '"Zürich 😀"'),
    ],
)
def test_quotes_need_few_escapes(text: str, written: str) -> None:
    assert scalar(text) == written


def test_lists_stand_below_their_key_as_kubectl_prints_them() -> None:
    disks = [{"name": "root", "disk": {"bus": "virtio"}, "bootOrder": 1}, {"name": "data", "tags": ["a", "b"]}]
    written = write_yaml(
        [{"devices": {"disks": disks, "rng": {}, "tpms": []}, "matrix": [["a", ["b"], []], [{"c": {}}]]}]
    )

    assert written == (
        "devices:\n"
        "  disks:\n"
        "  - name: root\n"
        "    disk:\n"
        "      bus: virtio\n"
        "    bootOrder: 1\n"
        "  - name: data\n"
        "    tags:\n"
        "    - a\n"
        "    - b\n"
        "  rng: {}\n"
        "  tpms: []\n"
        "matrix:\n"
        "- - a\n"
        "  - - b\n"
        "  - []\n"
        "- - c: {}\n"
    )


def test_text_of_several_lines_is_a_block() -> None:
    written = write_yaml([{"a": {"ends": "#!/bin/sh\n\n\tmake\n"}, "b": ["open\n  ended"]}])

    assert written == "a:\n  ends: |\n    #!/bin/sh\n\n    \tmake\nb:\n- |-\n  open\n    ended\n"


@pytest.mark.parametrize("text", ["\na\n", " a\nb", "a \nb", "a\t\nb", "a\nb ", "a\n\n", "a\n\r\n", "a\n\u2028"])
def test_text_that_a_block_would_not_keep_is_one_quoted_line(text: str) -> None:
    assert write_yaml([{"a": text}]) == f"a: {scalar(text)}\n"


def test_documents_follow_the_header_and_each_other() -> None:
    assert write_yaml([{"a": 1}, {}, {"b": 2}], header="# Mine.") == "# Mine.\na: 1\n---\n{}\n---\nb: 2\n"
    assert write_yaml([{"a": 1}]) == "a: 1\n"


def test_keys_keep_their_order() -> None:
    assert write_yaml([{"kind": "b", "apiVersion": "a"}]) == "kind: b\napiVersion: a\n"


def test_what_is_shared_is_written_twice() -> None:
    labels = {"app": "web"}
    assert write_yaml([{"a": labels, "b": [labels]}]) == "a:\n  app: web\nb:\n- app: web\n"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (-(2**63), "-9223372036854775808"),
        (2**64 - 1, "18446744073709551615"),
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (1e16, "1.0e+16"),
        (1.5e-7, "1.5e-07"),
        (True, "true"),
        (False, "false"),
    ],
)
def test_numbers_have_a_form_that_both_versions_read(number: float, written: str) -> None:
    assert write_yaml([{"a": number, "b": [number]}]) == f"a: {written}\nb:\n- {written}\n"


class _Bus(enum.StrEnum):
    VIRTIO = "virtio"
    OFF = "off"


class _Policy(str, enum.Enum):  # noqa: UP042 - it prints its name, and must not
    ALWAYS = "Always"
    SEVERAL = "a\nb\n"


class _Level(enum.IntEnum):
    HIGH = 3


def test_kinds_of_text_numbers_and_collections_are_written_as_such() -> None:
    pair = namedtuple("pair", ["left", "right"])  # noqa: PYI024 - a subclass of tuple is the point
    document = MappingProxyType(
        {
            _Policy.ALWAYS: _Policy.ALWAYS,
            "bus": (_Bus.VIRTIO, _Bus.OFF),
            "block": _Policy.SEVERAL,
            "level": _Level.HIGH,
            "pair": pair(1, MappingProxyType({"a": MappingProxyType({})})),
        }
    )
    assert write_yaml([document]) == (
        'Always: Always\nbus:\n- virtio\n- "off"\nblock: |\n  a\n  b\nlevel: 3\npair:\n- 1\n- a: {}\n'
    )


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"spec": {"template": None}}, "spec.template: null means something else to every reader: leave the key out"),
        ({"spec": {"disks": ["a", {"name": None}]}}, "spec.disks.1.name: null"),
        ({"spec": [[], [None]]}, "spec.1.0: null"),
        ({"a": math.nan}, "a: nan is not a number that JSON has"),
        ({"a": [-math.inf]}, "a.0: -inf is not"),
        ({"a": 2**64}, "a: the integer does not fit into 64 bits"),
        ({"a": -(10**5000)}, "a: the integer does not fit into 64 bits"),
        ({"a": {1: "b"}}, "a.1: a key is text, and 1 is not"),
        ({"a": {None: "b"}}, "a.None: a key is text"),
        ({"a": {"b"}}, "a: YAML has no form for set"),
        ({"a": b"b"}, "a: YAML has no form for bytes"),
        *(({"a": {"b": text}}, "a.b: kustomize refuses U+") for text in REFUSED),
        *(({"a": {text: "b"}}, "a.") for text in REFUSED),
        ({"a": {"<<": {"b": "c"}}}, "a.<<: kustomize merges"),
        ({"k" * 1001: 1}, "a key of 1,001 characters is too long for a reader"),
        ({"\0" * 300: 1}, "a key of 300 characters is too long for a reader"),
    ],
)
def test_what_readers_would_not_agree_on_is_refused(document: dict[str, Any], message: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        write_yaml([document])
    assert message in str(refused.value)


@each_reader
@pytest.mark.parametrize("key", ["k" * LONGEST_KEY, "日" * 998, "\x01" * 249])
def test_the_longest_keys_are_read(read: Reader, key: str) -> None:
    written = [{"a": [{key: {key: "b"}}]}]
    assert read(write_yaml(written)) == written
