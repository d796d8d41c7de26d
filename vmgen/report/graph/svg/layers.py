"""In which column each link is drawn: behind everything that it waits for."""

from collections.abc import Sequence

from vmgen.report.graph.graph import Link, Wait


def layers(links: Sequence[Link], waits: Sequence[Wait]) -> dict[str, int]:
    """Columns count from 0. What waits for nothing stands right before the first that waits for it."""
    before: dict[str, list[str]] = {link.name: [] for link in links}
    for wait in waits:
        before[wait.after].append(wait.before)
    deep: dict[str, int] = {}
    for link in links:
        _measure(link.name, before, deep, set())
    for link in links:
        behind = [deep[wait.after] for wait in waits if wait.before == link.name]
        if behind and not before[link.name]:
            deep[link.name] = max(0, min(behind) - 1)
    return deep


def _measure(name: str, before: dict[str, list[str]], deep: dict[str, int], passed: set[str]) -> int:
    """A catalog with errors may have a circle: the wait that closes it does not count."""
    if name not in deep:
        around = passed | {name}
        depths = [_measure(one, before, deep, around) for one in before[name] if one not in around]
        deep[name] = max(depths, default=-1) + 1
    return deep[name]
