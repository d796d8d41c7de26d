"""The real programs that vmgen is compared with: Go modules beside this file, pinned by go.mod and go.sum.

Those that are only a library have a few lines of Go around it.

`python tests/conformance/tools.py` builds those that are missing, into a folder that Git ignores and that goes by the
content of the pins: once it is there, nothing needs Go or the network any more.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".vmgen" / "conformance"
NAMES = tuple(sorted(path.parent.name for path in HERE.glob("*/go.mod")))
NO_GO = "Go is not installed: what needs a program that is not built yet is skipped\n"


def program(name: str) -> str | None:
    """The pinned program if it is built, else the one on the PATH."""
    built = _built(name)
    return str(built) if built.exists() else shutil.which(name)


def main() -> int:
    missing = [name for name in NAMES if not _built(name).exists()]
    if missing and shutil.which("go") is None:
        sys.stdout.write(NO_GO)
        return 0
    return max([_build(name) for name in missing], default=0)


def _built(name: str) -> Path:
    pins = b"".join(path.read_bytes() for path in sorted((HERE / name).iterdir()))
    return CACHE / f"{name}-{hashlib.sha256(pins).hexdigest()[:12]}" / name


def _build(name: str) -> int:
    """`tool` is Go's name for what go.mod has in its `tool` line. Only a whole program gets its final name."""
    target = _built(name)
    partial = target.with_name(f"{name}.partial")
    sys.stdout.write(f"building {name}\n")
    sys.stdout.flush()
    command = ("go", "build", "-mod=readonly", "-buildvcs=false", "-trimpath", "-o", str(partial), "tool")
    code = subprocess.run(command, cwd=HERE / name, check=False).returncode
    if code:
        sys.stdout.write(f"{name} could not be fetched or built: the lines above say why\n")
        return 1
    partial.replace(target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
