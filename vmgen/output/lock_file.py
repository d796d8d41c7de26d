"""How is the lock written: the same lock gives the same bytes, whoever found out what is in it, and in which order."""

from pathlib import Path
from typing import Any

from vmgen.model.lock import Lock
from vmgen.output.commit import Step, carry_out
from vmgen.output.yaml_writer import write_yaml
from vmgen.syntax.attachments import LOCK

# Not the first line of what is generated: a build deletes that where nothing asks for it any more.
_HEADER = "# What the network knew of manifests and images. `vmgen vendor` and `vmgen lock` write it: commit it."


def lock_text(lock: Lock) -> str:
    """The text of the whole lock, sorted; what is empty is left out."""
    written = lock.model_dump(by_alias=True)
    return write_yaml([{key: _sorted(written[key]) for key in ("manifests", "images") if written[key]}], header=_HEADER)


def write_lock(lock: Lock, root: Path) -> None:
    """Writes it into the catalog below `root`, whole or not at all. Raises OSError."""
    carry_out(Step(LOCK, lock_text(lock)), root=root)


def _sorted(value: Any) -> Any:
    return {key: _sorted(value[key]) for key in sorted(value)} if isinstance(value, dict) else value
