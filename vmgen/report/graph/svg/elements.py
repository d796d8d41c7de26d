"""Elements of an SVG: escaped, without control characters, and texts no longer than their room."""

from collections.abc import Iterable
from html import escape
from unicodedata import east_asian_width

TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 13.0, 11.5, 10.5
_MONOSPACE = 0.602
"""Of the size of a monospaced font: how wide a character is."""
_PROPORTIONAL = 0.55
"""The same of a proportional one, on average and a little more."""


def element(name: str, content: Iterable[str] | None = None, **attributes: str | float) -> str:
    """`class_` is the attribute `class`, `text_anchor` is `text-anchor`. The content is elements, already escaped."""
    written = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{''.join(content)}</{name}>"


def words(text: str) -> str:
    """Text as the content of an element. What is not printable, XML need not have."""
    return escape("".join(one if one.isprintable() else " " for one in text), quote=True)


def line(text: str, *, x: float, y: float, class_: str, room: float) -> str:
    """A line of text; where it has no room, its beginning."""
    return element("text", [words(_fitted(text, room, class_))], x=x, y=y, class_=class_)


def width(text: str, class_: str) -> float:
    """About how wide a text is."""
    sizes = {"name": TITLE_SIZE * _MONOSPACE, "pill": SMALL_SIZE * _MONOSPACE}
    return columns(text) * sizes.get(class_.partition(" ")[0], TEXT_SIZE * _PROPORTIONAL)


def columns(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def _fitted(text: str, room: float, class_: str) -> str:
    if width(text, class_) <= room:
        return text
    shown = text
    while shown and width(f"{shown}…", class_) > room:
        shown = shown[:-1]
    return f"{shown}…"


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return words(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
