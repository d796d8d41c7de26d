"""What Flux leaves out of the source that it downloads, unless somebody tells it otherwise.

Source: fluxcd/pkg sourceignore/sourceignore.go. The names are patterns of .gitignore: they hold for files and folders
at any depth. An archive that is left out is no help to a cluster, and a folder of such a name hides all that is in it.
"""

from fnmatch import fnmatchcase

_PATTERNS = (
    *(".git", ".gitignore", ".gitmodules", ".gitattributes"),
    *("*.jpg", "*.jpeg", "*.gif", "*.png", "*.wmv", "*.flv", "*.tar.gz", "*.zip"),
    *(".github", ".circleci", ".travis.yml", ".gitlab-ci.yml", "appveyor.yml", ".drone.yml"),
    *("cloudbuild.yaml", "codeship-services.yml", "codeship-steps.yml"),
    *(".goreleaser.yml", ".sops.yaml", ".flux.yaml"),
)


def ignored_part(path: str) -> str:
    """The part of a path that Flux leaves out; empty where it reads all of it."""
    parts = (part for part in path.split("/") if any(fnmatchcase(part, pattern) for pattern in _PATTERNS))
    return next(parts, "")
