"""From a fleet to its lock: which images to ask for, what became of them, and what the lock says then."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from vmgen.cli.progress import ProgressBar
from vmgen.diagnostics import Diagnostic, Location, Problem, sign
from vmgen.external.asking import ask_all
from vmgen.external.http import Http, Patience
from vmgen.external.logins import logins
from vmgen.external.registry import Found, Registries
from vmgen.external.registry_codes import IMAGE_NOT_RESOLVED
from vmgen.external.transfer import Heard
from vmgen.fleet.images import ImageUse, images
from vmgen.model.lock import Lock, LockedImage, read_lock
from vmgen.output.lock_file import lock_text, write_lock
from vmgen.pipeline import fleet_of
from vmgen.syntax.attachments import LOCK
from vmgen.syntax.sources import read


class Locking:
    """One run of the command."""

    def __init__(self, root: Path, sources: Mapping[str, str], patience: Patience, in_clear: frozenset[str]) -> None:
        self._root = root
        self._sources = sources
        self._patience = patience
        self._in_clear = in_clear
        self._old = read_lock(sources)[0] or Lock()
        self._uses: dict[str, ImageUse] = {}
        self._found: dict[str, Found] = {}

    def ask(self) -> tuple[Diagnostic, ...]:
        """Asks for all images; what the lock says of one that nobody can tell about stays."""
        known = logins()
        with ProgressBar() as bar, Http(self._patience, told=_once(bar.tell)) as http:
            for path in known.unread:
                bar.tell(f"{path} cannot be read: no login is taken from it")
            bar.begin("images")
            registries = Registries(http, known, in_clear=self._in_clear)
            while unknown := self._unknown():
                self._found |= ask_all(registries, unknown, progress=bar)
        return tuple(self._failures())

    def _unknown(self) -> set[str]:
        """What is used and nobody has asked for: what a plain tag lacks may be there under another one."""
        text = lock_text(self._old.with_images(self._images()))
        for use in images(fleet_of({**self._sources, LOCK: text}).fleet):
            self._uses.setdefault(use.reference, use)
        return self._uses.keys() - self._found.keys()

    def _images(self) -> dict[str, LockedImage]:
        known = {reference: self._old.images.get(reference) for reference in self._found}
        known |= {reference: _locked(found) for reference, found in self._found.items() if not found.failure}
        return {reference: image for reference, image in known.items() if image is not None}

    def compare(self) -> bool:
        """Says what is stale. Whether nothing is."""
        changes = list(_changes(self._old.images, self._images()))
        for change in changes:
            click.echo(change)
        if changes:
            click.echo("run `vmgen lock`, and commit what it writes", err=True)
        else:
            click.echo(f"up to date: {_counted(len(self._images()))}")
        return not changes

    def write(self) -> bool:
        """Writes the lock, unless it says so already; what another command wrote meanwhile is kept."""
        current = read_lock(read(self._root)[0])[0] or self._old
        changes = list(_changes(current.images, self._images()))
        for change in changes:
            click.echo(change)
        if changes:
            try:
                write_lock(current.with_images(self._images()), self._root)
            except OSError as error:
                raise click.ClickException(f"cannot write {LOCK}: {error.strerror}") from error
        click.echo(f"{_counted(len(self._images()))} in {LOCK}, {len(changes)} changed")
        return True

    def _failures(self) -> Iterator[Diagnostic]:
        """One for what is wrong with several images that one line leads to."""
        alike: dict[tuple[Location, str, str], list[str]] = {}
        for reference, found in sorted(self._found.items()):
            if found.failure:
                alike.setdefault((self._uses[reference].at, found.failure, found.help), []).append(reference)
        for (at, failure, help_), references in alike.items():
            others = f" and {len(references) - 1} more" if len(references) > 1 else ""
            yield sign(IMAGE_NOT_RESOLVED, Problem(at, f"`{references[0]}`{others}: {failure}", help_))


def _once(tell: Heard) -> Heard:
    """Many images are of one registry, which says the same of each."""
    told: set[str] = set()

    def hear(text: str) -> None:
        if text not in told:
            told.add(text)
            tell(text)

    return hear


def _locked(found: Found) -> LockedImage:
    return LockedImage.model_validate({"digest": found.digest, "platforms": dict(found.platforms or {})})


def _changes(old: Mapping[str, LockedImage], new: Mapping[str, LockedImage]) -> Iterator[str]:
    for reference in sorted({*old, *new}):
        if reference not in new:
            yield f"unused: {reference}"
        elif reference not in old:
            yield f"new: {reference}"
        elif old[reference] != new[reference]:
            yield f"changed: {reference}"


def _counted(count: int) -> str:
    return "1 image" if count == 1 else f"{count} images"
