"""Programs that stand in for kubeconform: each answers in one way, whatever it is asked."""

import json
import sys
from pathlib import Path
from typing import Any

# Reads what it was handed as kubeconform would, and gives each object the status that stands in STATUS.
_PROGRAM = """\
#!{python}
import json, pathlib, sys, yaml
answer = []
for path in sorted(pathlib.Path(sys.argv[-1]).rglob("*.yaml")):
    for body in yaml.safe_load_all(path.read_text(encoding="utf-8")):
        one = dict(filename=path.as_posix(), kind=body["kind"], version=body["apiVersion"])
        one["name"] = body.get("metadata", {{}}).get("name", "")
        answer.append(one | {result!r}.get(one["kind"], {{"status": "statusValid", "msg": ""}}))
print(json.dumps({{"resources": answer}}))
sys.exit({exit_code})
"""


def answering(folder: Path, result: dict[str, dict[str, Any]], *, exit_code: int = 0) -> str:
    """A program that says of every kind in `result` what stands there, and that all the rest is valid."""
    return script(folder, _PROGRAM.format(python=sys.executable, result=result, exit_code=exit_code))


def printing(folder: Path, text: str, *, exit_code: int = 0, stderr: str = "") -> str:
    lines = (f"#!{sys.executable}", "import sys", f"sys.stderr.write({stderr!r})", f"print({text!r})")
    return script(folder, "\n".join((*lines, f"sys.exit({exit_code})\n")))


def script(folder: Path, text: str) -> str:
    path = folder / "kubeconform"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def listed(*results: dict[str, Any]) -> str:
    return json.dumps({"resources": list(results)})
