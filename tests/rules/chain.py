"""What keeps the chain from getting stuck: rules on the Kustomizations of Flux, and on what each waits for."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from tests.rules.tree import (
    MACHINES,
    Tree,
    dependencies,
    folder_of,
    health_checks,
    health_expressions,
    repeated,
)
from tests.trees import KUSTOMIZATION, Rendered

LONGEST_LABEL = 63
NEVER_READY = {"VirtualMachine", "PersistentVolumeClaim", "DataVolume"}
READY_AT_ONCE = {"KubeVirt", "CDI"}
ONCE_READY = "has(dep.status.lastAppliedRevision)"
# What the release manifests bring: tests/test_kustomize.py looks for them there.
IN_THE_RELEASE = {
    ("kubevirt-operator", "Deployment", "virt-operator"),
    ("kubevirt-operator", "CustomResourceDefinition", "kubevirts.kubevirt.io"),
    ("kubevirt-cdi", "Deployment", "cdi-operator"),
}
# What each link brings up, and so waits for; machines are not waited for.
GATES = {
    "kubevirt-operator": {("Deployment", "virt-operator"), ("CustomResourceDefinition", "kubevirts.kubevirt.io")},
    "kubevirt-cdi": {("Deployment", "cdi-operator"), ("CDI", "cdi")},
    "kubevirt-instance": {("KubeVirt", "kubevirt")},
}
PACES = {
    "platform": {"interval": "1h", "retryInterval": "2m", "timeout": "15m"},
    "machines": {"interval": "10m", "retryInterval": "2m", "timeout": "5m"},
}
DURATION = re.compile(r"([0-9]+(\.[0-9]+)?(ms|s|m|h))+")
SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def dependencies_are_there(tree: Tree) -> Iterator[str]:
    """They are Kustomizations of this tree, or the author names them."""
    known = {link.name for link in tree.links} | set(_named_by_the_author(tree.spec))
    yield from (f"{link.name}: {one}" for link in tree.links for one in dependencies(link) if one not in known)


def no_link_waits_for_itself(tree: Tree) -> Iterator[str]:
    graph = _graph(tree)
    yield from (name for name in graph if name in _transitive(name, graph))


def links_wait_for_what_they_need(tree: Tree) -> Iterator[str]:
    """Each for the one before it in the chain, and for all that the author names: no more, and no less."""
    for link in tree.links:
        if set(dependencies(link)) != _needed(link, tree):
            yield f"{link.name} waits for {dependencies(link)}"


def machines_wait_for_what_brings_their_definitions(tree: Tree) -> Iterator[str]:
    graph = _graph(tree)
    bringers = set[str]()
    for component, link in (("kubevirt", "kubevirt-instance"), ("cdi", "kubevirt-cdi")):
        bringers |= {link} if tree.manages(component) else set(tree.written(component, "dependsOn") or ())
    yield from (name for name in graph if name.startswith(MACHINES) and not bringers <= _transitive(name, graph))


def machines_wait_once(tree: Tree) -> Iterator[str]:
    """Once the platform was ready, its troubles hold up no machine, and nothing that watches it; the platform itself
    waits for each revision."""
    for link in tree.links:
        expected = None if link.name in GATES else ONCE_READY
        waits = link.body["spec"].get("dependsOn", ())
        yield from (f"{link.name}: {one}" for one in waits if one.get("readyExpr") != expected)


def links_have_names_of_their_own(tree: Tree) -> Iterator[str]:
    yield from repeated([(link.namespace, link.name) for link in tree.links])


def names_of_links_fit_into_a_label(tree: Tree) -> Iterator[str]:
    yield from (link.name for link in tree.links if len(link.name) > LONGEST_LABEL)


def folders_are_reconciled_once(tree: Tree) -> Iterator[str]:
    folders = [folder_of(link, tree) for link in tree.links]
    yield from repeated(folders)
    yield from set(folders) ^ (set(tree.kustomizations) - {""})


def what_people_switch_is_left_as_it_is(tree: Tree) -> Iterator[str]:
    """Flux takes back what `virtctl start` and `stop` do, unless the author says that people do that."""
    by_hand = [{"paths": ["/spec/runStrategy"], "target": {"kind": "VirtualMachine"}}]
    for link in tree.links:
        is_by_hand = link.name.startswith(MACHINES) and tree.written("flux", "machines", "powerByHand")
        if link.body["spec"].get("ignore") != (by_hand if is_by_hand else None):
            yield link.name


def paths_start_where_the_cluster_says(tree: Tree) -> Iterator[str]:
    start = tree.written("flux", "path") or f"./{tree.folder}"
    yield from (link.name for link in tree.links if not link.body["spec"].get("path", "").startswith(f"{start}/"))


def files_are_listed_and_there(tree: Tree) -> Iterator[str]:
    files = {path for path in tree.files if path.rpartition("/")[2] != KUSTOMIZATION}
    extra = {path.removeprefix("./").rstrip("/") for path in tree.written("flux", "extraResources") or ()}
    listed = {
        f"{folder}/{resource}" if folder else resource
        for folder, body in tree.kustomizations.items()
        for resource in body["resources"]
        if "://" not in resource
    }
    yield from (listed - extra) ^ files
    yield from extra - listed


def health_checks_name_what_their_link_applies(tree: Tree) -> Iterator[str]:
    """With the version: without one, Flux takes apps/v1."""
    applied = {(one.folder, one.kind, one.name) for one in tree.objects} | IN_THE_RELEASE
    for link in tree.links:
        for check in health_checks(link):
            if (
                not check.get("apiVersion")
                or (folder_of(link, tree), check.get("kind"), check.get("name")) not in applied
            ):
                yield f"{link.name}: {check}"


def links_wait_for_what_they_bring_up(tree: Tree) -> Iterator[str]:
    for link in tree.links:
        gates = {(check.get("kind"), check.get("name")) for check in health_checks(link)}
        if gates != GATES.get(link.name, set()):
            yield f"{link.name} waits for {gates}"


def objects_in_a_namespace_are_checked_there(tree: Tree) -> Iterator[str]:
    namespaces = {"virt-operator": "kubevirt", "kubevirt": "kubevirt", "cdi-operator": "cdi"}
    for link in tree.links:
        checks = (one for one in health_checks(link) if one.get("namespace") != namespaces.get(one.get("name", "")))
        yield from (f"{link.name}: {check}" for check in checks)


def what_is_ready_at_once_has_an_expression(tree: Tree) -> Iterator[str]:
    for link in tree.links:
        judged = {(one.get("apiVersion"), one.get("kind")) for one in health_expressions(link)}
        checked = {(one.get("apiVersion"), one.get("kind")) for one in health_checks(link)}
        if {one for one in checked if one[1] in READY_AT_ONCE} != judged:
            yield link.name


def expressions_say_what_is_ready_and_what_has_failed(tree: Tree) -> Iterator[str]:
    for link in tree.links:
        yield from (link.name for one in health_expressions(link) if not {"current", "failed"} <= set(one))


def what_is_managed_is_waited_for(tree: Tree) -> Iterator[str]:
    checked = {one.get("kind") for link in tree.links for one in health_checks(link)}
    yield from {one.kind for one in tree.of_kind(*READY_AT_ONCE)} - checked


def no_expression_is_true_of_an_empty_list(tree: Tree) -> Iterator[str]:
    expressions = [text for link in tree.links for one in health_expressions(link) for text in one.values()]
    yield from (text for text in expressions if ".filter(" in text or ".all(" in text)


def no_kind_has_two_expressions(tree: Tree) -> Iterator[str]:
    for link in tree.links:
        expressions = health_expressions(link)
        yield from repeated([(one.get("apiVersion", "").partition("/")[0], one.get("kind")) for one in expressions])


def nothing_waits_for_what_may_never_be_ready(tree: Tree) -> Iterator[str]:
    for link in tree.links:
        yield from (link.name for one in health_checks(link) if one.get("kind") in NEVER_READY)
        others = (one for one in dependencies(link) if one != _owner(link))
        yield from (f"{link.name}: {one}" for one in others if one.startswith(MACHINES))


def no_link_waits_for_all_that_it_applies(tree: Tree) -> Iterator[str]:
    """Links are siblings: none is a parent that waits for others, and would have to wait as long as all of them."""
    yield from (link.name for link in tree.links if link.body["spec"].get("wait") is not False)


def paces_are_those_of_the_cluster(tree: Tree) -> Iterator[str]:
    """What is said of a link wins over what is said of all of its sort; a patch may change even that."""
    patched = {patch["target"].get("name") for patch in tree.written("patches") or ()}
    for link in (one for one in tree.links if one.name not in patched):
        general = "machines" if link.name.startswith(MACHINES) else "platform"
        for field, usual in PACES[general].items():
            wanted = (tree.written("flux", *where, field) for where in (("links", link.name), (general,)))
            if link.body["spec"].get(field) != next((one for one in wanted if one), usual):
                yield f"{link.name}: {field}"


def durations_are_written_out(tree: Tree) -> Iterator[str]:
    """And each timeout ends before Flux looks again."""
    for link in tree.links:
        fields = [link.body["spec"].get(field, "") for field in ("retryInterval", "timeout", "interval")]
        if not all(DURATION.fullmatch(duration) for duration in fields):
            yield f"{link.name}: {fields}"
            continue
        retry_interval, timeout, interval = (_seconds(duration) for duration in fields)
        if not (retry_interval < timeout < interval):
            yield f"{link.name}: {fields}"


def links_change_nothing_on_the_way(tree: Tree) -> Iterator[str]:
    known = {"deletionPolicy", "dependsOn", "healthCheckExprs", "healthChecks", "interval", "path", "prune"}
    known |= {"decryption", "ignore", "retryInterval", "serviceAccountName", "sourceRef", "timeout", "wait"}
    yield from ({key for link in tree.links for key in link.body["spec"]} - known)


def links_prune(tree: Tree) -> Iterator[str]:
    """What goes from the tree goes from the cluster, unless an annotation keeps it, or the author says otherwise."""
    for link in tree.links:
        general = tree.written("flux", "machines", "prune") if link.name.startswith(MACHINES) else None
        own = tree.written("flux", "links", link.name, "prune")
        expected = next((one for one in (own, general) if one is not None), True)
        if link.body["spec"].get("prune") is not expected:
            yield link.name


def machines_are_where_their_names_say(tree: Tree) -> Iterator[str]:
    """A machine's shard follows from its name and the number of shards: no other machine moves it."""
    for machine in tree.of_kind("VirtualMachine"):
        shards = tree.written("flux", "shards", machine.namespace) or 1
        hashes = [sha256(f"{machine.namespace}/{machine.name}/{one}".encode()).digest() for one in range(shards)]
        shard = hashes.index(max(hashes))
        if machine.folder != f"machines/{machine.namespace}" + (f"/shard-{shard}" if shard else ""):
            yield machine.file


def shards_share_what_their_owner_has(tree: Tree) -> Iterator[str]:
    """Only machines, with their own objects, are in the folders of shards."""
    in_shards = (one for one in tree.objects if "/shard-" in one.folder)
    yield from (one.file for one in in_shards if not one.machine)


def losing_a_link_of_the_platform_uninstalls_nothing(tree: Tree) -> Iterator[str]:
    of_machines = tree.written("flux", "machines", "deletionPolicy")
    for link in tree.links:
        expected = of_machines if link.name.startswith(MACHINES) else "Orphan" if link.name in GATES else None
        if link.body["spec"].get("deletionPolicy") != expected:
            yield link.name


def encrypted_files_are_decrypted(tree: Tree) -> Iterator[str]:
    secret = tree.written("secrets", "decryptionSecret")
    expected = {"provider": "sops", **({"secretRef": {"name": secret}} if secret else {})}
    encrypted = {one.folder for one in tree.objects if "sops" in one.body}
    for link in tree.links:
        if link.body["spec"].get("decryption") != (expected if folder_of(link, tree) in encrypted else None):
            yield link.name


def links_keep_to_the_namespace_of_their_source(tree: Tree) -> Iterator[str]:
    namespace = tree.written("flux", "namespace") or "flux-system"
    yield from (link.name for link in tree.links if link.namespace != namespace)
    is_locked = tree.written("flux", "tenancy") is not None
    if is_locked and (tree.written("flux", "source", "namespace") or namespace) != namespace:
        yield "source"


def sources_are_those_of_the_cluster(tree: Tree) -> Iterator[str]:
    defaults = {"kind": "GitRepository", "name": "flux-system"}
    expected = {**defaults, **(tree.written("flux", "source") or {})}
    yield from (link.name for link in tree.links if link.body["spec"].get("sourceRef") != expected)


def _needed(link: Rendered, tree: Tree) -> set[str]:
    return _needed_by_all(link, tree) | set(tree.written("flux", "links", link.name, "dependsOn") or ())


def _needed_by_all(link: Rendered, tree: Tree) -> set[str]:
    kubevirt, cdi = tree.manages("kubevirt"), tree.manages("cdi")
    of_kubevirt, of_cdi = (set(tree.written(one, "dependsOn") or ()) for one in ("kubevirt", "cdi"))
    if link.name.startswith(MACHINES):
        before = {"kubevirt-instance"} if kubevirt else of_kubevirt | ({"kubevirt-cdi"} if cdi else set[str]())
        brought = set[str]() if cdi else of_cdi
        return before | brought | _named_beside(tree) | ({_owner(link)} & {one.name for one in tree.links})
    watched = {"kubevirt-instance"} if kubevirt else of_kubevirt
    return {
        "monitoring": watched | set(tree.written("monitoring", "dependsOn") or ()),
        "kubevirt-operator": of_kubevirt,
        "kubevirt-cdi": of_cdi | ({"kubevirt-operator"} if kubevirt else set[str]()),
        "kubevirt-instance": {"kubevirt-operator"} | ({"kubevirt-cdi"} if cdi else set[str]()),
    }[link.name]


def _owner(link: Rendered) -> str:
    """The link that owns the namespace of a shard; empty for what is no shard, or what owns it itself."""
    folder = link.body["spec"].get("path", "").rpartition("/machines/")[2]
    namespace, _, shard = folder.partition("/")
    return f"{MACHINES}{namespace}" if shard else ""


def _named_beside(tree: Tree) -> set[str]:
    fields = (("storage",), ("network",), ("secrets",), ("flux", "machines"))
    return {one for field in fields for one in tree.written(*field, "dependsOn") or ()}


def _graph(tree: Tree) -> dict[str, set[str]]:
    return {link.name: set(dependencies(link)) for link in tree.links}


def _transitive(name: str, graph: dict[str, set[str]]) -> set[str]:
    found, waiting = set[str](), list(graph.get(name, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(graph.get(one, ()))
    return found


def _named_by_the_author(value: Any) -> Iterator[str]:
    """Everything under a `dependsOn` of the Cluster."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from item if key == "dependsOn" else _named_by_the_author(item)


def _seconds(duration: str) -> float:
    return sum(float(number) * SECONDS[unit] for number, unit in re.findall(r"([0-9.]+)(ms|s|m|h)", duration))
