"""Does cloud-init get what the author wrote, with users and keys behind it, or the Secret that holds it?"""

from dataclasses import astuple
from typing import Any

import pytest

from tests.fleet.linking import KEY, linked, machine, refused
from vmgen.fleet.fleet import Guest
from vmgen.syntax.embedded import embedded_mapping

TEXT, NETWORK = "#cloud-config\\npackages: [curl]\\n", "version: 2\\n"
USERS = "users: [{name: admin, sudo: ALL, groups: [docker], sshKeys: [ops]}]"
ACCOUNT = {"name": "admin", "sudo": "ALL", "groups": ("docker",), "ssh_authorized_keys": (KEY,)}


def guest(fields: str) -> Guest:
    return machine(fields).guest


def config(fields: str) -> dict[str, Any] | None:
    """What a YAML reader finds in the user data."""
    return embedded_mapping(guest(fields).user_data)[0]


def user_data(text: str) -> str:
    return f'cloudInit: {{userData: "{text}"}}\n'


def test_a_machine_without_anything_for_the_guest_has_none() -> None:
    assert (guest(""), guest("").has_cloud_init) == (Guest(), False)
    assert not guest("cloudInit: {}").has_cloud_init
    assert not guest("sshKeys: []\nusers: []").has_cloud_init


def test_texts_stay_as_they_were_written() -> None:
    written = f'cloudInit: {{userData: "#!/bin/sh\\n\\tmake  \\n", networkData: "{NETWORK}"}}'
    assert guest(written) == Guest("#!/bin/sh\n\tmake  \n", "version: 2\n")


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ("sshKeys: [ops]", (KEY,)),
        ("sshKeys: [team]", ("ssh-ed25519 BBBB one", "ssh-ed25519 CCCC two")),
        ("sshKeys: [team, ops]", ("ssh-ed25519 BBBB one", "ssh-ed25519 CCCC two", KEY)),
        ("sshKeys: ['ssh-ed25519 DDDD me ']", ("ssh-ed25519 DDDD me",)),
        ("sshKeys: ['sk-ssh-ed25519@openssh.com EEEE']", ("sk-ssh-ed25519@openssh.com EEEE",)),
        ("sshKeys: ['ecdsa-sha2-nistp256 FFFF']", ("ecdsa-sha2-nistp256 FFFF",)),
    ],
)
def test_keys_become_those_of_the_first_user(fields: str, keys: tuple[str, ...]) -> None:
    assert config(fields) == {"ssh_authorized_keys": keys}


def test_users_come_beside_the_one_of_the_image() -> None:
    assert config(USERS) == {"users": ("default", ACCOUNT)}
    assert config("users: [{name: admin}]") == {"users": ("default", {"name": "admin"})}


def test_composed_user_data_is_frozen() -> None:
    fields = f'sshKeys: [ops]\nusers: [{{name: ann, sudo: "ALL=(ALL) ALL"}}]\n{user_data(TEXT)}'
    assert guest(fields).user_data == (
        "#cloud-config\n"
        "packages: [curl]\n"
        "ssh_authorized_keys:\n"
        f'- "{KEY}"\n'
        "users:\n"
        '- "default"\n'
        '- {"name": "ann", "sudo": "ALL=(ALL) ALL"}\n'
    )


# A broken composition would be found in the guest, at the first boot, by nobody who looks at Git.
@pytest.mark.parametrize(
    "text",
    [
        "#cloud-config\\n",
        "#cloud-config",
        "#cloud-config\\n# nothing yet\\n",
        "#cloud-config\\na: 1",
        "#cloud-config\\na:\\n- b\\n- c\\n",
        "#cloud-config\\na: |-\\n  b",
        "#cloud-config\\na: |+\\n  b\\n\\n",
        "#cloud-config\\n---\\na: 1\\n",
        "#cloud-config\\na:\\n  b:\\n    c: 1\\n\\n\\n",
        "#cloud-config\\na: 1 # x",
    ],
)
def test_users_and_keys_are_added_behind_any_cloud_config(text: str) -> None:
    alone = config(user_data(text)) or {}
    both = config(f"{user_data(text)}{USERS}\nsshKeys: [ops]")
    assert both == {**alone, "ssh_authorized_keys": (KEY,), "users": ("default", ACCOUNT)}


@pytest.mark.parametrize(
    "text",
    ["#cloud-config\\n{a: 1}\\n", "#cloud-config\\n  a: 1\\n", "#cloud-config\\na: 1\\n...\\n"],
    ids=["flow style", "indented", "ended"],
)
def test_nothing_is_added_to_user_data_that_lines_do_not_fit(text: str) -> None:
    message = "`sshKeys` cannot be added to user data of this form"
    assert refused(f"sshKeys: [ops]\n{user_data(text)}") == [("conflicting-fields", 7, message)]


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("#!/bin/sh\\n", "sshKeys: [ops]", "`sshKeys` cannot be added to user data that is no #cloud-config"),
        ("#!/bin/sh\\n", "users: [{name: a}]", "`users` cannot be added to user data that is no #cloud-config"),
        (
            "#cloud-config\\na: [\\n",
            "sshKeys: [ops]",
            "`sshKeys` cannot be added to user data that is no #cloud-config",
        ),
        ("#cloud-config\\n- a\\n", "sshKeys: [ops]", "`sshKeys` cannot be added to user data that is no #cloud-config"),
        (" #cloud-config\\n", "sshKeys: [ops]", "`sshKeys` cannot be added to user data that is no #cloud-config"),
        (
            "#cloud-config\\nssh_authorized_keys: []\\n",
            "sshKeys: [ops]",
            "`sshKeys` beside user data with `ssh_authorized_keys`",
        ),
        ("#cloud-config\\nusers: []\\n", "users: [{name: a}]", "`users` beside user data with `users`"),
    ],
)
def test_what_cannot_be_added_to_user_data_is_told(text: str, field: str, message: str) -> None:
    assert refused(f"{field}\n{user_data(text)}") == [("conflicting-fields", 7, message)]


def test_the_field_that_is_in_conflict_is_told() -> None:
    fields = "sshKeys: [ops]\nusers: [{name: a}]\n" + user_data("#cloud-config\\nusers: []\\n")
    assert refused(fields) == [("conflicting-fields", 8, "`users` beside user data with `users`")]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("sshKeys: [nobody]", "no SSHKey `nobody`"),
        ("users: [{name: a, sshKeys: [ops, nobody]}]", "no SSHKey `nobody`"),
    ],
)
def test_a_key_that_nobody_wrote_is_told(fields: str, message: str) -> None:
    assert refused(fields) == [("ssh-key-not-found", 6, message)]


NAME = "web-init"
REF = "secretRef: {name: web-init, key: %s}"


@pytest.mark.parametrize(
    ("cloud_init", "result"),
    [
        (REF % "userdata", Guest("", "", NAME)),
        (REF % "networkdata", Guest("", "", "", NAME)),
        ("secretRef: {name: web-init}", Guest("", "", NAME)),
        (f'{REF % "userdata"}, networkData: "a: 1"', Guest("", "a: 1", NAME)),
        (f'{REF % "networkdata"}, userData: "#!a"', Guest("#!a", "", "", NAME)),
        (f'{REF % "userdata"}, userData: "#!a"', Guest("#!a")),
        (f'{REF % "networkdata"}, networkData: "a: 1"', Guest("", "a: 1")),
        (f'{REF % "userdata"}, userData: "#!a", networkData: "a: 1"', Guest("#!a", "a: 1")),
        (f'{REF % "networkdata"}, userData: "#!a", networkData: "a: 1"', Guest("#!a", "a: 1")),
    ],
)
def test_a_secret_brings_what_is_not_written_inline(cloud_init: str, result: Guest) -> None:
    assert guest(f"cloudInit: {{{cloud_init}}}") == result


def test_keys_go_beside_network_data_in_a_secret() -> None:
    fields = f"cloudInit: {{{REF % 'networkdata'}}}\nsshKeys: [ops]"
    assert config(fields) == {"ssh_authorized_keys": (KEY,)}
    assert NAME in astuple(guest(fields))


@pytest.mark.parametrize("fields", ["sshKeys: [ops]", "users: [{name: a}]"])
def test_nothing_can_be_added_to_user_data_in_a_secret(fields: str) -> None:
    name = fields.partition(":")[0]
    assert refused(f"{fields}\ncloudInit: {{{REF % 'userdata'}}}") == [
        ("conflicting-fields", 7, f"`{name}` cannot be added to user data in a Secret")
    ]


def test_nothing_is_what_can_be_added_to_user_data_in_a_secret() -> None:
    fields = f"sshKeys: []\ncloudInit: {{{REF % 'userdata'}}}"
    assert linked(fields, cluster="defaults: {sshKeys: [ops]}")[1] == ()


@pytest.mark.parametrize(
    ("secret", "fault"),
    [
        ("{name: web}", ("secret-not-found", "no SecretRef `web` in the namespace `default`")),
        ("{name: db-init}", ("secret-not-found", "no SecretRef `db-init` in the namespace `default`")),
        ("{name: web-init, key: userData}", ("secret-not-found", "the SecretRef `web-init` has no key `userData`")),
        ("{name: web-init, key: config}", ("secret-key-unsupported", "KubeVirt does not read the key `config`")),
    ],
)
def test_a_secret_that_kubevirt_would_not_find_is_told(secret: str, fault: tuple[str, str]) -> None:
    assert refused(f"cloudInit: {{secretRef: {secret}}}") == [(fault[0], 6, fault[1])]


def test_windows_reads_answers_from_a_secret_and_no_user_data() -> None:
    read = guest("sysprep: {secretRef: {name: answers}}")
    assert astuple(read) == ("", "", "", "", "answers")
    assert (read.has_cloud_init, read.secrets) == (False, ("answers",))


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            "sysprep: {secretRef: {name: web-init}}",
            ("secret-not-found", "the SecretRef `web-init` has no key that Windows reads"),
        ),
        ("sysprep: {secretRef: {name: web}}", ("secret-not-found", "no SecretRef `web` in the namespace `default`")),
        (
            "sysprep: {secretRef: {name: answers}}\nsshKeys: [ops]",
            ("conflicting-fields", "`sshKeys` cannot be added to a machine with `sysprep`"),
        ),
        (
            "sysprep: {secretRef: {name: answers}}\nusers: [{name: a}]",
            ("conflicting-fields", "`users` cannot be added to a machine with `sysprep`"),
        ),
    ],
)
def test_answers_that_windows_would_not_find_are_told(fields: str, fault: tuple[str, str]) -> None:
    assert refused(fields) == [(fault[0], 6, fault[1])]
