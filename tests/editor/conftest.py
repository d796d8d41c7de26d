"""The language server, installed once from package-lock.json beside this file; without node and npm, none."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.language_server import LanguageServer
from vmgen.model.schema.documents import schema_texts

HERE = Path(__file__).parent
PROGRAM = Path("node_modules") / "yaml-language-server" / "bin" / "yaml-language-server"


@pytest.fixture(scope="session")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """An editor that looks at a repository with the schemas of this very vmgen."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    installed = tmp_path_factory.mktemp("editor")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, installed)
    ran = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=installed, check=False, capture_output=True, text=True
    )
    if ran.returncode:
        pytest.skip(f"npm cannot install yaml-language-server: {ran.stderr.strip()[-300:]}")
    repository = tmp_path_factory.mktemp("repository")
    schemas = repository / "schemas" / "catalog"
    schemas.mkdir(parents=True)
    for name, text in schema_texts().items():
        (schemas / name).write_text(text, encoding="utf-8")
    server = LanguageServer(installed / PROGRAM, repository)
    yield server
    server.close()
