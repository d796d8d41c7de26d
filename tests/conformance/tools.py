"""The real programs that vmgen is compared with: Go modules beside this file, pinned by go.mod and go.sum, and programs
that Debian packages.

Those that are only a library have a few lines of Go around it.

`python tests/conformance/tools.py` builds those that are missing, into a folder that Git ignores and that goes by the
content of the pins: once it is there, nothing needs Go or the network any more. Packages are unpacked into that folder
where there is apt, and not installed.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".vmgen" / "conformance"
NAMES = tuple(sorted(path.parent.name for path in HERE.glob("*/go.mod")))
PACKAGES = {
    "promtool": "prometheus",
}
"""By program, the package of Debian that has it."""
NO_GO = "Go is not installed: what needs a program that is not built yet is skipped\n"


def program(name: str) -> str | None:
    """The one that is built or unpacked, else the one on the PATH."""
    ours = _unpacked(name) if name in PACKAGES else _built(name)
    return str(ours) if ours.exists() else shutil.which(name)


def main() -> int:
    for name, package in PACKAGES.items():
        if program(name) is None and shutil.which("apt-get") is not None:
            _unpack(package)
    return _build_all()


def _build_all() -> int:
    missing = [name for name in NAMES if not _built(name).exists()]
    if missing and shutil.which("go") is None:
        sys.stdout.write(NO_GO)
        return 0
    return max([_build(name) for name in missing], default=0)


def _unpacked(name: str) -> Path:
    return CACHE / PACKAGES[name] / "usr" / "bin" / name


def _unpack(package: str) -> None:
    """Without it, some tests are skipped: being offline is no failure."""
    sys.stdout.write(f"unpacking {package}\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as folder:
        if not _download(package, folder):
            sys.stdout.write(f"apt has no package {package}: what needs it is skipped\n")
            return
        archive = next(Path(folder).glob("*.deb"))
        target, partial = CACHE / package, CACHE / f"{package}.partial"
        partial.mkdir(parents=True, exist_ok=True)
        subprocess.run(("dpkg-deb", "--extract", str(archive), str(partial)), check=True)
        partial.replace(target)


def _download(package: str, folder: str) -> bool:
    """On a machine that was just made, the lists of packages come first."""
    download = ("apt-get", "download", "--quiet", package)
    for command in (download, ("apt-get", "update", "--quiet"), download):
        code = subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode
        if command is download and code == 0:
            return True
    return False


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
