"""What kubeconform makes of the files that a build would write, with the schemas of what each cluster runs."""

from collections import Counter
from collections.abc import Iterator, Mapping

from vmgen.diagnostics import Diagnostic, Location
from vmgen.external.kubeconform import ask
from vmgen.facts.kinds import KINDS
from vmgen.facts.schema_files import file_of, schema_text
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.judge.kubeconform import Asked, Opinion, Outcome, no_opinion, opinion
from vmgen.targets.lower import lower
from vmgen.targets.platform.vendored import RELEASE_FILE


def second_opinion(fleet: Fleet, texts: Mapping[str, str], *, program: str) -> Opinion:
    """`texts` are the files of a build without errors, by their paths below the repository."""
    outcomes: Counter[Outcome] = Counter()
    diagnostics: list[Diagnostic] = []
    for cluster in fleet.clusters:
        asked = tuple(one for one in _objects(fleet, cluster) if one.at.file in texts)
        if asked:
            given = _of_cluster(cluster, asked, texts, program)
            outcomes.update(given.outcomes)
            diagnostics += given.diagnostics
    return Opinion(outcomes, tuple(diagnostics))


def _of_cluster(cluster: Cluster, asked: tuple[Asked, ...], texts: Mapping[str, str], program: str) -> Opinion:
    files = {one.at.file: texts[one.at.file] for one in asked}
    at = cluster.written.at
    answer = ask(files, schemas_of(cluster), program=program)
    if answer.failure:
        return no_opinion(answer.failure, asked, cluster=at)
    return opinion(answer.output, asked, cluster=at)


def schemas_of(cluster: Cluster) -> dict[str, str]:
    """The schema of each kind that vmgen knows, as the releases on the cluster have it."""
    return {file_of(kind): schema_text(kind, cluster.releases.get(kind.product)) for kind in KINDS}


def _objects(fleet: Fleet, cluster: Cluster) -> Iterator[Asked]:
    """The objects of the cluster's tree, each with the document of a file that it becomes.

    Those of a vendored release are left out: they are its project's own, of kinds that vmgen has no schemas of.
    """
    documents: Counter[str] = Counter()
    for manifest in lower(fleet, cluster):
        if manifest.path.endswith(f"/{RELEASE_FILE}"):
            continue
        file = f"{cluster.output}/{manifest.path}"
        yield Asked(Location(file, documents[file]), manifest)
        documents[file] += 1
