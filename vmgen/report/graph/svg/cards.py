"""What a link and a namespace look like: how much room they take, and their elements."""

from collections.abc import Iterator, Sequence

from vmgen.report.graph.graph import Link, MachineNode, NamespaceNode, counted
from vmgen.report.graph.svg.elements import element, line, width, words
from vmgen.report.graph.svg.geometry import PORT, Box, Size

_PAD, _LINE, _RADIUS = 12.0, 17.0, 8.0
_BASE = 4.5
"""From the middle of a line of text down to the line on which letters stand."""
_NARROWEST, _WIDEST = 120.0, 300.0
NAMESPACE_WIDTH = 400.0
_HEAD = 36.0
_ROW = 46.0
_PILL_HEIGHT, _PILL_PAD, _PILL_GAP = 17.0, 7.0, 6.0

Pill = tuple[str, str]
"""A text and its class."""


def link_size(link: Link) -> Size:
    widest = max((width(link.name, "name"), *(width(one, "text") for one in link.lines)))
    return Size(min(max(widest, _NARROWEST), _WIDEST) + 2 * _PAD, PORT + len(link.lines) * _LINE + _PAD + 4)


def link_card(link: Link, box: Box, told: str) -> str:
    return element("g", _link(link, box, told), class_="link" if link.is_ours else "link theirs")


def _link(link: Link, box: Box, told: str) -> Iterator[str]:
    room, x, y = box.size.width - 2 * _PAD, box.x + _PAD, box.y + PORT + _BASE
    yield element("title", [words(told)])
    yield _frame(box)
    yield line(link.name, x=x, y=y, class_="name", room=room)
    for place, one in enumerate(link.lines, 1):
        yield line(one, x=x, y=y + 2 + place * _LINE, class_="text", room=room)


def namespace_size(namespace: NamespaceNode) -> Size:
    if namespace.machines:
        return Size(NAMESPACE_WIDTH, _HEAD + len(namespace.machines) * _ROW + 4)
    return Size(NAMESPACE_WIDTH, _HEAD + len(_rows_of_pills(_counted_networks(namespace))) * 22 + 8)


def namespace_card(namespace: NamespaceNode, box: Box) -> str:
    return element("g", _namespace(namespace, box), class_="namespace")


def _namespace(namespace: NamespaceNode, box: Box) -> Iterator[str]:
    count = counted(namespace.count, "machine")
    x, y, right = box.x + _PAD, box.y + PORT + _BASE, box.right - _PAD
    room = box.size.width - 3 * _PAD - width(count, "text")
    yield element("title", [words(f"namespace {namespace.name}: {count}")])
    yield _frame(box)
    yield line(f"namespace {namespace.name}", x=x, y=y, class_="name", room=room)
    yield element("text", [words(count)], x=right, y=y, class_="text end")
    for place, machine in enumerate(namespace.machines):
        yield element("g", _machine(machine, box, box.y + _HEAD + place * _ROW), class_="machine")
    if not namespace.machines:
        for place, row in enumerate(_rows_of_pills(_counted_networks(namespace))):
            yield from _pills(row, x, box.y + _HEAD + place * 22)


def _machine(machine: MachineNode, box: Box, top: float) -> Iterator[str]:
    x, right, room = box.x + _PAD, box.right - _PAD, box.size.width - 3 * _PAD - width(machine.size, "text")
    yield element("title", [words(f"{machine.name}: {', '.join(machine.lines)}")])
    yield element("line", x1=box.x, y1=top, x2=box.right, y2=top, class_="rule")
    yield line(machine.name, x=x, y=top + 17, class_="name machine", room=room)
    yield element("text", [words(machine.size)], x=right, y=top + 17, class_="text end")
    pills = [*([(machine.power, "power")] if machine.power else []), *((one, "network") for one in machine.networks)]
    yield from _pills(_one_row(pills), x, top + 24)


def _frame(box: Box) -> str:
    return element("rect", x=box.x, y=box.y, width=box.size.width, height=box.size.height, rx=_RADIUS, class_="card")


def _counted_networks(namespace: NamespaceNode) -> list[Pill]:
    return [(f"{name} ×{count:,}", "network") for name, count in namespace.networks]  # noqa: RUF001 # as people count


def _rows_of_pills(pills: Sequence[Pill]) -> list[list[Pill]]:
    rows: list[list[Pill]] = []
    left = 0.0
    for pill in pills:
        left -= _pill_width(pill) + _PILL_GAP
        if not rows or left < 0:
            rows.append([])
            left = _PILL_ROOM - _pill_width(pill)
        rows[-1].append(pill)
    return rows


_PILL_ROOM = NAMESPACE_WIDTH - 2 * _PAD


def _one_row(pills: Sequence[Pill]) -> list[Pill]:
    """As many as there is room for, and how many more there are."""
    first = (_rows_of_pills(pills) or [[]])[0]
    if len(first) == len(pills):
        return first
    shown = first[:-1] or first
    return [*shown, (f"+{len(pills) - len(shown)}", "network")]


def _pills(pills: Sequence[Pill], x: float, top: float) -> Iterator[str]:
    for pill in pills:
        text, kind = pill
        size = min(_pill_width(pill), _PILL_ROOM)
        yield element("rect", x=x, y=top, width=size, height=_PILL_HEIGHT, rx=_PILL_HEIGHT / 2, class_=f"pill {kind}")
        room = size - 2 * _PILL_PAD + 0.1
        yield line(text, x=x + _PILL_PAD, y=top + 12.2, class_=f"pill {kind}", room=room)
        x += size + _PILL_GAP


def _pill_width(pill: Pill) -> float:
    return width(pill[0], "pill") + 2 * _PILL_PAD
