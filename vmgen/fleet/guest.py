"""What cloud-init gets: the author's text, with users and keys by name put in."""

import json
from dataclasses import replace
from functools import cache
from typing import Any

from vmgen.diagnostics import Diagnostic, Label, Problem, sign
from vmgen.fleet.fleet import Guest
from vmgen.fleet.guest_codes import UNDECODABLE_USER_DATA
from vmgen.fleet.references import Names
from vmgen.fleet.secret_references import require_answers, require_secret, secrets_of
from vmgen.fleet.user_data import UndecodableError, decoded, user_data, user_data_field
from vmgen.model.codes import CONFLICTING_FIELDS
from vmgen.model.layers import Written
from vmgen.model.spec.guest import CloudInitSpec, UserSpec
from vmgen.model.spec.machine import MachineSpec
from vmgen.syntax.embedded import embedded_mapping

CLOUD_CONFIG = "#cloud-config"
_FIELDS = {"ssh_authorized_keys": "sshKeys", "users": "users"}
"""Keys of cloud-config, and the fields of a Machine that become them."""


_json = json.JSONEncoder(ensure_ascii=False).encode
"""What json.dumps does, which would make an encoder each time."""

_nothing = cache(CloudInitSpec)


def guest(machine: Written[MachineSpec], names: Names) -> Guest:
    """Inline data wins over a Secret for the same data; `checks.cloud_init_source_conflict` says so."""
    if machine.spec.sysprep is not None:
        _refuse_additions(machine, names, "a machine with `sysprep`", "sysprep")
        return Guest(sysprep_secret=require_answers(machine, machine.spec.sysprep, names))
    cloud_init = machine.spec.cloud_init or _nothing()
    text, network_data = _text(machine, cloud_init, names), cloud_init.network_data
    for_user_data, for_network_data = secrets_of(machine, cloud_init, names)
    if for_network_data and not network_data:
        require_secret(machine, for_network_data, names)
    if text or not for_user_data:
        composed = _user_data(machine, text, names)
    else:
        composed = ""
        _refuse_additions(machine, names, "user data in a Secret", "cloudInit", "secretRef")
        require_secret(machine, for_user_data, names)
    return Guest(
        composed,
        network_data,
        user_data_secret=for_user_data.name if for_user_data and not text else "",
        network_data_secret=for_network_data.name if for_network_data and not network_data else "",
    )


def _text(machine: Written[MachineSpec], cloud_init: CloudInitSpec, names: Names) -> str:
    if cloud_init.user_data_base64:
        try:
            decoded(cloud_init.user_data_base64)
        except UndecodableError as error:
            at = machine.where("cloudInit", "userDataBase64").key()
            names.refuse(UNDECODABLE_USER_DATA, at, str(error), "write what `base64 --wrap 0` prints")
    return user_data(cloud_init)


def _refuse_additions(machine: Written[MachineSpec], names: Names, receiver: str, *route: str) -> None:
    """vmgen never sees what is in a Secret, and Windows has no user data: neither can be added to."""
    for field, given in (("sshKeys", machine.spec.ssh_keys), ("users", machine.spec.users)):
        if given:
            at, message = machine.where(*route).key(), f"`{field}` cannot be added to {receiver}"
            help_ = f"put it into the Secret, and write `{field}: []` if it comes from elsewhere"
            names.faults.append(_conflict(machine, field, Problem(at, message, help_)))


def _user_data(machine: Written[MachineSpec], written: str, names: Names) -> str:
    additions = _additions(machine, names)
    if not additions:
        return written
    text = written or f"{CLOUD_CONFIG}\n"
    lines = [text if text.endswith("\n") else f"{text}\n"]
    for key, items in additions.items():
        lines += [f"{key}:\n", *(f"- {_json(item)}\n" for item in items)]
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
            at = machine.where("cloudInit", user_data_field(machine.spec.cloud_init or _nothing())).key()
            names.faults.append(_conflict(machine, field, Problem(at, message, help_)))


def _conflict(machine: Written[MachineSpec], field: str, problem: Problem) -> Diagnostic:
    """Many machines may get the field from one place: the fault is theirs, and the place is named beside it."""
    return sign(CONFLICTING_FIELDS, replace(problem, related=(Label(machine.where(field), f"`{field}` is set here"),)))
