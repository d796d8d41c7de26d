"""What a build spends its time on. The one clock of vmgen, and nothing that is written depends on it."""

import time
from collections.abc import Iterator


class Stopwatch:
    """Called with the name of what has just ended."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._laps: list[tuple[str, float]] = []

    def __call__(self, name: str) -> None:
        now = time.perf_counter()
        self._laps.append((name, now - self._last))
        self._last = now

    def table(self) -> str:
        """A line for each lap, in milliseconds, and one for the sum."""
        laps = [*self._laps, ("total", sum(seconds for _, seconds in self._laps))]
        return "".join(self._lines(laps))

    def _lines(self, laps: list[tuple[str, float]]) -> Iterator[str]:
        width = max(len(name) for name, _ in laps)
        for name, seconds in laps:
            yield f"{name:<{width}}  {seconds * 1000:>9.1f} ms\n"
