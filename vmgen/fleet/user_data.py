"""The user data that an author wrote, as a text, in whichever field it stands."""

import base64
import zlib
from functools import lru_cache

from vmgen.diagnostics import Location
from vmgen.facts.limits import SECRET_SIZE
from vmgen.fleet.fleet import Machine
from vmgen.model.spec.guest import CloudInitSpec

_GZIP = b"\x1f\x8b"
_WITH_GZIP_HEADER = 31


class UndecodableError(Exception):
    """Says what is wrong with a text in base64, without repeating any of it."""


def user_data(cloud_init: CloudInitSpec | None) -> str:
    """The text; nothing where the author wrote none, or none that can be decoded: `decoded` says why."""
    if cloud_init is None or not cloud_init.user_data_base64:
        return cloud_init.user_data if cloud_init else ""
    try:
        return decoded(cloud_init.user_data_base64)
    except UndecodableError:
        return ""


def user_data_field(cloud_init: CloudInitSpec) -> str:
    return "userDataBase64" if cloud_init.user_data_base64 else "userData"


def where_user_data(machine: Machine, line: int) -> Location:
    """The place of a line of the text, from 0. One in base64 has no lines to show."""
    cloud_init = machine.spec.cloud_init
    at = machine.where("cloudInit", user_data_field(cloud_init) if cloud_init else "userData")
    return at if cloud_init and cloud_init.user_data_base64 else at.line(line)


@lru_cache(maxsize=1024)
def decoded(text: str) -> str:
    """The text behind base64, unpacked if it is a gzip file. Raises UndecodableError."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        raise UndecodableError("not base64") from None
    try:
        return (_unpacked(data) if data.startswith(_GZIP) else data).decode()
    except UnicodeDecodeError:
        raise UndecodableError("no UTF-8 text behind the base64") from None


def _unpacked(data: bytes) -> bytes:
    """Stops behind what a Secret holds: a few bytes of gzip can be gigabytes."""
    stream = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        unpacked = stream.decompress(data, SECRET_SIZE + 1)
    except zlib.error:
        raise UndecodableError("a broken gzip file behind the base64") from None
    if len(unpacked) > SECRET_SIZE:
        raise UndecodableError(f"a gzip file of more than {SECRET_SIZE:,} bytes behind the base64")
    if not stream.eof:
        raise UndecodableError("half a gzip file behind the base64")
    return unpacked
