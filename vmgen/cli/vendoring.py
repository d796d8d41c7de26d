"""What `vmgen vendor` does with each manifest: fetch it, hold it against what is known, and write it down."""

from hashlib import sha256
from pathlib import Path

import click

from vmgen.cli.progress import ProgressBar
from vmgen.external.http import Http, Patience, redacted
from vmgen.external.releases import Fetched, fetch, fetch_first, is_url
from vmgen.facts.components import COMPONENTS, Component
from vmgen.fleet.fleet import Attachment, Fleet
from vmgen.fleet.release_manifest import component_spec, contents, has_hash, manifest_name
from vmgen.model.lock import Lock, LockedManifest, read_lock
from vmgen.output.lock_file import write_lock
from vmgen.output.vendor_folder import put, standing, sweep
from vmgen.records import record
from vmgen.syntax.attachments import VENDOR
from vmgen.syntax.sources import read

_CURE = "`--update` takes it all the same"


@record
class Wanted:
    """The manifest of a release, and where the Cluster says that it is."""

    component: Component
    version: str
    url: str

    @property
    def name(self) -> str:
        return manifest_name(self.component, self.version)

    @property
    def places(self) -> tuple[str, ...]:
        """As a mirror of both projects has it, or of one; as another catalog has it; as somebody saved it."""
        published = self.component.manifest
        below = f"{self.version}/{published}"
        return f"{self.component.name}/{below}", below, self.name, published


def manifests_of(fleet: Fleet, cluster: str = "") -> tuple[Wanted, ...]:
    """What the clusters need, or the one that is named; each once, from where the first of them says."""
    found: dict[str, Wanted] = {}
    for one in fleet.clusters:
        for component in COMPONENTS:
            spec = component_spec(one.spec, component)
            if spec.manage and cluster in {"", one.name}:
                url = f"{spec.release_url.rstrip('/')}/{spec.version}/{component.manifest}"
                wanted = Wanted(component, spec.version, url)
                found.setdefault(wanted.name, wanted)
    return tuple(found[name] for name in sorted(found))


class Vendoring:
    def __init__(self, root: Path, lock: Lock | None, origin: str, *, update: bool) -> None:
        """`lock` is what is known so far. Without an `origin`, everything comes from where its Cluster says."""
        self._root = root
        self._lock = lock or Lock()
        self._origin = origin
        self._update = update

    def run(self, manifests: tuple[Wanted, ...], patience: Patience) -> bool:
        """Whether all are there now. What fails is told, and keeps nothing else from being fetched."""
        sweep(self._root)
        with ProgressBar("bytes") as bar, Http(patience, told=bar.tell) as http:
            brought = [self._bring(wanted, http, bar) for wanted in manifests]
        return all(brought)

    def _bring(self, wanted: Wanted, http: Http, bar: ProgressBar) -> bool:
        file = VENDOR + wanted.name
        try:
            there = standing(self._root, wanted.name)
            if there is not None and self._is_known(wanted, there) and not self._update:
                click.echo(f"unchanged: {file}")
                return True
            bar.begin(wanted.name)
            fetched = self._fetched(wanted, http, bar)
            refusal = self._refusal(wanted, fetched, there)
            if refusal:
                bar.tell(f"not written: {file}: {refusal}")
                return False
            self._keep(wanted, fetched.content.decode(), there)
        except OSError as error:
            raise click.ClickException(f"cannot write {error.filename or file}: {error.strerror}") from error
        bar.clear()
        click.echo(f"{'unchanged' if there == fetched.content.decode() else 'wrote'}: {file}")
        return True

    def _fetched(self, wanted: Wanted, http: Http, bar: ProgressBar) -> Fetched:
        if self._origin:
            return fetch_first(self._origin, wanted.places, http, bar)
        return fetch(wanted.url, http, bar)

    def _refusal(self, wanted: Wanted, fetched: Fetched, there: str | None) -> str:
        """Why what came is not taken; empty where it is."""
        if fetched.failure:
            return f"{fetched.origin}: {fetched.failure}"
        flaw = _flaw(wanted, fetched.content)
        if flaw:
            return f"{fetched.origin} is not the manifest of {wanted.component.kind} {wanted.version}: {flaw}"
        text = fetched.content.decode()
        if self._update:
            return ""
        if wanted.name in self._lock.manifests and not self._is_known(wanted, text):
            was = self._lock.manifests[wanted.name].sha256
            return f"{fetched.origin} has changed since it was first fetched, from SHA-256 {was}; {_CURE}"
        if there not in {None, text}:
            return f"the file that is there is another one than {fetched.origin}; {_CURE}"
        return ""

    def _is_known(self, wanted: Wanted, text: str) -> bool:
        locked = self._lock.manifests.get(wanted.name)
        return locked is not None and has_hash(text, locked.sha256)

    def _keep(self, wanted: Wanted, text: str, there: str | None) -> None:
        """The file first: one without its hash is an error that another run mends.

        What another command wrote into the lock meanwhile stays.
        """
        if there != text:
            put(self._root, wanted.name, text)
        shown = redacted(wanted.url)
        url = shown if is_url(shown) else wanted.component.download
        entry = LockedManifest(url=url, sha256=sha256(text.encode()).hexdigest())
        if self._lock.manifests.get(wanted.name) != entry:
            current = read_lock(read(self._root)[0])[0] or self._lock
            self._lock = current.with_manifests({**current.manifests, wanted.name: entry})
            write_lock(self._lock, self._root)


def _flaw(wanted: Wanted, content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    if text.startswith("\ufeff"):
        return "it begins with a byte order mark"
    if not text.endswith("\n"):
        return "its last line is cut off"
    fault = contents(wanted.component, wanted.version, Attachment(VENDOR + wanted.name, text)).fault
    return fault.message if fault is not None else ""
