"""Many images, asked for at once."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed

from vmgen.external.registry import Found, Registries
from vmgen.model.image_reference import image_reference

_AT_ONCE = 8
"""More makes registries angry before it makes anything faster."""


def ask_all(
    registries: Registries, references: Iterable[str], *, progress: Callable[[int, int], object]
) -> dict[str, Found]:
    """What each reference leads to. `progress` hears how many are known, and of how many."""
    wanted = sorted(set(references))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            asked = {pool.submit(_ask, registries, one): one for one in wanted}
            for done, _ in enumerate(as_completed(asked), 1):
                progress(done, len(wanted))
        except BaseException:  # somebody pressed Ctrl-C: what has not begun never does
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    found = {reference: future.result() for future, reference in asked.items()}
    return {reference: found[reference] for reference in wanted}


def _ask(registries: Registries, reference: str) -> Found:
    read = image_reference(reference)
    if read is None:
        return Found(failure="no container runtime takes such a reference", help="write `registry/repository:tag`")
    return registries.ask(read)
