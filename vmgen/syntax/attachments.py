"""Files of the catalog that are no documents: those that are copied as they stand, the lock, and what was fetched."""

LOCK = "catalog/vmgen.lock.yaml"
"""What the network knew of manifests and images when somebody asked, written by commands and committed by people."""

VENDOR = "catalog/vendor/"
"""Where release manifests stand that a command fetched, and people committed."""

_SUFFIXES = (".sops.yaml", ".sops.yml", ".sealed.yaml", ".sealed.yml")


def is_attachment(path: str) -> bool:
    """Whether a file is encrypted for somebody else: its name says so, since nothing in it may be touched."""
    return path.endswith(_SUFFIXES)


def is_vendored(path: str) -> bool:
    return path.startswith(VENDOR)


def is_document(path: str) -> bool:
    """Whether a file of the catalog holds what people declare."""
    return path != LOCK and not is_attachment(path) and not is_vendored(path)
