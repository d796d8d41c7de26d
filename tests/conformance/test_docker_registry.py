"""Does `vmgen lock` understand Docker's own registry, with everything that registries have and refuse?"""

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.cli.run import run
from tests.conformance import docker_registry
from tests.external.registries import ACCEPTED, Asked, Registry, Reply, registry
from vmgen.model.lock import Lock, read_lock
from vmgen.syntax.sources import read

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not docker_registry.is_there(), reason="docker-registry and openssl are not installed"),
]
SECRET = "hunter2"  # noqa: S105 # the password of nobody
CATALOG = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: lab}}
spec:
  nodes: [{{name: box, architecture: amd64}}, {{name: pi, architecture: arm64}}]
  kubevirt: {{version: v1.9.0, manage: false}}
  cdi: {{version: v1.66.0, manage: false}}
---
apiVersion: vmgen.dev/v1alpha1
kind: Image
metadata: {{name: debian-13}}
spec:
  virtualSize: 3Gi
  variants:
    amd64: {{registry: {{url: "docker://{host}/disks/debian:13"}}}}
    arm64: {{containerDisk: {{image: "{host}/disks/debian:13"}}}}
    s390x: {{containerDisk: {{image: "{host}/disks/debian:13-s390x"}}}}
---
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {{name: web}}
spec:
  template: small
  placement: {{architecture: amd64}}
  disks:
  - name: root
    source: {{containerDisk: {{image: "{host}/disks/missing:1"}}}}
"""


@dataclass(slots=True)
class Front(Registry):
    """Stands before a real registry, and hands on what no test wants otherwise."""

    upstream: str = ""
    answered: list[int] = field(default_factory=list)

    def has(self, asked: Asked) -> Reply:
        headers = {"Accept": ACCEPTED, "Authorization": asked.authorization}
        given = httpx.get(f"http://{self.upstream}{asked.path}", headers={k: v for k, v in headers.items() if v})
        self.answered.append(given.status_code)
        kept = ("WWW-Authenticate", "Docker-Content-Digest", "Content-Type")
        return Reply(
            given.status_code, {name: given.headers[name] for name in kept if name in given.headers}, given.content
        )


@dataclass(frozen=True, slots=True)
class Pushed:
    folder: Path
    multi: str
    single: str


@pytest.fixture(name="pushed", scope="module")
def what_is_pushed(tmp_path_factory: pytest.TempPathFactory) -> Pushed:
    folder = tmp_path_factory.mktemp("registry")
    with docker_registry.docker_registry(folder) as address:
        multi = docker_registry.push(address, "disks/debian", "13", "amd64", "arm64")
        single = docker_registry.push(address, "disks/debian", "13-s390x", "s390x", single=True)
    return Pushed(folder, multi, single)


@pytest.fixture(name="root")
def a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REGISTRY_AUTH_FILE", str(tmp_path / "auth.json"))
    (tmp_path / "repository" / "catalog").mkdir(parents=True)
    return tmp_path / "repository"


def write_catalog(root: Path, host: str) -> None:
    (root / "catalog" / "lab.yaml").write_text(CATALOG.format(host=host), encoding="utf-8")


def assert_locked(root: Path, host: str, pushed: Pushed) -> None:
    lock = read_lock(read(root)[0])[0] or Lock()
    assert {reference: (one.digest, sorted(one.platforms)) for reference, one in lock.images.items()} == {
        f"{host}/disks/debian:13": (pushed.multi, ["amd64", "arm64"]),
        f"{host}/disks/debian:13-s390x": (pushed.single, ["s390x"]),
    }


def test_lists_and_single_images_are_locked_and_what_is_missing_is_told(pushed: Pushed, root: Path) -> None:
    with docker_registry.docker_registry(pushed.folder) as address:
        write_catalog(root, address)
        ran = run("-C", root, "lock")
    assert ran.exit_code == 1
    assert f"`{address}/disks/missing:1`: the registry has no such image" in ran.err
    line = CATALOG[: CATALOG.index("{host}/disks/missing")].count("\n") + 1
    assert f"--> catalog/lab.yaml:{line}:" in ran.err
    assert_locked(root, address, pushed)


def test_who_is_rate_limited_waits_and_asks_again(pushed: Pushed, root: Path) -> None:
    with docker_registry.docker_registry(pushed.folder) as address, registry(of=Front(upstream=address)) as front:
        limited = "/v2/disks/debian/manifests/13"
        front.before[limited] = [Reply(429, {"Retry-After": "1"})]
        write_catalog(root, front.address)
        ran = run("-C", root, "lock")
    assert f"{front.address}: the server answers 429; asking again in 1 s\n" in ran.err
    assert front.paths().count(limited) == 2
    assert_locked(root, front.address, pushed)


def test_tokens_are_had_for_a_login(pushed: Pushed, root: Path) -> None:
    basic = base64.b64encode(f"web:{SECRET}".encode()).decode()

    @dataclass(slots=True)
    class Tokens(Registry):
        def has(self, asked: Asked) -> Reply:
            if asked.authorization != f"Basic {basic}":
                return Reply(401)
            scope = parse_qs(urlsplit(asked.path).query)["scope"][0]
            return Reply(body=docker_registry.token(pushed.folder, scope.split(":")[1]))

    with (
        registry(of=Tokens()) as realm,
        docker_registry.docker_registry(pushed.folder, realm=f"http://{realm.address}/realm") as address,
    ):
        write_catalog(root, address)
        stranger = run("-C", root, "lock")
        login = {"auths": {address: {"auth": basic}}}
        (root.parent / "auth.json").write_text(json.dumps(login), encoding="utf-8")
        ran = run("-C", root, "lock")
    assert stranger.err.count("the registry lets nobody see it who is not logged in") == 3
    assert ran.err.count("error[VM908]") == 1
    assert_locked(root, address, pushed)
    assert SECRET not in stranger.out + stranger.err + ran.out + ran.err
    assert basic not in stranger.out + stranger.err + ran.out + ran.err
