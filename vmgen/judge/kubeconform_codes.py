"""The codes of what kubeconform says about the output, and of what it does not say."""

from vmgen.diagnostics import Code, Severity, Shows

REFUSED = Code(
    "VM195",
    "kubeconform-refused",
    Severity.ERROR,
    Shows.AT_APPLY,
    """`vmgen check --kubeconform`: an object in the output is not what its schema wants.

    kubeconform reads the files as Kubernetes reads them, with the schemas of the releases that the cluster runs. vmgen
    holds the objects to the same schemas before it writes them: where only kubeconform finds a fault, two readers
    understand a file differently, and that is a bug in vmgen worth a report.
    """,
)
UNCHECKED = Code(
    "VM196",
    "kubeconform-unchecked",
    Severity.ERROR,
    Shows.AT_APPLY,
    """`vmgen check --kubeconform`: an object in the output could not be checked.

    There is no schema for its kind, or kubeconform could not read it, or said nothing about it. What nobody looked at
    is not valid and not invalid: the command ends with 4 where nothing worse was found.
    """,
)
NO_ANSWER = Code(
    "VM197",
    "kubeconform-no-answer",
    Severity.ERROR,
    Shows.AT_BUILD,
    """`vmgen check --kubeconform`: kubeconform gave no answer, so nothing of a cluster was checked.

    The program is not installed, was ended, took too long, or printed what is no answer of kubeconform's. The command
    ends with 4. Install kubeconform, or name the program: `vmgen check --kubeconform=/opt/bin/kubeconform`.
    """,
)
SKIPPED = Code(
    "VM198",
    "kubeconform-skipped",
    Severity.WARNING,
    Shows.AT_APPLY,
    """`vmgen check --kubeconform`: kubeconform left out an object on purpose.

    vmgen asks for every object that it writes. A program in between that hands kubeconform a list of kinds to skip
    takes a part of that back: the command ends with 5 where nothing worse was found.
    """,
)
KUBECONFORM_CODES = (REFUSED, UNCHECKED, NO_ANSWER, SKIPPED)
