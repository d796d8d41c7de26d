"""A value before and after, short enough for a line."""

import difflib
import json
from collections.abc import Iterator
from typing import Any

from vmgen.report.text import visible

_LONGEST = 60


def told(old: Any, new: Any) -> str:
    """`2Gi → 4Gi`. Of a text, the line that changes, or how many; of anything with parts, that it comes or goes."""
    if _is_text(old) and _is_text(new):
        return _lines(str(old), str(new))
    if _has_parts(old) or _has_parts(new):
        return "added" if old is None else "removed" if new is None else "changed"
    if old is None:
        return f"set to {_short(new)}"
    return f"{_short(old)}, removed" if new is None else f"{_short(old)} → {_short(new)}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\n" in value


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict | list | tuple) or _is_text(value)


def _lines(old: str, new: str) -> str:
    changed = list(_changed_lines(old.splitlines(), new.splitlines()))
    if len(changed) == 1:
        return " → ".join(f"`{_short(line.strip())}`" if line else "nothing" for line in changed[0])
    return f"{len(changed)} lines change"


def _changed_lines(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for kind, start, end, below, above in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            for index in range(max(end - start, above - below)):
                before = old[start + index] if start + index < end else ""
                yield before, new[below + index] if below + index < above else ""


def _short(value: Any) -> str:
    text = visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
