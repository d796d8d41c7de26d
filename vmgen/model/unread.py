"""Names that stand in texts that could not be read: whatever uses them says nothing wrong."""

import re
from collections.abc import Mapping

from vmgen.diagnostics import Diagnostics, Severity

_NAME = re.compile(r"""\bname: *["']?([A-Za-z0-9][A-Za-z0-9._-]*)""")


def unread_names(sources: Mapping[str, str], faults: Diagnostics) -> frozenset[str]:
    """Every name of a file with errors, since nobody knows which documents it was meant to have."""
    files = {one.problem.at.file for one in faults if one.severity is Severity.ERROR}
    return frozenset(name for file in files for name in _NAME.findall(sources.get(file, "")))
