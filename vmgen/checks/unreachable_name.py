from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.model.spec.disk import DEFAULT_CLASS
from vmgen.model.spec.network import POD_NETWORK


@check("VM312", shows=Shows.IN_OPERATION)
def unreachable_name(fleet: Fleet) -> Iterator[Problem]:
    """A network or a storage class has a name that means something else, so that no machine can ask for it.

    `pod` is the pod network, `default` the class that the cluster calls its default, and an alias hides a class of the
    same name.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: pod}
        spec: {bridge: br0}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: office}
        spec: {bridge: br0}
    """
    for network in fleet.networks:
        if network.name == POD_NETWORK:
            at = network.at / "metadata" / "name"
            yield Problem(at, f"`{POD_NETWORK}` is the pod network of every cluster", "rename the NetworkConfiguration")
    for cluster in fleet.clusters:
        yield from _storage(cluster)


def _storage(cluster: Cluster) -> Iterator[Problem]:
    storage, where = cluster.spec.storage, cluster.written.where
    for one in storage.classes:
        if one.name in {DEFAULT_CLASS, *storage.aliases}:
            message = f"`{one.name}` never means this class: {_meaning(one.name)}"
            yield Problem(where("storage", "classes", one.name, "name"), message, "give it an alias of another name")
    if DEFAULT_CLASS in storage.aliases:
        at = where("storage", "aliases", DEFAULT_CLASS).key()
        yield Problem(at, f"`{DEFAULT_CLASS}` cannot be an alias", "name the class in `storage.default`")


def _meaning(name: str) -> str:
    return "it stands for the default of the cluster" if name == DEFAULT_CLASS else "an alias has the same name"
