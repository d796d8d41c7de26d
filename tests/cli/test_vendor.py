"""What `vmgen vendor` fetches, what it refuses, and what is left of it when a server fails, or the command itself."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.run import Ran, run
from tests.external.servers import Reply, Server, serving
from tests.releases import release_manifest
from tests.trees import files_below
from vmgen.cli.vendoring import Vendoring, manifests_of
from vmgen.external import http
from vmgen.external.http import Patience
from vmgen.model.lock import Lock, LockedImage, read_lock
from vmgen.output.lock_file import write_lock
from vmgen.pipeline import fleet_of
from vmgen.syntax.sources import read

KUBEVIRT = release_manifest("kubevirt", "v1.9.0")
CDI = release_manifest("cdi", "v1.66.0")
OTHER = KUBEVIRT.replace("replicas: 1", "replicas: 2")
FILE = "catalog/vendor/kubevirt-v1.9.0.yaml"
LOCK = "catalog/vmgen.lock.yaml"
GOOD = Reply(body=KUBEVIRT.encode())
CREDENTIAL = "hunter2"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "Patience", partial(Patience, attempts=2, first_pause=0.01))
    monkeypatch.setenv("NO_PROXY", "*")


def catalog(root: Path, kubevirt: str, cdi: str = "manage: false") -> Path:
    text = (
        "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: lab}\n"
        "spec:\n  nodes: [{name: box, architecture: amd64}]\n"
        f"  kubevirt: {{version: v1.9.0, {kubevirt}}}\n  cdi: {{version: v1.66.0, {cdi}}}\n"
    )
    (root / "catalog").mkdir(exist_ok=True)
    (root / "catalog" / "lab.yaml").write_text(text, encoding="utf-8")
    return root


def vendor(root: Path, *arguments: str | Path) -> Ran:
    return run("-C", root, "vendor", "--timeout", "0.3", *arguments)


def left(root: Path) -> dict[str, str]:
    """Whatever stands in the catalog beside its document, hidden files too."""
    files = {f"catalog/{path}": text for path, text in files_below(root / "catalog").items()}
    return {path: text for path, text in files.items() if path != "catalog/lab.yaml"}


@contextmanager
def mirror(root: Path, *replies: Reply) -> Iterator[Server]:
    with serving(*replies) as server:
        catalog(root, f'releaseURL: "{server.url}/kubevirt"')
        yield server


def test_manifests_come_with_their_hashes_and_are_fetched_once(tmp_path: Path) -> None:
    with serving(Reply(body=CDI.encode()), GOOD) as server:
        root = catalog(tmp_path, f'releaseURL: "{server.url}/kubevirt/"', f'releaseURL: "{server.url}/cdi"')
        first, second = vendor(root), vendor(root)

    assert first == Ran(0, "wrote: catalog/vendor/cdi-v1.66.0.yaml\nwrote: catalog/vendor/kubevirt-v1.9.0.yaml\n", "")
    assert second.out == first.out.replace("wrote", "unchanged")
    assert [request.splitlines()[0] for request in server.requests] == [
        "GET /cdi/v1.66.0/cdi-operator.yaml HTTP/1.1",
        "GET /kubevirt/v1.9.0/kubevirt-operator.yaml HTTP/1.1",
    ]
    files = left(root)
    assert files[FILE] == KUBEVIRT
    assert f"sha256: {sha256(CDI.encode()).hexdigest()}" in files[LOCK].replace('"', "")
    assert f"url: {server.url}/kubevirt/v1.9.0/kubevirt-operator.yaml" in files[LOCK]
    assert len(files) == 3
    assert run("-C", root, "build").exit_code == 0


def test_what_a_cluster_installs_itself_is_not_fetched(tmp_path: Path) -> None:
    ran = vendor(catalog(tmp_path, "manage: false"))
    assert (ran.exit_code, ran.out, left(tmp_path)) == (0, "", {})
    assert ran.err == "nothing to fetch: no Cluster leaves KubeVirt or CDI to vmgen\n"


BAD = {
    "fails": (Reply("503 Service Unavailable"), "the server answers 503, 2 times in a row"),
    "is rate limited": (
        Reply("429 Too Many Requests", ("Retry-After: 0",)),
        "the server answers 429, 2 times in a row",
    ),
    "is rate limited for long": (
        Reply("429 Too Many Requests", ("Retry-After: 600",)),
        "the server answers 429, and asks to wait 600 s",
    ),
    "stalls": (replace(GOOD, body=GOOD.body[:500], length=len(GOOD.body), then="stall"), "the server falls silent"),
    "says nothing": (Reply(then="silent"), "the server falls silent"),
    "cuts the connection": (replace(GOOD, body=GOOD.body[:500], length=900, then="reset"), "the connection breaks"),
    "ends too early": (replace(GOOD, body=GOOD.body[:500], length=900), "the server cuts the connection"),
    "says that it is shorter": (replace(GOOD, length=len(KUBEVIRT) - 100), "is not the manifest of KubeVirt v1.9.0"),
    "cuts off a line": (replace(GOOD, length=len(KUBEVIRT) - 3), "its last line is cut off"),
    "says no length": (Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n" + GOOD.body), "does not say where its answer ends"),
    "says two lengths": (replace(GOOD, headers=("Content-Length: 5",)), "sends what is no answer"),
    "has it not": (Reply("404 Not Found", body=GOOD.body), "the server answers 404"),
    "wants a password": (Reply("401 Unauthorized", ("WWW-Authenticate: Basic",)), "the server answers 401"),
    "sends a page": (
        Reply(body=b"<html><title>Sign in</title></html>\n"),
        "not the manifest of KubeVirt v1.9.0: no Kuber",
    ),
    "sends nothing": (Reply(), "its last line is cut off"),
    "sends another version": (
        Reply(body=KUBEVIRT.replace("v1.9.0", "v1.8.4").encode()),
        "the release `v1.8.4` instead",
    ),
    "sends another thing": (Reply(body=CDI.encode()), "no Namespace `kubevirt`"),
    "sends no text": (Reply(body=b"\xff\xfe" + GOOD.body), "it is not UTF-8 text"),
    "sends a mark": (Reply(body=b"\xef\xbb\xbf" + GOOD.body), "it begins with a byte order mark"),
}


@pytest.mark.parametrize(("reply", "reason"), BAD.values(), ids=BAD)
def test_nothing_is_there_of_what_did_not_come_whole(reply: Reply, reason: str, tmp_path: Path) -> None:
    with mirror(tmp_path, reply) as server:
        ran = vendor(tmp_path)
    assert (ran.exit_code, ran.out, left(tmp_path)) == (1, "", {})
    last = ran.err.splitlines()[-1]
    assert last.startswith(f"not written: {FILE}: {server.url}/kubevirt/v1.9.0/kubevirt-operator.yaml")
    assert reason in last


@pytest.mark.parametrize("bad", ["fails", "is rate limited", "stalls", "says nothing", "ends too early"])
def test_a_server_that_fails_once_is_asked_again(bad: str, tmp_path: Path) -> None:
    with mirror(tmp_path, BAD[bad][0], GOOD) as server:
        ran = vendor(tmp_path)
    assert (ran.exit_code, ran.out) == (0, f"wrote: {FILE}\n")
    assert ran.err.startswith(f"{server.address}: the server ")
    assert ran.err.endswith("; asking again in 0.01 s\n")
    assert left(tmp_path)[FILE] == KUBEVIRT


def test_one_that_fails_keeps_nothing_else_from_coming(tmp_path: Path) -> None:
    with serving(Reply("404 Not Found"), GOOD) as server:
        root = catalog(tmp_path, f'releaseURL: "{server.url}"', f'releaseURL: "{server.url}"')
        ran = vendor(root)
    assert (ran.exit_code, ran.out) == (1, f"wrote: {FILE}\n")
    assert "cdi" not in left(root)[LOCK]


def test_what_has_changed_since_is_refused_until_somebody_wants_it(tmp_path: Path) -> None:
    with mirror(tmp_path, GOOD, Reply(body=OTHER.encode())) as server:
        vendor(tmp_path)
        before = left(tmp_path)
        (tmp_path / FILE).unlink()
        refused, after = vendor(tmp_path), left(tmp_path)
        accepted = vendor(tmp_path, "--update")

    assert (refused.exit_code, refused.out) == (1, "")
    assert refused.err == (
        f"not written: {FILE}: {server.url}/kubevirt/v1.9.0/kubevirt-operator.yaml has changed since it was first"
        f" fetched, from SHA-256 {sha256(KUBEVIRT.encode()).hexdigest()}; `--update` takes it all the same\n"
    )
    assert after == {LOCK: before[LOCK]}
    assert (accepted.exit_code, accepted.out) == (0, f"wrote: {FILE}\n")
    assert left(tmp_path)[FILE] == OTHER
    assert sha256(OTHER.encode()).hexdigest() in left(tmp_path)[LOCK]


def test_an_update_refuses_what_is_no_release_all_the_same(tmp_path: Path) -> None:
    with mirror(tmp_path, GOOD, Reply(body=CDI.encode())):
        vendor(tmp_path)
        before = left(tmp_path)
        assert vendor(tmp_path, "--update").exit_code == 1
    assert left(tmp_path) == before


def test_an_update_that_finds_the_same_changes_nothing(tmp_path: Path) -> None:
    with mirror(tmp_path, GOOD) as server:
        vendor(tmp_path)
        before = left(tmp_path)
        assert vendor(tmp_path, "--update").out == f"unchanged: {FILE}\n"
    assert (left(tmp_path), len(server.requests)) == (before, 2)


def test_a_file_that_somebody_edited_is_not_written_over(tmp_path: Path) -> None:
    with mirror(tmp_path, GOOD):
        vendor(tmp_path)
        (tmp_path / FILE).write_text(OTHER, encoding="utf-8")
        ran = vendor(tmp_path)
        assert (ran.exit_code, left(tmp_path)[FILE]) == (1, OTHER)
        assert "the file that is there is another one than http://" in ran.err
        vendor(tmp_path, "--update")
    assert left(tmp_path)[FILE] == KUBEVIRT


def test_a_file_that_was_there_before_is_taken_if_it_is_the_release(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text(KUBEVIRT, encoding="utf-8")
    with mirror(tmp_path, GOOD):
        assert vendor(tmp_path).out == f"unchanged: {FILE}\n"
    assert sha256(KUBEVIRT.encode()).hexdigest() in left(tmp_path)[LOCK]


def test_the_images_of_the_lock_stay(tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    images = (
        f"images:\n  quay.io/a/b:1:\n    digest: sha256:{'a' * 64}\n    platforms:\n      amd64: sha256:{'b' * 64}\n"
    )
    (tmp_path / LOCK).write_text(images, encoding="utf-8")
    with mirror(tmp_path, GOOD):
        vendor(tmp_path)
    assert left(tmp_path)[LOCK].endswith(images)


def test_what_is_locked_while_a_manifest_comes_stays(tmp_path: Path) -> None:
    image = LockedImage(digest=f"sha256:{'a' * 64}", platforms={})
    with mirror(tmp_path, GOOD):
        wanted = manifests_of(fleet_of(read(tmp_path)[0]).fleet)
        vendoring = Vendoring(tmp_path, None, "", update=False)
        write_lock(Lock(images={"quay.io/a/b:1": image}), tmp_path)
        assert vendoring.run(wanted, Patience())
    lock, _ = read_lock(read(tmp_path)[0])
    assert lock is not None
    assert (list(lock.images), list(lock.manifests)) == (["quay.io/a/b:1"], ["kubevirt-v1.9.0.yaml"])


@pytest.mark.parametrize(
    "place",
    [
        "kubevirt/v1.9.0/kubevirt-operator.yaml",
        "v1.9.0/kubevirt-operator.yaml",
        "kubevirt-v1.9.0.yaml",
        "kubevirt-operator.yaml",
    ],
)
def test_a_folder_serves_instead_of_a_server(place: str, tmp_path: Path) -> None:
    root = catalog(tmp_path, 'releaseURL: "https://user:hunter2@mirror.example.org/a?token=hunter2"')
    file = tmp_path / "downloads" / place
    file.parent.mkdir(parents=True)
    file.write_text(KUBEVIRT, encoding="utf-8")
    ran = vendor(root, "--from", tmp_path / "downloads")
    assert (ran.exit_code, ran.out, ran.err) == (0, f"wrote: {FILE}\n", "")
    assert left(root)[FILE] == KUBEVIRT
    assert CREDENTIAL not in left(root)[LOCK]


def test_a_mirror_is_asked_for_each_place_in_turn(tmp_path: Path) -> None:
    catalog(tmp_path, "dependsOn: []")
    with serving(Reply("404 Not Found"), Reply("404 Not Found"), GOOD) as server:
        ran = vendor(tmp_path, "--from", f"{server.url}/mirror/")
    assert ran.exit_code == 0
    assert server.requests[2].startswith("GET /mirror/kubevirt-v1.9.0.yaml ")
    url = "https://github.com/kubevirt/kubevirt/releases/download/v1.9.0/kubevirt-operator.yaml"
    assert f"url: {url}\n" in left(tmp_path)[LOCK]


def test_a_mirror_that_fails_is_not_taken_for_one_that_has_nothing(tmp_path: Path) -> None:
    catalog(tmp_path, "dependsOn: []")
    with serving(Reply("403 Forbidden")) as server:
        ran = vendor(tmp_path, "--from", server.url)
    assert (ran.exit_code, len(server.requests)) == (1, 1)
    assert "the server answers 403" in ran.err


def test_a_folder_without_the_manifest_says_where_it_was_looked_for(tmp_path: Path) -> None:
    ran = vendor(catalog(tmp_path, "dependsOn: []"), "--from", tmp_path)
    assert ran.err == (
        f"not written: {FILE}: {tmp_path}: there is none of `kubevirt/v1.9.0/kubevirt-operator.yaml`,"
        " `v1.9.0/kubevirt-operator.yaml`, `kubevirt-v1.9.0.yaml`, `kubevirt-operator.yaml`\n"
    )
    assert (ran.exit_code, left(tmp_path)) == (1, {})


def test_a_folder_that_is_none_is_a_matter_of_usage(tmp_path: Path) -> None:
    ran = vendor(catalog(tmp_path, "dependsOn: []"), "--from", tmp_path / "nothing")
    assert ran.exit_code == 2
    assert "is neither a folder nor an `https://` address" in re.sub(r"\s+", " ", ran.err)


@pytest.mark.parametrize("reply", [GOOD, *(reply for reply, _ in BAD.values())], ids=["comes", *BAD])
def test_no_credential_is_printed_or_written(reply: Reply, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://proxy:{CREDENTIAL}@127.0.0.1:9")
    with serving(reply) as server:
        moved = Reply("302 Found", (f"Location: {server.url}/signed?X-Signature={CREDENTIAL}",))
        with serving(moved) as first:
            catalog(tmp_path, f'releaseURL: "http://user:{CREDENTIAL}@{first.address}/kubevirt"')
            ran = vendor(tmp_path)
    assert first.asked_for("Authorization")[0].startswith("Basic ")
    assert set(server.asked_for("Authorization")) == {""}
    assert CREDENTIAL not in ran.out + ran.err + "".join(left(tmp_path).values())
    assert ran.exit_code == (0 if reply == GOOD else 1)


@pytest.mark.parametrize("proxy", [f"http://proxy:{CREDENTIAL}@127.0.0.1:9", f"ftp://proxy:{CREDENTIAL}@127.0.0.1"])
def test_no_credential_of_a_proxy_is_printed(proxy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    ran = vendor(catalog(tmp_path, 'releaseURL: "http://mirror.example.org"'))
    assert (ran.exit_code, left(tmp_path)) == (1, {})
    assert CREDENTIAL not in ran.out + ran.err


def test_what_a_killed_command_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / "catalog" / "vendor").mkdir(parents=True)
    for folder in ("catalog", "catalog/vendor"):
        (tmp_path / folder / ".vmgen-tmp-4711").write_text("half of it", encoding="utf-8")
    with mirror(tmp_path, GOOD):
        vendor(tmp_path)
    assert set(left(tmp_path)) == {FILE, LOCK}


# What is started in the background, as tests may be, is deaf to an interrupt.
_INTERRUPTIBLE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from vmgen.cli import main; main()"
)


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_command_that_is_stopped_leaves_nothing(signal_: signal.Signals, tmp_path: Path) -> None:
    with mirror(tmp_path, BAD["stalls"][0]) as server:
        command = (sys.executable, "-c", _INTERRUPTIBLE, "-C", str(tmp_path), "vendor")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            while not server.requests:
                time.sleep(0.01)
            process.send_signal(signal_)
            told, _ = process.communicate(timeout=20)
    assert left(tmp_path) == {}
    assert b"Traceback" not in told
    assert process.returncode in {-signal.SIGKILL, 130}


def test_a_lock_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    catalog(tmp_path, "dependsOn: []")
    (tmp_path / LOCK).write_text("manifests: []\n", encoding="utf-8")
    ran = vendor(tmp_path, "--from", tmp_path)
    assert ran.exit_code == 1
    assert "vmgen.lock.yaml:1" in ran.err
    assert left(tmp_path) == {LOCK: "manifests: []\n"}


def test_a_cluster_that_is_not_well_formed_is_told_first(tmp_path: Path) -> None:
    ran = vendor(catalog(tmp_path, "versoin: v1.9.0"), "--from", tmp_path)
    assert ran.exit_code == 1
    assert "unknown key `versoin`" in ran.err


def test_one_cluster_can_be_chosen(tmp_path: Path) -> None:
    catalog(tmp_path, "dependsOn: []")
    assert vendor(tmp_path, "--cluster", "lba", "--from", tmp_path).exit_code == 2


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with mirror(tmp_path, GOOD):
        (tmp_path / "catalog" / "vendor").write_text("in the way", encoding="utf-8")
        ran = vendor(tmp_path)
    assert ran.exit_code == 1
    assert "Traceback" not in ran.err
