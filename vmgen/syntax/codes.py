"""The codes of what can be wrong with a text before anybody asks what it means."""

from vmgen.diagnostics import Code, Severity, Shows


def _syntax_error(id_: str, name: str, explanation: str) -> Code:
    return Code(id_, name, Severity.ERROR, Shows.AT_BUILD, explanation)


INVALID_YAML = _syntax_error(
    "VM101",
    "invalid-yaml",
    """The text is not YAML.

    Mostly an indentation that matches no line above it, or a quote or bracket that nobody closes.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
           image: debian-13

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
TAB_INDENTATION = _syntax_error(
    "VM102",
    "tab-indentation",
    """A line is indented with a tab.

    YAML counts spaces only, since nobody can say how wide a tab is.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata:
        \tname: web

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
DUPLICATE_KEY = _syntax_error(
    "VM103",
    "duplicate-key",
    """A mapping has the same key twice.

    Most YAML readers keep the last one and say nothing, so that half of what was written is lost.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          template: large

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: large, image: debian-13}
    """,
)
MERGE_KEY = _syntax_error(
    "VM104",
    "merge-key",
    """The merge key `<<` is YAML 1.1 only.

    A MachineTemplate does the same with a name, works across files, and `vmgen why` can say where a value came from.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources:
            <<: {cpu: {cores: 4}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources:
            cpu: {cores: 4}
    """,
)
TAG = _syntax_error(
    "VM105",
    "yaml-tag",
    """A value carries a YAML tag such as `!!str` or `!secret`.

    No field of the catalog takes one. Quotes make a text of whatever they hold.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata:
          name: web
          labels:
            release: !!str 10
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata:
          name: web
          labels:
            release: "10"
        spec: {template: small, image: debian-13}
    """,
)
TOO_DEEP = _syntax_error(
    "VM106",
    "nested-too-deeply",
    """A value is nested deeper than 100 levels.

    Nothing in the catalog needs ten. A file like this is broken, or made to break its reader.

    Example:
        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
ALIAS_EXPANSION = _syntax_error(
    "VM107",
    "alias-expansion",
    """Aliases make the document grow beyond any use, or contain themselves.

    A few lines of aliases of aliases can stand for more values than a machine has memory.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: &spec
          template: small
          resources: *spec

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
COMPLEX_KEY = _syntax_error(
    "VM108",
    "complex-key",
    """A key is a list or a mapping.

    Often a template expression whose braces nobody quoted: `{{ name }}` is YAML, and means a mapping as a key.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata:
          name: {{ name }}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
UNREADABLE_NUMBER = _syntax_error(
    "VM109",
    "unreadable-number",
    """A number that readers take for different values, or that is too long to be one.

    `0100` is 64 to a YAML 1.1 reader (octal) and 100 to a YAML 1.2 reader.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: storage}
        spec:
          bridge: br0
          vlan: 0100

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: storage}
        spec:
          bridge: br0
          vlan: 100
    """,
)
UNREADABLE_FILE = _syntax_error(
    "VM110",
    "unreadable-file",
    """A file or folder of the catalog cannot be read as UTF-8 text, or leads out of the repository.

    The output must follow from what is committed, so a link to a file elsewhere is refused.
    """,
)

CODES = (
    INVALID_YAML,
    TAB_INDENTATION,
    DUPLICATE_KEY,
    MERGE_KEY,
    TAG,
    TOO_DEEP,
    ALIAS_EXPANSION,
    COMPLEX_KEY,
    UNREADABLE_NUMBER,
    UNREADABLE_FILE,
)
