"""Graphs of any names and shapes."""

from hypothesis import strategies as st

from vmgen.report.graph.graph import ClusterGraph, Graph, Link, MachineNode, NamespaceNode, Wait

ODD = (
    r"""a-b "q" 'q' \N \" & &amp; <b> ]] --> #quot; #35; `x` **y** style:# end %% ; { | } é 名 𐀀 """
    "\n\t\x00\x1b\ud800\u2028\ufffe"
)
texts = st.one_of(st.text(max_size=12), st.sampled_from([ODD, "end", "--", "a--b", "a-", "-", "_", "x" * 80]))
names = st.one_of(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), texts)


def graph_with(text: str) -> Graph:
    """A text wherever a graph has one."""
    links = (Link(text), *(Link(f"{text}{n}", is_ours=True, health_checks=(text,), pace=text) for n in (2, 4)))
    machine = MachineNode(text, size=text, networks=(text, text), power=text)
    namespaces = (
        NamespaceNode(text, f"{text}2", 1, (machine,), ((text, 1),)),
        NamespaceNode(f"{text}3", f"{text}4", 2000, (), ((text, 2000),)),
    )
    return (ClusterGraph(text, links, (Wait(text, f"{text}2", is_once=True),), namespaces),)


@st.composite
def clusters(draw: st.DrawFn) -> ClusterGraph:
    """Links that wait for any others, in circles too, some with a namespace."""
    drawn = draw(st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=9, unique=True))
    ours = draw(st.sets(st.sampled_from(drawn)))
    waits = draw(st.lists(st.builds(Wait, st.sampled_from(drawn), st.sampled_from(drawn), st.booleans()), max_size=15))
    applied = draw(st.lists(st.sampled_from(drawn), unique=True, max_size=4))
    machines = tuple(MachineNode(name, "1 vCPU", ("pod network",), "") for name in drawn)
    return ClusterGraph(
        "home",
        tuple(Link(one, is_ours=one in ours, health_checks=("Deployment x",), pace="timeout 5m") for one in drawn),
        tuple({(one.before, one.after): one for one in waits}.values()),
        tuple(
            NamespaceNode(f"of-{one}", one, len(machines), draw(st.sampled_from([(), machines])), (("lan", 3),))
            for one in applied
        ),
    )
