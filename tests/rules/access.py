"""What keeps Flux to its place where it is locked down: rules on its rights."""

from collections.abc import Iterator

from tests.rules.tree import KEEP, MACHINES, Tree, folder_of
from tests.trees import Rendered

VERBS = {"create", "delete", "get", "list", "patch", "watch"}
UNUSUAL_PLURALS = {"NetworkAttachmentDefinition": "network-attachment-definitions"}
PRUNED = {
    "datavolumes",
    "externalsecrets",
    "network-attachment-definitions",
    "persistentvolumeclaims",
    "sealedsecrets",
    "secrets",
    "virtualmachines",
}
OF_THE_ROOT = ("/namespace.yaml", "/access.yaml")


def links_name_the_account_that_the_cluster_wants(tree: Tree) -> Iterator[str]:
    tenancy = tree.written("flux", "tenancy")
    for link in tree.links:
        wanted = None
        if tenancy is not None:
            of_platform = tenancy.get("platformServiceAccount")
            wanted = f"vmgen-{_namespace(link, tree)}" if link.name.startswith(MACHINES) else of_platform
        if link.body["spec"].get("serviceAccountName") != wanted:
            yield link.name


def accounts_may_do_what_their_links_apply(tree: Tree) -> Iterator[str]:
    """And nothing more but the end of what is applied no longer; and in their own namespace only."""
    for link in tree.links:
        account = link.body["spec"].get("serviceAccountName", "")
        if not link.name.startswith(MACHINES) or not account:
            continue
        namespace = _namespace(link, tree)
        granted = {
            (group, resource)
            for rule in _rules(account, link.namespace, namespace, tree)
            for group in rule.get("apiGroups", ())
            for resource in rule.get("resources", ())
            if set(rule.get("verbs", ())) == VERBS
        }
        if granted != _applied(namespace, tree):
            yield f"{account}: {granted ^ _applied(namespace, tree)}"


def more_is_granted_only_to_end_what_was(tree: Tree) -> Iterator[str]:
    """What goes from the tree has still to be pruned."""
    for role in _of_access(tree, "Role"):
        rules = role.body.get("rules", ())
        granted = sorted(resource for rule in rules for resource in rule.get("resources", ()))
        verbs = [set(rule.get("verbs", ())) for rule in rules]
        if granted != sorted(PRUNED) or any(one not in (VERBS, {"delete", "get"}) for one in verbs):
            yield f"{role.namespace}: {granted}"
        yield from (role.namespace for rule in rules if not rule.get("apiGroups"))


def rights_outlive_what_they_are_for(tree: Tree) -> Iterator[str]:
    """Flux deletes what was applied with the rights of an account, and leaves it where there is none any more."""
    found = _of_access(tree, "ServiceAccount", "Role", "RoleBinding")
    yield from (f"{one.kind} {one.name}" for one in found if one.annotations.get(KEEP) != "disabled")


def nobody_gives_himself_rights(tree: Tree) -> Iterator[str]:
    """Namespaces and rights are applied by the root, where Flux is locked down."""
    root = set(tree.kustomizations[""]["resources"])
    files = {one.file for one in tree.objects if one.file.endswith(OF_THE_ROOT) and one.file.startswith("machines/")}
    is_locked = tree.written("flux", "tenancy") is not None
    yield from (file for file in files if (file in root) != is_locked)


def _of_access(tree: Tree, *kinds: str) -> list[Rendered]:
    """Those that vmgen makes: a release that is vendored has others."""
    return [one for one in tree.of_kind(*kinds) if one.file.endswith(OF_THE_ROOT)]


def _rules(account: str, beside: str, namespace: str, tree: Tree) -> list[dict[str, list[str]]]:
    """Those that an account, beside its Kustomization, is bound to in a namespace."""
    wanted = {"kind": "ServiceAccount", "name": account, "namespace": beside}
    bindings = [one for one in tree.of_kind("RoleBinding") if one.namespace == namespace]
    names = {
        one.body.get("roleRef", {}).get("name")
        for one in bindings
        if wanted in one.body.get("subjects", ())
        and one.body["roleRef"].get("kind") == "Role"
        and one.body["roleRef"].get("apiGroup") == "rbac.authorization.k8s.io"
    }
    accounts = {(one.name, one.namespace) for one in tree.of_kind("ServiceAccount")}
    roles = [one for one in tree.of_kind("Role") if one.namespace == namespace and one.name in names]
    is_there = (account, beside) in accounts
    return [rule for role in roles for rule in role.body.get("rules", ())] if is_there else []


def _applied(namespace: str, tree: Tree) -> set[tuple[str, str]]:
    """What the folders of a namespace hold, by API group and plural."""
    folder = f"machines/{namespace}"
    found = [one for one in tree.objects if one.folder == folder or one.folder.startswith(f"{folder}/")]
    return {
        (one.group, UNUSUAL_PLURALS.get(one.kind, f"{one.kind.lower()}s"))
        for one in found
        if not one.file.endswith(OF_THE_ROOT)
    }


def _namespace(link: Rendered, tree: Tree) -> str:
    return [*folder_of(link, tree).split("/"), ""][1]
