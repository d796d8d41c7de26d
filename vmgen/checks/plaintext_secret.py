import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Route, Shows
from vmgen.facts.cloud_init import SECRET_PATTERNS
from vmgen.facts.components import COMPONENTS
from vmgen.fleet.fleet import Cluster, Fleet, Machine
from vmgen.fleet.release_manifest import component_spec
from vmgen.fleet.user_data import user_data, where_user_data
from vmgen.model.layers import Written
from vmgen.model.spec.cluster import ClusterSpec
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.source import Download

_LOGIN_HELP = "put user and password into a Secret, and write `secretRef`"
# Keys such as `password`, which mean something in YAML and nothing in prose or an address.
_KEYS = frozenset({"client-key", "host-key", "password", "password-list", "pre-shared-key"})
_FILLED_IN_LATER = re.compile(r"""["']?(?:\$(?:[A-Z_][A-Z0-9_]*\b|[{(])|<[\w -]+>)""")


@check("VM707", shows=Shows.IN_OPERATION)
def plaintext_secret(fleet: Fleet) -> Iterator[Problem]:
    """A password, a token or a private key stands in the catalog.

    Everyone who can read the repository, now or later, has it, and so has everyone who may look at a VirtualMachine.
    That goes for hashes of passwords, too. `!` and `*`, which lock an account, are no secrets; nor are public keys, nor
    `$NAME`, `<name>` and `{{ name }}`, which are filled in later. Change what was committed: its history stays.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            userData: |
              #cloud-config
              password: hunter2

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init}
        spec: {keys: [userdata]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit: {secretRef: {name: web-init}}
    """
    for machine in fleet.machines:
        cloud_init = machine.spec.cloud_init
        if cloud_init is not None:
            help_ = "move the text to a Secret, and name that with `cloudInit.secretRef`"
            text = user_data(cloud_init)
            for line, what in _secrets(text, is_prose=False) if text else ():
                yield Problem(where_user_data(machine, line), f"{what} in clear text", help_, is_secret=True)
            yield from _told(cloud_init.network_data, partial(machine.where, "cloudInit", "networkData"), help_)
        for key, value in machine.written.metadata.annotations.items():
            at = partial(machine.written.at.at, ("metadata", "annotations", key))
            yield from _told(value, at, "remove it", is_prose=True)
        yield from _in_disks(machine)
        yield from _in_patches(machine.written)
    for cluster in fleet.clusters:
        yield from _in_patches(cluster.written)
        yield from _in_addresses(cluster)
    yield from _in_what_machines_refer_to(fleet)


def _in_disks(machine: Machine) -> Iterator[Problem]:
    for disk in machine.disks:
        if isinstance(disk.source, Download) and disk.image is None:
            at = partial(machine.where, "disks", disk.name, "source", disk.source.key, "url")
            yield from _told(disk.source.url, at, _LOGIN_HELP, is_prose=True)


def _in_patches(owner: Written[ClusterSpec] | Written[MachineSpec]) -> Iterator[Problem]:
    for index, patch in enumerate(owner.spec.patches):
        for position, operation in enumerate(patch.operations):
            for route, text in _texts(operation.value, ("value",)):
                at = partial(owner.where, "patches", index, "operations", position, *route)
                yield from _told(text, at, "move it to a Secret, and name that instead")


def _in_addresses(cluster: Cluster) -> Iterator[Problem]:
    """Of releases: kustomization.yaml names them as they stand."""
    for component in COMPONENTS:
        at = partial(cluster.written.where, component.name, "releaseURL")
        url = component_spec(cluster.spec, component).release_url
        yield from _told(url, at, "take it away, and hand it to `vmgen vendor --from`", is_prose=True)


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Each text below `value`, with its route."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, (dict, tuple)):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*route, step))


def _in_what_machines_refer_to(fleet: Fleet) -> Iterator[Problem]:
    for image in fleet.images:
        for architecture, variant in image.spec.variants.items():
            source = variant.given
            if isinstance(source, Download):
                at = partial(image.where, "variants", architecture, source.key, "url")
                yield from _told(source.url, at, _LOGIN_HELP, is_prose=True)
    for secret in fleet.secrets:
        for key, text in secret.spec.external_secret.template.items() if secret.spec.external_secret else ():
            at = partial(secret.written.where, "externalSecret", "template", key)
            yield from _told(text, at, "write `{{ .name }}`, and name what the store has under `data`")
    for ssh_key in fleet.ssh_keys:
        for index, key in enumerate(ssh_key.spec.keys):
            yield from _told(key, partial(ssh_key.where, "keys", index), "write the `.pub` file's line", is_prose=True)


def _told(text: str, at: Callable[[], Location], help_: str, *, is_prose: bool = False) -> Iterator[Problem]:
    """The message never shows the secret itself."""
    for line, what in _secrets(text, is_prose=is_prose):
        yield Problem(at().line(line), f"{what} in clear text", help_, is_secret=True)


@cache
def _secrets(text: str, *, is_prose: bool) -> tuple[tuple[int, str], ...]:
    """The lines, from 0, with a secret in them, and what that is."""
    found: dict[int, str] = {}
    lowered = text.lower()
    for secret in SECRET_PATTERNS:
        if (is_prose and secret.name in _KEYS) or not secret.may_be_in(lowered):
            continue
        for match in secret.pattern.finditer(text):
            if not any(_FILLED_IN_LATER.match(value) for value in match.groups("")):
                found.setdefault(text.count("\n", 0, match.end()), secret.explanation)
    return tuple(sorted(found.items()))
