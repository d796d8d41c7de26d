"""Texts that YAML readers have taken for something else, or refused; and texts that stay as they are."""

OTHER_THAN_TEXT = (
    # booleans and nulls of YAML 1.1 and 1.2
    *("y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "nO", "on", "On", "ON", "off", "Off", "OFF"),
    *("true", "True", "TRUE", "false", "False", "FALSE", "tRUE", "null", "Null", "NULL", "~", ""),
    # integers
    *("0", "-0", "+1", "12", "-12", "0100", "0o7", "0x1F", "0b101", "-0b1", "1_000", "0_0", "1,000", "٣"),
    # floats
    *("1.", "1.0", ".5", "-.5", "+.5", "1e3", "1E3", "1e+3", "1.5e+3", "6.02e23", "1_0.5", "0x1p-2", "1.2.3", "1d"),
    *(".inf", "-.INF", "+.Inf", ".nan", ".NaN", "inf", "-inf", "nan", "NaN", "Infinity"),
    # sexagesimal numbers, addresses, dates
    *("12:30", "12:30:45", "-1:2", "190:20:30.15", "52:54:00:12:34:56", "10.0.0.1", "10.0.0.0/24", "1E", "0.5E"),
    *("2001-01-01", "2001-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43", "2026"),
)

OTHER_THAN_A_SCALAR = (
    # indicators
    *(
        "=",
        "<<",
        "<<:",
        "-",
        "--",
        "---",
        "--- a",
        "- a",
        "...",
        "... a",
        "?",
        "? a",
        ":",
        ": a",
        "a:",
        "a: b",
        "a:\tb",
    ),
    *("#", "# a", "a #b", "a\t#b", ",", "[", "]", "[]", "[a]", "{", "}", "{}", "{a: b}", "&a", "*a", "!a", "!!str a"),
    *("|", "|-", ">", ">+", "%", "%YAML 1.2", "@a", "`a`", "'", '"', "''", '""', "'a'", '"a"', "a'b", 'a"b', "a'b\"c"),
    *('{"a": "b"}', '{"a": "it\'s"}', "\\", "\\n", "a\\", '\\"'),
    # blanks
    *(" ", "  ", "\t", " a", "a ", "\ta", "a\t", "a  b", "a\tb", "\xa0", "a\xa0", "\u3000a", "\u2003"),
    # not printable, or not in every version of YAML
    *("\0", "\a", "\x1b[0m", "\u2028", "a\u2029b", "\ufeff", "\ufeffa", "a\ufeff"),
    *("\ufffd", "\U0001fffe", "\U0010ffff", "\u202eabc", "\u200b", "\u00ad", "\U000e0001"),
    # printable, beyond ASCII
    *("é", "Zürich", "日本語", "😀", "👩\u200d💻", "e\u0301", "ﬁ", "\ue000", "א", "\U00020000"),
)

OF_SEVERAL_LINES = (
    *("\n", "\n\n", "a\n", "a\nb", "a\nb\n", "a\n\nb\n", "a\n\n", "a\n\n\n", "\na", "\n a", " a\nb", "\ta\nb", " \na"),
    *("a\n b", "a\n\tb", "a\n  \nb", "a\n\t\nb", "a \nb", "a\t\nb", "a\nb ", "a\nb\t", "a\n ", "a\n \n", "a\n\n b\n"),
    *(
        "---\na",
        "a\n---\nb\n",
        "a\n...\nb\n",
        "- a\n- b\n",
        "#a\n#b\n",
        "a: b\nc: d\n",
        "|\na\n",
        "%a\nb\n",
        "'\n'",
        '"\n"',
    ),
    *("a\r\nb\r\n", "a\rb", "\r", "a\nb\r", "a\n\u2028b\n", "a\n\ufeffb\n", "\ufeffa\nb\n", "a\n\0b\n"),
    *("é\n日本\n😀\n", "a\n\u200bb\n", "a\nb\\n\"c\" 'd'\n", "a\n" * 40, "x" * 2000 + "\n" + "y" * 2000),
    "#cloud-config\nusers:\n- name: ubuntu\n  sudo: ALL=(ALL) NOPASSWD:ALL\n\nruncmd:\n- |\n  \tmake\n",
)

# kustomize passes them on unescaped, and then cannot read what it wrote
REFUSED = ("\x7f", "\x80", "\x85", "a\x85b", "a\n\x9f\n", "\ud83d", "a\udfff", "\ufffe", "\uffff")

# as a key, kustomize drops it silently, even in quotes
MERGE_KEY = "<<"

NASTY = (*OTHER_THAN_TEXT, *OTHER_THAN_A_SCALAR, *OF_SEVERAL_LINES)

PLAIN = (
    *("web-1", "VirtualMachine", "kubevirt.io/v1", "kustomize.toolkit.fluxcd.io/prune", "x86_64", "not-a-no", "None"),
    *("quay.io/kubevirt/virt-api:v1.9.0", "https://example.org/a/b.qcow2", "/dev/vda", "./clusters/homelab", "../base"),
    *("40Gi", "1.5Gi", "500m", "10G", "1h", "1h30m0s", "15m", "250ms"),
    *("Machine is down", "console=ttyS0,115200", "ssh-ed25519 AAAAC3Nz+/x== ops@example.org", "fe:54:00:12:34:56"),
)
