"""The floor: what is the least that any compiler of this catalog could cost in Python?

It reads every file of the catalog with libyaml's composer, takes the name and the namespace of each machine from the
nodes, puts them into a prepared text, and writes the files of vmgen's tree, byte for byte, into a folder that is not
there yet. It merges nothing, checks nothing, compares nothing, and derives nothing: identities are prepared too.

Everything counts that this process does: starting Python, loading PyYAML, loading the prepared texts, and all of the
above. Where there is a choice, the faster way is taken, so that no ratio to the floor flatters vmgen: the cyclic
garbage collector is off, a file is one stream for the parser, the parser calls nothing back that is written in Python,
and files are written in place, each in one piece.

Usage: floor.py REPOSITORY PREPARED OUTPUT
"""

import gc
import json
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from yaml._yaml import CParser


class Composer(CParser):
    """libyaml's composer, whose questions about tags and nesting a function in C answers with nothing."""

    resolve = descend_resolver = ascend_resolver = "".format


def main(repository: str, prepared: str, output: str) -> None:
    """Writes vmgen's tree of `repository` below `output`. `prepared` is the file that tests/bench/prepare.py makes."""
    with open(prepared, "rb", buffering=0) as file:  # noqa: PTH123 # a Path for each file would make the floor slower
        texts: Mapping[str, Any] = json.loads(file.read())
    machines, shapes = texts["machines"], texts["shapes"]
    folders: set[str] = set()
    for path, text in texts["files"].items():
        _write(f"{output}/{path}", text, folders)
    for source, node in _documents(repository):
        top = {key.value: value for key, value in node.value}
        if top["kind"].value != "Machine":
            continue
        metadata = {key.value: value.value for key, value in top["metadata"].value}
        name, namespace = metadata["name"], metadata["namespace"]
        path, shape, identities = machines[f"{namespace}/{name}"]
        text = shapes[shape] % {"source": source, "name": name, "namespace": namespace, **identities}
        _write(f"{output}/{path}", text, folders)


def _documents(repository: str) -> Iterator[tuple[str, Any]]:
    for folder, _, names in os.walk(f"{repository}/catalog"):
        for name in names:
            path = f"{folder}/{name}"
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 # as above
                composer = Composer(file.read().decode())
            while composer.check_node():
                yield path[len(repository) + 1 :], composer.get_node()


def _write(path: str, text: str, folders: set[str]) -> None:
    folder = path.rpartition("/")[0]
    if folder not in folders:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 # as above
        folders.add(folder)
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123 # as above
        file.write(text.encode())


if __name__ == "__main__":
    gc.disable()
    main(*sys.argv[1:])
