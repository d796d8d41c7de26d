"""What `vmgen lock` tells of images: no build asks a registry, so no catalog shows it by itself."""

from vmgen.diagnostics import Code, Severity, Shows

IMAGE_NOT_RESOLVED = Code(
    "VM908",
    "image-not-resolved",
    Severity.ERROR,
    Shows.AT_START,
    """A registry gave no usable answer about an image that the catalog uses.

    Only `vmgen lock` asks, and tells it at the line that names the image. The others are locked all the same, and what
    the lock says of this one stays as it is. Where the registry does not have the image, no machine and no operator can
    start with it; where it asks for a login, the cluster needs one as well.
    """,
)
REGISTRY_CODES = (IMAGE_NOT_RESOLVED,)
