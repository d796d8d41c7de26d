"""Are headers and secrets found, and is what only looks like one left alone?"""

import pytest

from vmgen.facts.cloud_init import HEADERS, SECRET_PATTERNS, SERVICE_PACKAGES, has_header

# One example each. Those that look like the tokens of a service are put together here, so that no scanner is alarmed.
SECRETS = {
    "password": "users:\n- name: a\n  passwd: hunter2\n",
    "password-list": "chpasswd:\n  expire: false\n  list: |\n    root:x\n",
    "password-hash": "echo '" + "$6$" + "rounds=4096$saltsalt$abcdefgh'",
    "pre-shared-key": "wifis:\n  w0:\n    auth: {psk: abcdefgh}\n",
    "wireguard-key": "PrivateKey = " + "a" * 43 + "=",
    "private-key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "host-key": "ssh_keys:\n  rsa_private: |\n    x\n",
    "client-key": "    client-key-data: LS0t",
    "age-key": "AGE-SECRET-KEY-1" + "A" * 58,
    "aws-key": "AKIA" + "A" * 16,
    "github-token": "ghp_" + "a" * 36,
    "gitlab-token": "glpat-" + "a" * 20,
    "slack-token": "xoxb-" + "1" * 12,
    "json-web-token": "eyJ" + "a" * 20 + ".eyJ" + "a" * 20 + ".a",
    "kubeadm-token": "kubeadm join --token abcdef.0123456789abcdef",
    "k3s-token": "K10" + "a" * 64 + "::server:x",
    "url-password": "curl https://user:hunter2@example.org/",
    "authorization": "curl -H 'authorization: Bearer abc'",
    "sysprep-password": "<AdministratorPassword><Value>x</Value></AdministratorPassword>",
}
HARMLESS = (
    "lock_passwd: true",
    "passwd: '*'",
    'passwd: "!"  # locked',
    "users: [{name: a, passwd: '*'}]",
    "password:",
    "password: ''",
    "password: null",
    "password: '{{ ds.meta_data.password }}'",
    "ssh_pwauth: false",
    "ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ a@b]",
    "chpasswd: {expire: false}",
    "chpasswd:\n  expire: false\n",
    "url: https://example.org:8080/a@b",
    "host: server.internalnetworks",
    "price: $5 and $6",
    "# the password is set elsewhere",
    "rsa_public: ssh-rsa AAAA",
)


@pytest.mark.parametrize("name", SECRETS)
def test_secret_is_found(name: str) -> None:
    assert name in _found(SECRETS[name])


def test_every_pattern_has_an_example() -> None:
    assert [pattern.name for pattern in SECRET_PATTERNS if pattern.name not in SECRETS] == []


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert _found(text) == set()


@pytest.mark.parametrize("line", ["passwd: x", "- passwd: x", "- - passwd: x", '"passwd": x', "{a: b, passwd: x}"])
def test_keys_are_found_wherever_yaml_allows_them(line: str) -> None:
    assert "password" in _found(f"a: b\n  {line}\nc: d")


@pytest.mark.parametrize("header", HEADERS)
def test_every_header_is_one(header: str) -> None:
    assert has_header(f"\n{header}\nx: y\n")
    assert has_header(header.upper())


@pytest.mark.parametrize(
    "text", ["", "packages: [nginx]", "# cloud-config\npackages: []", "Hello World!", "x\n#!/bin/sh"]
)
def test_what_cloud_init_drops_has_no_header(text: str) -> None:
    assert not has_header(text)


def test_services_name_packages() -> None:
    assert all(packages for packages in SERVICE_PACKAGES.values())
    assert SERVICE_PACKAGES["docker"] == ("docker.io", "docker-ce", "docker", "moby-engine")


def _found(text: str) -> set[str]:
    found = {pattern.name for pattern in SECRET_PATTERNS if pattern.pattern.search(text)}
    # The literals are a shortcut, and must not change what is found.
    assert {pattern.name for pattern in SECRET_PATTERNS if pattern.may_be_in(text.lower())} >= found
    return found
