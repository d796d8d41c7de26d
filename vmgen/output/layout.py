"""Objects to files: which objects share one, and what stands at its top."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from vmgen.fleet.fleet import Cluster
from vmgen.output.ownership import header
from vmgen.output.yaml_writer import write_yaml
from vmgen.targets.manifest import Manifest

CLUSTERS = "clusters"
_CATALOG = "catalog/"


def place(cluster: Cluster, manifests: Iterable[Manifest]) -> Iterator[tuple[str, str]]:
    """The files of a cluster's tree, as (path below the repository, text).

    Objects of one file must follow each other: the objects of one file at a time are in memory.
    """
    for path, group in groupby(manifests, key=attrgetter("path")):
        objects = list(group)
        files = {manifest.written.at.file for manifest in objects}
        source = files.pop() if len(files) == 1 else _CATALOG
        yield f"{cluster.output}/{path}", write_yaml([one.body for one in objects], header=header(source))
