"""A difference for programs: a line of JSON for each entry."""

import json

from vmgen.impact.effects import Effect
from vmgen.report.diff.entries import Entry, Line


def render_jsonl(told: tuple[Entry, ...]) -> str:
    return "".join(f"{json.dumps(_entry(one), ensure_ascii=False)}\n" for one in told)


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "folder": entry.folder,
        "subjects": list(entry.subjects),
        "isMachine": entry.is_machine,
        "effect": _named(entry.effect),
        "note": entry.note,
        "changes": [_line(line) for line in entry.lines],
    }


def _line(line: Line) -> dict[str, object]:
    return {"field": line.field, "values": line.values, "effect": _named(line.effect), "place": line.place}


def _named(effect: Effect) -> str:
    return effect.name.lower().replace("_", "-")
