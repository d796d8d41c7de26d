"""Mistakes on the disk: links, folders where files belong, files that nobody can read, names that nobody expects."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

OUTSIDE = "outside"
"""A folder beside the repository, which no build may change."""

NAMES = (
    *(
        "a b.yaml",
        "a#b.yaml",
        "a: b.yaml",
        "-.yaml",
        ".yaml",
        "é.yaml",
        "e\u0301.yaml",
        "😀.yaml",
        "a\nb.yaml",
        "a\x1b[31mb.yaml",
    ),
    *(
        "a\u202eb.yaml",
        "A.YAML",
        "b.YML",
        "c.yml",
        "d.json",
        "e.lock.yaml",
        "f.yaml~",
        "x" * 240 + ".yaml",
        "*.yaml",
        "$(id).yaml",
        "'.yaml",
    ),
)


def change_disk(root: Path, chance: Random) -> str:
    """One mistake in the repository at `root`, which a build may have filled; says what it was."""
    mistake = chance.choice(_MISTAKES)
    with suppress(PermissionError):  # of the mistake before
        mistake(root, chance)
    return mistake.__name__.strip("_").replace("_", " ")


def _another_name(root: Path, chance: Random) -> None:
    file = _file(root / "catalog", chance)
    if file is not None:
        file.rename(file.with_name(chance.choice(NAMES)))


def _name_that_is_no_text(root: Path, chance: Random) -> None:
    file = _file(root / "catalog", chance)
    if file is not None:
        os.rename(os.fsencode(file), os.fsencode(file.parent) + b"/\xff\xfe.yaml")  # noqa: PTH104 # no Path spells it


def _another_copy(root: Path, chance: Random) -> None:
    file = _file(root / "catalog", chance)
    if file is not None:
        folder = root / "catalog" / chance.choice(["", "a", "a/b/c", "machines", "vendor", ".hidden", "é"])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / chance.choice(NAMES)).write_bytes(file.read_bytes())


def _bytes_of_something_else(root: Path, chance: Random) -> None:
    file = _file(root / "catalog", chance)
    if file is not None:
        file.write_bytes(
            chance.choice(
                [b"\xff\xfe", b"\x89PNG\r\n\x1a\n" + chance.randbytes(200), b"\0" * 5000, chance.randbytes(300)]
            )
        )


def _one_byte(root: Path, chance: Random) -> None:
    file = _file(root / "catalog", chance)
    if file is not None and (content := bytearray(file.read_bytes())):
        content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)


def _other_encoding(root: Path, chance: Random) -> None:
    file = _file(root / "catalog", chance)
    if file is not None:
        text = file.read_bytes().decode(errors="replace")
        file.write_bytes(text.encode(chance.choice(["utf-16", "utf-32", "utf-8-sig", "utf-16-be"]), "replace"))


def _folder_for_a_file(root: Path, chance: Random) -> None:
    _replace(_file(root / chance.choice(["catalog", "clusters"]), chance), lambda path: path.mkdir())


def _full_folder_for_a_file(root: Path, chance: Random) -> None:
    def fill(path: Path) -> None:
        path.mkdir()
        (path / chance.choice(["x.yaml", "machine-x.yaml", ".keep"])).write_text("a: b\n", encoding="utf-8")

    _replace(_file(root / chance.choice(["catalog", "clusters"]), chance), fill)


def _pipe_for_a_file(root: Path, chance: Random) -> None:
    _replace(_file(root / chance.choice(["catalog", "clusters"]), chance), os.mkfifo)


def _link_for_a_file(root: Path, chance: Random) -> None:
    targets = [
        "../../outside/secret.yaml",
        "nowhere.yaml",
        ".",
        "..",
        "/etc/passwd",
        "/dev/zero",
        "/dev/null",
        str(root / "outside.yaml"),
    ]
    file = _file(root / chance.choice(["catalog", "clusters"]), chance)
    if file is not None:
        target = chance.choice([*targets, file.name])
        _replace(file, lambda path: path.symlink_to(target))


def _link_for_a_folder(root: Path, chance: Random) -> None:
    folders = [path for path in (root / "clusters", *sorted((root / "clusters").rglob("*"))) if path.is_dir()]
    if folders:
        folder = chance.choice(folders)
        moved = _free(folder.with_name("moved"))
        target = chance.choice([root.parent / OUTSIDE, Path("nowhere"), Path(".."), root / "catalog", moved])
        folder.rename(moved)
        folder.symlink_to(target)


def _file_for_a_folder(root: Path, chance: Random) -> None:
    folders = [path for path in (root / "clusters", *sorted((root / "clusters").rglob("*"))) if path.is_dir()]
    if folders:
        folder = chance.choice(folders)
        folder.rename(_free(root / "away"))
        folder.write_text("# Written by vmgen\n" if chance.random() < 0.5 else "mine\n", encoding="utf-8")


def _free(path: Path) -> Path:
    """The path, or one beside it where another mistake put something there."""
    return next(
        one for one in (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 9))) if not one.exists()
    )


def _file_of_somebody_else(root: Path, chance: Random) -> None:
    file = _file(root / "clusters", chance)
    if file is not None:
        file.write_bytes(
            chance.choice([b"mine: true\n", b"", b"\xff", b"\xef\xbb\xbf# Written by vmgen\n", b"# Written by hand\n"])
        )


def _stray(root: Path, chance: Random) -> None:
    (root / "clusters").mkdir(exist_ok=True)
    name = chance.choice(["x.yaml", "README.md", ".vmgen-tmp-123", "machine-x.yaml", *NAMES])
    (root / "clusters" / name).write_text(
        chance.choice(["# Written by vmgen from x. Do not edit.\na: b\n", "a: b\n"]), encoding="utf-8"
    )


def _closed(root: Path, chance: Random) -> None:
    file = _file(root / chance.choice(["catalog", "clusters"]), chance)
    if file is not None:
        (file if chance.random() < 0.5 else file.parent).chmod(chance.choice([0, 0o200, 0o444, 0o555]))


def _removed(root: Path, chance: Random) -> None:
    file = _file(root / chance.choice(["catalog", "clusters"]), chance)
    if file is not None:
        file.unlink()


def _replace(file: Path | None, make: Callable[[Path], None]) -> None:
    if file is not None:
        file.unlink()
        make(file)


def _file(folder: Path, chance: Random) -> Path | None:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return chance.choice(files) if files else None


_MISTAKES = (
    *(_another_name, _name_that_is_no_text, _another_copy, _bytes_of_something_else, _one_byte, _other_encoding),
    *(
        _folder_for_a_file,
        _full_folder_for_a_file,
        _pipe_for_a_file,
        _link_for_a_file,
        _link_for_a_folder,
        _file_for_a_folder,
    ),
    *(_file_of_somebody_else, _stray, _closed, _removed),
)
