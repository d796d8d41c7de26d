"""The forms that a text can have to have, and what to do about one that does not."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from vmgen.diagnostics import Route
from vmgen.model import addresses
from vmgen.model.spec import base, cdi_settings, credentials, kubevirt_settings, metadata, monitoring, node_devices
from vmgen.records import record


@record
class Form:
    """A form by its noun ("a quantity"); `help` says how to mend a value that does not have it."""

    noun: str
    help: Callable[[str], str]

    def typed_help(self, value: Any) -> str:
        """What to do about a value that is no text at all."""
        if self is not _TEXT:
            return self.help(str(value))
        # A number is not repeated: `1.10` would come out as 1.1.
        return f'put it in quotes: "{str(value).lower()}"' if isinstance(value, bool) else "put it in quotes"


_MAC_DIGITS = 12


def _quantity_help(value: str) -> str:
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)", value)
    if not match:
        return "write a number and a unit, such as `20Gi`"
    number, unit = match.groups()
    if float(number) == 0:
        return "write more than nothing, such as `20Gi`"
    prefix = unit[:1].upper()
    if prefix in set("KMGTPE"):
        decimal = prefix.lower() if prefix == "K" else prefix
        return f"write `{number}{prefix}i`, or `{number}{decimal}` to count in thousands"
    return f"write a unit: `{number}Gi`, `{number}Mi`"


def _name_help(value: str) -> str:
    if "/" in value or ":" in value:
        return "write the name of an object of the catalog, not an address"
    cured = re.sub(r"[^a-z0-9-]+", "-", value.lower()).strip("-")[:63].rstrip("-")
    rule = "lower-case letters, digits and `-`, at most 63 characters"
    return f"write `{cured}`: {rule}" if cured and cured != value else f"write {rule}"


def _long_name_help(value: str) -> str:
    cured = ".".join(filter(None, (re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in value.lower().split("."))))
    rule = "lower-case letters, digits, `-` and `.`, starting and ending with a letter or digit"
    return f"write `{cured}`: {rule}" if cured else f"write {rule}"


def _scheme_help(scheme: str, *, others: str = "") -> Callable[[str], str]:
    """What stands behind another scheme is at another place, unless it is one of the `others`."""

    def help_(value: str) -> str:
        found, separator, rest = value.rpartition("://")
        is_place = re.fullmatch(r"[^\s/]+\.[^\s]+", rest) and found in {"", *others.split()}
        return (
            f"write `{scheme}{rest}`"
            if is_place or (separator and found in others.split())
            else f"start it with `{scheme}`"
        )

    return help_


def _mac_help(value: str) -> str:
    digits = re.sub(r"[^0-9A-Fa-f]", "", value)
    if len(digits) == _MAC_DIGITS:
        return "write `{}`".format(":".join(digits[start : start + 2] for start in range(0, _MAC_DIGITS, 2)).lower())
    return "write six pairs of hexadecimal digits, such as `52:54:00:12:34:56`"


def _image_help(value: str) -> str:
    image = value.partition("://")[2].lower()
    return f"write `{image}`" if image and " " not in image else "write it without `docker://`, in lower case"


def _registry_help(value: str) -> str:
    place = value.partition("://")[2] or value
    return (
        f"write `{place.rstrip('/')}`"
        if place.rstrip("/") != value
        else "write a host and a path, as in `quay.io/kubevirt`"
    )


def _version_help(value: str) -> str:
    numbers = value.removeprefix("v")
    release, _, rest = numbers.partition("-")
    if rest and re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", release):
        is_for_one = rest in {"amd64", "arm64", "s390x"}
        return f"write `v{release}`: the nodes decide the rest" if is_for_one else "write a release, not a pre-release"
    if re.fullmatch(r"[0-9]+\.[0-9]+", numbers):
        return f"write all three numbers, such as `v{numbers}.0`"
    return (
        f"write `v{numbers}`" if re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", value) else "write a release such as `v1.9.0`"
    )


def _pointer_help(value: str) -> str:
    if re.search(r"~(?![01])", value):
        return "write `~0` for a `~` in a key"
    if re.fullmatch(r"\w+(\.\w+)+", value):
        return f"write `/{value.replace('.', '/')}`"
    return f"write `/{value}`" if value.count("/") else "write keys and indices, each behind a `/`"


def _address_help(value: str) -> str:
    return f"write `{value.partition('/')[0]}`" if "/" in value else "write `10.20.0.1` or `fd00:20::1`"


def _interface_address_help(value: str) -> str:
    if "/" not in value:
        return "write the length of its prefix behind it, as in `10.20.0.11/24`"
    return "write an address and the length of its prefix, as in `10.20.0.11/24`"


def _subnet_help(value: str) -> str:
    if value == "default":
        return "write `0.0.0.0/0` or `::/0`"
    if "/" not in value:
        return "write the length of its prefix behind it, as in `10.20.0.0/24`"
    try:
        return f"write `{addresses.interface_address_of(value).network}`"
    except ValueError:
        return "write its first address and the length of its prefix, as in `10.20.0.0/24`"


def _duration_help(value: str) -> str:
    days = re.fullmatch(r"([0-9]+)\s*d(ays?)?", value)
    return f"write `{int(days[1]) * 24}h`" if days else "write numbers with `h`, `m` or `s`, such as `1h` or `1m30s`"


def _constant(text: str) -> Callable[[str], str]:
    return lambda _value: text


_QUANTITY = Form("a quantity of bytes", _quantity_help)
_TEXT = Form("valid here", _constant(""))

_DURATION = Form("a duration", _constant("write a number and `h`, `m` or `s`, such as `1h`"))
_VERSION = Form("a release", _version_help)
_MAC = Form("a MAC address", _mac_help)
_BY_KEY: Mapping[str | int, Form] = {
    "bandwidthPerMigration": _QUANTITY,
    "batchEvictionInterval": _DURATION,
    "duration": _DURATION,
    "macAddress": _MAC,
    "maxGuest": _QUANTITY,
    "memory": _QUANTITY,
    "minMemory": _QUANTITY,
    "renewBefore": _DURATION,
    "size": _QUANTITY,
    "version": Form("a release", _constant("write all three numbers, such as `v1.9.0`")),
    "virtualSize": _QUANTITY,
}
_FORMS: Mapping[str, Form] = {
    base.QUANTITY_PATTERN: _QUANTITY,
    base.LABEL_PATTERN: Form("a DNS label", _name_help),
    base.SUBDOMAIN_PATTERN: Form("a DNS name", _long_name_help),
    base.CPU_PATTERN: Form(
        "an amount of CPU", _constant('write whole CPUs, such as "4", or thousandths, such as "3500m"')
    ),
    base.MAC_PATTERN: _MAC,
    base.MAC_PREFIX_PATTERN: Form(
        "a first octet of local addresses",
        _constant("write two hexadecimal digits, of which the second is 2, 6, a or e"),
    ),
    base.VERSION_PATTERN: _VERSION,
    base.URL_PATTERN: Form("an HTTP address", _scheme_help("https://")),
    base.REGISTRY_URL_PATTERN: Form("a registry source", _scheme_help("docker://", others="http https oci")),
    base.BUCKET_URL_PATTERN: Form("an address of a bucket", _constant("start it with `gs://` or `https://`")),
    base.CHECKSUM_PATTERN: Form(
        "a checksum", _constant("write the algorithm and its digits: `sha256:` and 64 of them")
    ),
    base.SHA256_PATTERN: Form("a SHA-256", _constant("write 64 hexadecimal digits in lower case")),
    base.DIGEST_PATTERN: Form("a digest", _constant("write `sha256:` and 64 hexadecimal digits in lower case")),
    base.ATTACHMENT_PATTERN: Form(
        "a NetworkAttachmentDefinition", _constant("write `name`, or `namespace/name`, in lower case")
    ),
    base.DEPENDENCY_PATTERN: Form(
        "a Kustomization",
        _constant("write `name`, or `namespace/name`, in lower case, as `flux get kustomizations` does"),
    ),
    base.DURATION_PATTERN: Form("a duration", _duration_help),
    base.SERIAL_PATTERN: Form("a serial number", _constant("write at most 256 letters, digits, `-`, `_`, `.` and `+`")),
    base.INTERFACE_PATTERN: Form("an interface name", _constant("write letters, digits, `-` and `_`")),
    base.DEVICE_PATTERN: Form(
        "a network device", _constant("write its name on the nodes: at most 15 letters, digits, `-`, `_` and `.`")
    ),
    base.USER_PATTERN: Form("a login name", _constant("write lower-case letters, digits, `-` and `_`")),
    base.IMAGE_REFERENCE_PATTERN: Form("a container image", _image_help),
    base.REGISTRY_PATTERN: Form("a registry", _registry_help),
    base.IMAGE_PREFIX_PATTERN: Form(
        "a prefix of image names", _constant("write lower-case letters, digits, `-`, `_` and `.`")
    ),
    base.PATH_PATTERN: Form("a path below the repository", _constant("write it with `/`, without `..`, from the top")),
    base.PIN_PATTERN: Form("a range of versions", _constant('write clauses with commas, such as ">=0.1,<1"')),
    base.POINTER_PATTERN: Form("a JSON pointer", _pointer_help),
    base.RATIO_PATTERN: Form("a ratio", _constant('write a number of 1 or more, such as "1.25"')),
    cdi_settings.OVERHEAD_PATTERN: Form("a part of the whole", _constant('write a number from 0 to 1, such as "0.06"')),
    kubevirt_settings.CIPHER_PATTERN: Form(
        "a cipher by the name that Go has for it", _constant("write such as `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`")
    ),
    node_devices.PCI_PATTERN: Form(
        "a PCI device", _constant('write the numbers of its maker and its own, such as "10DE:1EB8"')
    ),
    node_devices.USB_ID_PATTERN: Form("a number of USB", _constant('write four hexadecimal digits, such as "046d"')),
    node_devices.RESOURCE_PATTERN: Form(
        "a resource of a node", _constant("write the maker's domain before it, such as `nvidia.com/T4`")
    ),
    addresses.ADDRESS_PATTERN: Form("an IP address", _address_help),
    addresses.INTERFACE_ADDRESS_PATTERN: Form("an IP address with a prefix", _interface_address_help),
    addresses.SUBNET_PATTERN: Form("a subnet", _subnet_help),
    credentials.DURATION_PATTERN: _DURATION,
    credentials.DATA_KEY_PATTERN: Form("a key of a Secret", _constant("write letters, digits, `-`, `_` and `.`")),
    monitoring.INTERVAL_PATTERN: Form("an interval", _constant("write a number and `s` or `m`, such as `30s`")),
    metadata.LABEL_KEY_PATTERN: Form("a label key", _constant("write `name` or `prefix/name`")),
    metadata.LABEL_VALUE_PATTERN: Form(
        "a label value", _constant("write at most 63 letters, digits, `-`, `_` and `.`")
    ),
}


def form_of(route: Route, pattern: str = "") -> Form:
    """The form that a pattern stands for; without a pattern, the form that the field's name suggests."""
    if pattern:
        return _FORMS.get(pattern, _TEXT)
    return _BY_KEY.get(route[-1], _TEXT) if route else _TEXT
