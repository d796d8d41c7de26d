"""Where a release manifest is fetched from: the project's own address, a mirror, or a folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

from vmgen.external.http import Http, redacted
from vmgen.external.transfer import LARGEST_BODY, nobody
from vmgen.records import record

Progress = Callable[[int, int], object]

_OK, _NOT_FOUND = 200, 404
_LENGTHS = {"content-length", "transfer-encoding"}
"""Without either, an answer that was cut off looks like a whole one."""


@record
class Fetched:
    """With a `failure` nothing came. `origin` is where it was looked for, without what opens doors."""

    origin: str
    content: bytes = b""
    failure: str = ""


def fetch(url: str, http: Http, progress: Progress = nobody) -> Fetched:
    """What stands at the address."""
    answer = http.get(url, progress=progress)
    failure = answer.failure or ("" if answer.status == _OK else f"the server answers {answer.status}")
    if not failure and not answer.headers.keys() & _LENGTHS:
        failure = "the server does not say where its answer ends"
    return Fetched(redacted(url), failure=failure) if failure else Fetched(redacted(url), answer.body)


def fetch_first(base: str, places: tuple[str, ...], http: Http, progress: Progress = nobody) -> Fetched:
    """What stands at the first of the places that has anything, below a folder or the address of one."""
    found = _at_address(base, places, http, progress) if is_url(base) else _in_folder(Path(base), places)
    shown = redacted(base) if is_url(base) else base
    return next(found, Fetched(shown, failure=f"there is none of {', '.join(f'`{place}`' for place in places)}"))


def is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _at_address(base: str, places: tuple[str, ...], http: Http, progress: Progress) -> Iterator[Fetched]:
    for place in places:
        found = fetch(f"{base.rstrip('/')}/{place}", http, progress)
        if found.failure != f"the server answers {_NOT_FOUND}":
            yield found


def _in_folder(folder: Path, places: tuple[str, ...]) -> Iterator[Fetched]:
    for file in (folder / place for place in places):
        try:
            if not file.is_file():
                continue
            is_large = file.stat().st_size > LARGEST_BODY
            failure = f"it has more than {LARGEST_BODY:,} bytes" if is_large else ""
            yield Fetched(str(file), b"" if is_large else file.read_bytes(), failure)
        except OSError as error:
            yield Fetched(str(file), failure=error.strerror or "it cannot be read")
