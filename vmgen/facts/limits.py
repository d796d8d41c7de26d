"""How long names and how large objects may be.

Sources: Kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation and pkg/api/validation; the Linux kernel
(IFNAMSIZ); etcd's default request size; KubeVirt pkg/virt-api/webhooks/validating-webhook/admitters.
"""

import re

DNS_LABEL_LENGTH = 63
"""Namespaces, Services, host names, containers, volumes and disks."""
DNS_SUBDOMAIN_LENGTH = 253
"""Every other object's name."""
LABEL_VALUE_LENGTH = 63
"""Also the name of a Flux Kustomization, which Flux writes as a label value on all that it applies."""
QUALIFIED_NAME_LENGTH = 63
"""The part of a label or annotation key behind its prefix; the prefix is a DNS subdomain."""
PORT_NAME_LENGTH = 15
INTERFACE_NAME_LENGTH = 15
"""Of a network interface in Linux, a bridge included: IFNAMSIZ without its final zero."""
CRON_NAME_LENGTH = 63
"""A DataImportCron's name."""

ANNOTATIONS_SIZE = 256 * 1024
"""All annotations of an object together, keys included, in bytes."""
SECRET_SIZE = 1024 * 1024
"""All values of a Secret or ConfigMap together, in bytes."""
OBJECT_SIZE = 1024 * 1024
"""A whole object in bytes, well within etcd's 1.5 MiB for a request."""

KUSTOMIZATION_OBJECTS = 500
"""Of one Kustomization of Flux: kustomize builds as many within about a second, and twice as many in four times that
(measured with kustomize 5.5; kubernetes-sigs/kustomize#5084)."""
KUSTOMIZATION_MACHINES = 250
"""Of one Kustomization of Flux: with a disk or a Secret each, they are as many objects."""

LIST_LENGTH = 256
"""Of a machine's disks, interfaces, networks and volumes each."""
DISK_SERIAL_LENGTH = 256
SMALLEST_VOLUME = 1024 * 1024
"""CDI refuses a DataVolume below this many bytes."""

VLAN_RANGE = range(1, 4095)
"""Usable VLAN ids: 0 means untagged, 4095 is reserved (IEEE 802.1Q)."""

DNS_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", re.ASCII)
DNS_SUBDOMAIN = re.compile(rf"{DNS_LABEL.pattern}(\.{DNS_LABEL.pattern})*", re.ASCII)
LABEL_VALUE = re.compile(r"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", re.ASCII)
QUALIFIED_NAME = re.compile(r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]", re.ASCII)


def is_dns_label(text: str) -> bool:
    return len(text) <= DNS_LABEL_LENGTH and DNS_LABEL.fullmatch(text) is not None


def is_dns_subdomain(text: str) -> bool:
    return len(text) <= DNS_SUBDOMAIN_LENGTH and DNS_SUBDOMAIN.fullmatch(text) is not None


def is_label_value(text: str) -> bool:
    return len(text) <= LABEL_VALUE_LENGTH and LABEL_VALUE.fullmatch(text) is not None


def is_qualified_name(text: str) -> bool:
    """Whether it can be the key of a label or annotation: `name` or `prefix.example/name`."""
    prefix, slash, name = text.rpartition("/")
    return (
        len(name) <= QUALIFIED_NAME_LENGTH
        and QUALIFIED_NAME.fullmatch(name) is not None
        and (not slash or is_dns_subdomain(prefix))
    )
