"""How do fetched manifests get into the catalog, so that none is ever there in part?"""

from contextlib import suppress
from pathlib import Path

from vmgen.output.commit import Step, carry_out
from vmgen.output.ownership import TEMPORARY_PREFIX
from vmgen.syntax.attachments import LOCK, VENDOR


def sweep(root: Path) -> None:
    """Removes what a command has left that was killed."""
    for folder in (root / VENDOR, (root / LOCK).parent):
        with suppress(OSError):
            for file in folder.glob(f"{TEMPORARY_PREFIX}*"):
                file.unlink()


def standing(root: Path, name: str) -> str | None:
    """The manifest of that name; None where there is none, and nothing where it is no text."""
    try:
        return (root / VENDOR / name).read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return ""


def put(root: Path, name: str, text: str) -> None:
    """Writes the manifest, whole or not at all. Raises OSError."""
    carry_out(Step(f"{VENDOR}{name}", text), root=root)
