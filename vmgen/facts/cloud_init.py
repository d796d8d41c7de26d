"""What KubeVirt and cloud-init ask of user data and network data, and how a secret in them looks.

Sources: KubeVirt v1.9.0 pkg/cloud-init/cloud-init.go (keys) and vmi-create-admitter.go (size); cloud-init
cloudinit/handlers/__init__.py (headers); the vendors' own descriptions of their token formats.
"""

import re
from types import MappingProxyType

from vmgen.records import record

INLINE_SIZE = 2048
"""Bytes of user data, and of network data, that a machine may carry itself; in base64, the bytes decoded."""

USER_DATA_KEYS = ("userdata", "userData")
NETWORK_DATA_KEYS = ("networkdata", "networkData")
"""The keys that KubeVirt reads of a Secret: there is no field to name another."""

SYSPREP_KEYS = ("autounattend.xml", "unattend.xml", "Autounattend.xml", "Unattend.xml")

HEADERS = (
    "#!",
    "## template: jinja",
    "#cloud-boothook",
    "#cloud-config",
    "#cloud-config-archive",
    "#cloud-config-jsonp",
    "#include",
    "#include-once",
    "#part-handler",
    "content-type: multipart/",
    "mime-version: 1.0",
)
"""How user data begins that cloud-init knows what to do with, in any case; the rest it drops with a line in its log."""


def has_header(user_data: str) -> bool:
    return user_data.lstrip().lower().startswith(HEADERS)


@record
class SecretPattern:
    """What a match says is there. Report where it is, never the text that matched."""

    name: str
    expression: str
    explanation: str
    literals: tuple[str, ...]
    """What a text holds, in lower case, before the pattern can match: looking for that first is ten times faster."""

    def may_be_in(self, lowered: str) -> bool:
        return any(literal in lowered for literal in self.literals)

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first needed: most catalogs need none."""
        return re.compile(self.expression, re.MULTILINE | re.ASCII)


# Not a value that locks the account or is filled in later: nothing, `!`, `*`, null, a Jinja expression.
_VALUE = r"""[ \t]*:[ \t]*(?!\s|["']?(?:[!*]+|null|~|\{\{[^}]*\}\})?["']?[ \t]*(?:[,}\]#].*)?$)(\S.*)$"""


def _key(names: str) -> str:
    return rf"""(?:^|[{{,])[ \t]*(?:-[ \t]+)*["']?(?:{names})["']?{_VALUE}"""


SECRET_PATTERNS = (
    SecretPattern(
        "password",
        _key("passwd|hashed_passwd|plain_text_passwd|password"),
        "a password of an account",
        ("passwd", "password"),
    ),
    SecretPattern(
        "password-list",
        r"^[ \t]*chpasswd[ \t]*:(?:[ \t]*\{.*\blist\b|[ \t]*\n(?:[ \t]+.*\n)*?[ \t]+list[ \t]*:)",
        "passwords of accounts",
        ("chpasswd",),
    ),
    SecretPattern(
        "password-hash",
        r"\$(?:1|2[aby]|5|6|y|7|gy)\$[./A-Za-z0-9$=,]{8,}",
        "the hash of a password",
        ("$",),
    ),
    SecretPattern(
        "pre-shared-key",
        _key("psk|pre_shared_key|private_key|PrivateKey"),
        "a key of a network",
        ("psk", "shared_key", "private"),
    ),
    SecretPattern("wireguard-key", r"\bPrivateKey\s*=\s*[A-Za-z0-9+/]{42,}=", "a key of WireGuard", ("privatekey",)),
    SecretPattern("private-key", r"-----BEGIN [A-Z ]*PRIVATE KEY-----", "a private key", ("-----begin",)),
    SecretPattern("host-key", _key("[a-z0-9]+_private"), "a private key of the SSH server", ("_private",)),
    SecretPattern("client-key", _key("client-key-data"), "a private key of a kubeconfig", ("client-key-data",)),
    SecretPattern("age-key", r"\bAGE-SECRET-KEY-1[0-9A-Z]{20,}", "a private key of age", ("age-secret-key",)),
    SecretPattern("aws-key", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", "an access key of AWS", ("akia", "asia")),
    SecretPattern(
        "github-token",
        r"\b(?:gh[pousr]_\w{36,}|github_pat_\w{20,})",
        "a token of GitHub",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    ),
    SecretPattern("gitlab-token", r"\bglpat-[\w-]{20,}", "a token of GitLab", ("glpat-",)),
    SecretPattern("slack-token", r"\bxox[baprs]-[\w-]{10,}", "a token of Slack", ("xox",)),
    SecretPattern("json-web-token", r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*", "a signed token", ("eyj",)),
    SecretPattern(
        "kubeadm-token",
        # At least one digit behind the dot, or names of hosts would pass for tokens.
        r"(?<![\w.])[a-z0-9]{6}\.(?=[a-z]*[0-9])[a-z0-9]{16}(?![\w.])",
        "a token to join a cluster",
        (".",),
    ),
    SecretPattern("k3s-token", r"\bK10[0-9a-f]{48,}::\S+", "a token to join a cluster", ("k10",)),
    SecretPattern("url-password", r"://[^/@\s:]+:([^/@\s]+)@", "a password in a URL", ("://",)),
    SecretPattern("authorization", r"(?i)\bAuthorization: (?:Bearer|Basic) (\S+)", "credentials", ("authorization",)),
    SecretPattern(
        "sysprep-password",
        r"<(?:AdministratorPassword|Password)>\s*<Value>([^<]+)</Value>",
        "a password of Windows",
        ("password>",),
    ),
)
"""What must not stand in clear in a catalog. Public keys are none, `!` and `*` lock an account and are none either."""

SERVICE_PACKAGES = MappingProxyType(
    {
        "apache2": ("apache2",),
        "chronyd": ("chrony",),
        "containerd": ("containerd", "containerd.io"),
        "docker": ("docker.io", "docker-ce", "docker", "moby-engine"),
        "fail2ban": ("fail2ban",),
        "haproxy": ("haproxy",),
        "httpd": ("httpd",),
        "libvirtd": ("libvirt-daemon-system", "libvirt-daemon", "libvirt"),
        "mariadb": ("mariadb-server",),
        "mysql": ("mysql-server",),
        "mysqld": ("mysql-server",),
        "nfs-server": ("nfs-kernel-server", "nfs-utils"),
        "nginx": ("nginx",),
        "podman": ("podman",),
        "postgresql": ("postgresql", "postgresql-server"),
        "qemu-guest-agent": ("qemu-guest-agent",),
        "redis": ("redis", "redis-server"),
        "redis-server": ("redis-server",),
        "snapd": ("snapd",),
    }
)
"""Services that user data may start, and the packages of Debian, Fedora and their kin that bring them, any of which
will do. Cloud images have none of them."""
