"""Is user data in base64 the same text as any other, and is what is none told without repeating it?"""

import base64
import gzip

import pytest

from tests.fleet.linking import machine, refused
from vmgen.fleet.fleet import Guest
from vmgen.fleet.user_data import UndecodableError, decoded

TEXT = "#cloud-config\n# ä\n"
PACKED = gzip.compress(TEXT.encode(), mtime=0)


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("data", [TEXT.encode(), PACKED], ids=["plain", "gzip"])
def test_base64_is_decoded(data: bytes) -> None:
    assert decoded(encoded(data)) == TEXT
    assert decoded(f"{encoded(data)[:8]}\n{encoded(data)[8:]}\n") == TEXT
    assert machine(f"cloudInit: {{userDataBase64: {encoded(data)}}}").guest == Guest(TEXT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hunter2", "not base64"),
        ("ä", "not base64"),
        (encoded(b"\xff"), "no UTF-8 text behind the base64"),
        (encoded(PACKED[:-9]), "half a gzip file behind the base64"),
        (encoded(b"\x1f\x8bhunter2"), "a broken gzip file behind the base64"),
        (
            encoded(gzip.compress(b" " * 2**21, mtime=0)),
            "a gzip file of more than 1,048,576 bytes behind the base64",
        ),
    ],
)
def test_what_is_no_text_is_told_and_not_repeated(text: str, message: str) -> None:
    with pytest.raises(UndecodableError) as told:
        decoded(text)
    assert str(told.value) == message
    assert refused(f'cloudInit: {{userDataBase64: "{text}"}}') == [("undecodable-user-data", 6, message)]


def test_keys_are_added_to_decoded_user_data() -> None:
    fields = f"cloudInit: {{userDataBase64: {encoded(b'#cloud-config')}}}\nsshKeys: [ops]"
    assert machine(fields).guest.user_data.startswith("#cloud-config\nssh_authorized_keys:\n")


def test_the_field_that_keys_cannot_be_added_to_is_told() -> None:
    fields = f"sshKeys: [ops]\ncloudInit: {{userDataBase64: {encoded(b'#!/bin/sh')}}}"
    message = "`sshKeys` cannot be added to user data that is no #cloud-config"
    assert refused(fields) == [("conflicting-fields", 7, message)]


@pytest.mark.parametrize(("size", "is_large"), [(2048, False), (2049, True)])
def test_what_a_virtual_machine_cannot_carry_is_large(size: int, *, is_large: bool) -> None:
    assert bool(Guest(user_data="x" * size).large) == is_large
    assert bool(Guest(network_data="ä" * 1024 + "x" * (size - 2048)).large) == is_large
