"""Files of the catalog that are no documents: a resource names them, and they are copied as they stand."""

_SUFFIXES = (".sops.yaml", ".sops.yml", ".sealed.yaml", ".sealed.yml")


def is_attachment(path: str) -> bool:
    """Whether a file is encrypted for somebody else: its name says so, since nothing in it may be touched."""
    return path.endswith(_SUFFIXES)
