"""Diagnostics of every shape that a report has to show, in a catalog that is hard to print."""

from vmgen.diagnostics import Code, Diagnostic, Label, Location, Problem, Severity, Shows, Span, sign
from vmgen.syntax.spans import Spans

WEB, DB, GONE = "catalog/web.yaml", "catalog/teams/db, 100%: the\u00e4.yaml", "clusters/lab/kustomization.yaml"
LONG = "a" * 150
SOURCES = {
    WEB: (
        "kind: Machine\n"
        "spec:\n"
        "  networks:\n"
        '  - {name: eth0, macAddress: "52:54:00:00:00:01"}\n'
        "  cloudInit:\n"
        "    userData: |\n"
        "      #cloud-config\n"
        "      password: hunter2\n"
        f"  long: [{LONG}, {LONG}]\n"
        f"  longer: {LONG}{LONG}\n"
        '  tabs:\t"a\tb"\t# behind a tab\n'
        '  wide: {名前: "東京タワー", port: 0}\n'
        '  odd: {"\u202e\u200b\\u001b[31m": \u00e9, port: 0}\n'
    ),
    DB: "kind: Machine\n" * 3 + "---\n" * 997 + "spec:\n  hostname:\n",
}
SPANS = Spans(SOURCES)

DUPLICATE_MAC = Code("VM301", "duplicate-mac", Severity.ERROR, Shows.IN_OPERATION, "")
UNPINNED = Code("VM403", "unpinned-image", Severity.WARNING, Shows.AT_START, "")
EXPORTED = Code("VM126", "ignored-field", Severity.NOTE, Shows.AT_BUILD, "")
LOST = Code("VM801", "dropped-by-root", Severity.ERROR, Shows.BY_LOSING_DATA, "")
REFUSED = Code("VM124", "invalid-value", Severity.ERROR, Shows.AT_APPLY, "")

SPEC = Location(WEB, route=("spec",))
MAC = Location(WEB, route=("spec", "networks", 0, "macAddress"))
USER_DATA = Location(WEB, route=("spec", "cloudInit", "userData"))

SCENES: dict[str, Diagnostic] = {
    "a second place": sign(
        DUPLICATE_MAC,
        Problem(
            MAC,
            "`52:54:00:00:00:01` is already taken",
            "remove `macAddress` to have one derived from the machine's name",
            (Label(Location(DB, 997, ("spec", "hostname")), "first used here"), Label(Location(GONE), "written here")),
        ),
    ),
    "a message longer than the column of names": sign(
        UNPINNED,
        Problem(MAC.key(), "the tag `latest` of the image `quay.io/containerdisks/debian` means another one tomorrow"),
    ),
    "a note about a document": sign(
        EXPORTED, Problem(Location(WEB), "`status` is what a cluster reports", "remove it")
    ),
    "a key without a value, far down": sign(REFUSED, Problem(Location(DB, 997, ("spec", "hostname")), "no value")),
    "a file that is not in the catalog": sign(LOST, Problem(Location(GONE), "`flux-system` is not listed", "list it")),
    "a line of a block": sign(REFUSED, Problem(USER_DATA.line(0), "no text")),
    "a line that nobody may see": sign(REFUSED, Problem(USER_DATA.line(1), "a password", "remove it", is_secret=True)),
    "a place in a long line": sign(REFUSED, Problem(SPEC / "long" / 0, "too long")),
    "a place that ends behind the end of what is shown": sign(REFUSED, Problem(SPEC / "longer", "too long")),
    "a place behind the end of what is shown": sign(REFUSED, Problem(SPEC / "long" / 1, "too long")),
    "tabs": sign(REFUSED, Problem(SPEC / "tabs", "not `a\tb`")),
    "control characters": sign(REFUSED, Problem(SPEC / "odd" / "port", "`\x1b[31m` is\nno key", "write\r\n`x`")),
    "a place of its own": sign(REFUSED, Problem(Location(WEB, span=Span(1, 5, 6)), "a place without a route")),
}
WIDE = sign(REFUSED, Problem(SPEC / "wide" / "port", "`0` is less than 1", "write 1 or more"))
