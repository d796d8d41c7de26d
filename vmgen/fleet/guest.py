"""What cloud-init gets: the author's text, with users and keys by name put in."""

import json
from dataclasses import replace
from typing import Any

from vmgen.diagnostics import Diagnostic, Label, Problem, sign
from vmgen.facts.cloud_init import NETWORK_DATA_KEYS, USER_DATA_KEYS
from vmgen.fleet.codes import SECRET_KEY_UNSUPPORTED, SECRET_NOT_FOUND
from vmgen.fleet.fleet import Guest
from vmgen.fleet.references import Names
from vmgen.model.codes import CONFLICTING_FIELDS
from vmgen.model.layers import Written
from vmgen.model.spec.guest import CloudInitSecretRef, CloudInitSpec, UserSpec
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spelling import known_names
from vmgen.syntax.embedded import embedded_mapping

CLOUD_CONFIG = "#cloud-config"
_FIELDS = {"ssh_authorized_keys": "sshKeys", "users": "users"}
"""Keys of cloud-config, and the fields of a Machine that become them."""


def guest(machine: Written[MachineSpec], names: Names) -> Guest:
    """Inline data wins over a Secret for the same data; `checks.cloud_init_source_conflict` says so."""
    cloud_init = machine.spec.cloud_init or CloudInitSpec()
    secret, network_data = cloud_init.secret_ref, cloud_init.network_data
    if secret is None:
        return Guest(_user_data(machine, cloud_init.user_data, names), network_data)
    if secret.key in USER_DATA_KEYS:
        if cloud_init.user_data:
            return Guest(_user_data(machine, cloud_init.user_data, names), network_data)
        _refuse_additions(machine, names)
        _require_secret(machine, secret, names)
        return Guest(network_data=network_data, user_data_secret=secret.name)
    user_data = _user_data(machine, cloud_init.user_data, names)
    if secret.key not in NETWORK_DATA_KEYS:
        at = machine.where("cloudInit", "secretRef", "key")
        message = f"KubeVirt does not read the key `{secret.key}`"
        names.refuse(SECRET_KEY_UNSUPPORTED, at, message, "write `userdata` or `networkdata`")
    elif not network_data:
        _require_secret(machine, secret, names)
        return Guest(user_data, network_data_secret=secret.name)
    return Guest(user_data, network_data)


def _refuse_additions(machine: Written[MachineSpec], names: Names) -> None:
    """What is in a Secret cannot be added to: vmgen never sees it."""
    for field, given in (("sshKeys", machine.spec.ssh_keys), ("users", machine.spec.users)):
        if given:
            message = f"`{field}` cannot be added to user data in a Secret"
            at = machine.where("cloudInit", "secretRef").key()
            names.faults.append(_conflict(machine, field, Problem(at, message, "put it into the Secret")))


def _user_data(machine: Written[MachineSpec], written: str, names: Names) -> str:
    additions = _additions(machine, names)
    if not additions:
        return written
    text = written or f"{CLOUD_CONFIG}\n"
    lines = [text if text.endswith("\n") else f"{text}\n"]
    for key, items in additions.items():
        lines += [f"{key}:\n", *(f"- {json.dumps(item, ensure_ascii=False)}\n" for item in items)]
    composed = "".join(lines)
    if written:
        _refuse_conflicts(machine, written, composed, additions, names)
    return composed


def _additions(machine: Written[MachineSpec], names: Names) -> dict[str, list[Any]]:
    """What the fields of the Machine add to the user data: keys of cloud-config, with the items of their lists."""
    spec = machine.spec
    additions: dict[str, list[Any]] = {}
    keys = _keys(machine, spec.ssh_keys, ("sshKeys",), names)
    if keys:
        additions["ssh_authorized_keys"] = keys
    if spec.users:
        additions["users"] = ["default", *(_user(machine, user, names) for user in spec.users)]
    return additions


def _user(machine: Written[MachineSpec], user: UserSpec, names: Names) -> dict[str, Any]:
    account: dict[str, Any] = {"name": user.name}
    if user.sudo:
        account["sudo"] = user.sudo
    if user.groups:
        account["groups"] = list(user.groups)
    keys = _keys(machine, user.ssh_keys, ("users", user.name, "sshKeys"), names)
    if keys:
        account["ssh_authorized_keys"] = keys
    return account


def _keys(machine: Written[MachineSpec], keys: tuple[str, ...], route: tuple[str, ...], names: Names) -> list[str]:
    found = [names.public_keys(key, machine, *route, index) for index, key in enumerate(keys)]
    return [public for some in found for public in some]


def _refuse_conflicts(
    machine: Written[MachineSpec], written: str, composed: str, additions: dict[str, list[Any]], names: Names
) -> None:
    """Lines can be added to a block of cloud-config only, and only under keys that it does not have."""
    config, _ = embedded_mapping(written)
    together, _ = embedded_mapping(composed)
    for key in additions:
        field = _FIELDS[key]
        message, help_ = "", "remove one of the two"
        if config is None or not written.startswith(CLOUD_CONFIG):
            message = f"`{field}` cannot be added to user data that is no {CLOUD_CONFIG}"
            help_ = "put what it says into the user data"
        elif key in config:
            message = f"`{field}` beside user data with `{key}`"
        elif together is None or key not in together:
            message = f"`{field}` cannot be added to user data of this form"
            help_ = "write it as a block: each key on a line of its own, from the first column"
        if message:
            at = machine.where("cloudInit", "userData").key()
            names.faults.append(_conflict(machine, field, Problem(at, message, help_)))


def _conflict(machine: Written[MachineSpec], field: str, problem: Problem) -> Diagnostic:
    """Many machines may get the field from one place: the fault is theirs, and the place is named beside it."""
    return sign(CONFLICTING_FIELDS, replace(problem, related=(Label(machine.where(field), f"`{field}` is set here"),)))


def _require_secret(machine: Written[MachineSpec], secret: CloudInitSecretRef, names: Names) -> None:
    namespace = machine.metadata.namespace
    at = machine.where("cloudInit", "secretRef", "name")
    declared = names.secret_refs.get((namespace, secret.name))
    if declared is None:
        known = [name for scope, name in names.secret_refs if scope == namespace]
        message = f"no SecretRef `{secret.name}` in the namespace `{namespace}`"
        help_ = f"declare the Secret with a SecretRef; {known_names(secret.name, known)}".rstrip("; ")
        names.refuse(SECRET_NOT_FOUND, at, message, help_)
    elif secret.key not in declared.spec.keys:
        message = f"the SecretRef `{secret.name}` has no key `{secret.key}`"
        at = machine.where("cloudInit", "secretRef", "key")
        names.refuse(SECRET_NOT_FOUND, at, message, "add it to its `keys`")
