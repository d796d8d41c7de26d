from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.links import machines_links


@check("VM853", shows=Shows.BY_LOSING_DATA)
def link_name_taken(fleet: Fleet) -> Iterator[Problem]:
    """A shard of one namespace would have the same Kustomization as another namespace.

    Two Kustomizations of one name are one object for Flux: it would apply the machines of either in turn, and delete
    those of the other.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {shards: {web: 2}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web-shard-1, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {shards: {web: 2}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web-spare, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13}
    """
    for cluster in (cluster for cluster in fleet.clusters if cluster.spec.flux.shards):
        taken: dict[str, str] = {}
        for namespace in sorted({machine.namespace for machine in fleet.machines_of(cluster)}):
            for link in machines_links(namespace, cluster.spec):
                other = taken.setdefault(link, namespace)
                if other != namespace:
                    at = cluster.written.where("flux", "shards", other)
                    message = f"a shard of `{other}` and the namespace `{namespace}` would both be `{link}`"
                    yield Problem(at, message, f"rename `{namespace}`, or give `{other}` fewer shards")
