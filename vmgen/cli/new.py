"""`vmgen new`: another document for the catalog, in a file of its own."""

import click

from vmgen.cli.adding import add, free_path
from vmgen.cli.repository import repository
from vmgen.cli.starter import ARCHITECTURES, NewMachine, image_text, machine_text, network_text, template_text
from vmgen.fleet.fleet import Fleet
from vmgen.pipeline import fleet_of
from vmgen.syntax.sources import read

_FILE = click.option("--file", metavar="PATH", default="", help="Where to write it, below the repository.")


@click.group(name="new", epilog="Example: vmgen new machine web --template medium")
def command() -> None:
    """Write a new document into the catalog, in a file of its own.

    Nothing is written where the catalog would not build with it. Existing files stay as they are.
    """


@command.command(name="machine", epilog="Example: vmgen new machine db --namespace data --template large")
@click.argument("name")
@click.option("--template", metavar="NAME", default="small", show_default=True, help="Its MachineTemplate.")
@click.option("--image", metavar="NAME", default="", help="Its Image. By default the only one of the catalog.")
@click.option("-n", "--namespace", metavar="NS", default="", help="Its Kubernetes namespace.")
@click.option("--cluster", metavar="C", default="", help="Its Cluster, where the catalog has several.")
@click.option("--ssh-key", metavar="NAME", multiple=True, help="An SSHKey that may log in.")
@_FILE
@click.pass_obj
def machine(
    directory: str,
    *,
    name: str,
    template: str,
    image: str,
    namespace: str,
    cluster: str,
    ssh_key: tuple[str, ...],
    file: str,
) -> int:
    """Write a Machine called NAME."""
    root = repository(directory)
    path = free_path(root, file, folder="machines", name=name)
    fleet = fleet_of(read(root)[0]).fleet
    _require_one_cluster(cluster, fleet)
    if not image and len(fleet.images) == 1:
        image = fleet.images[0].name
    wanted = NewMachine(name, namespace=namespace, cluster=cluster, template=template, image=image, keys=ssh_key)
    return add(root, path, machine_text(wanted))


def _require_one_cluster(given: str, fleet: Fleet) -> None:
    if not given and len(fleet.clusters) > 1:
        listed = ", ".join(f"`{cluster.name}`" for cluster in fleet.clusters)
        raise click.UsageError(f"the catalog has several Clusters: name one of {listed} with --cluster")


@command.command(
    name="image",
    epilog="Example: vmgen new image fedora-42 --url docker://quay.io/containerdisks/fedora:42 --virtual-size 5Gi",
)
@click.argument("name")
@click.option("--url", metavar="URL", required=True, help="Where it is: https://… or docker://…")
@click.option("--architecture", type=click.Choice(ARCHITECTURES), default="amd64", show_default=True, help="Its own.")
@click.option("--virtual-size", metavar="SIZE", default="", help="Of the disk inside: `qemu-img info` says it.")
@_FILE
@click.pass_obj
def image(directory: str, *, name: str, url: str, architecture: str, virtual_size: str, file: str) -> int:
    """Write an Image called NAME. Variants for other architectures are a line each in its file."""
    root = repository(directory)
    path = free_path(root, file, folder="images", name=name)
    return add(root, path, image_text(name, {architecture: url}, virtual_size))


@command.command(name="network", epilog="Example: vmgen new network iot --bridge br0 --vlan 30")
@click.argument("name")
@click.option("--bridge", metavar="NAME", required=True, help="The Linux bridge, on every node of the cluster.")
@click.option("--vlan", metavar="NUMBER", type=int, default=None, help="The VLAN on that bridge.")
@_FILE
@click.pass_obj
def network(directory: str, *, name: str, bridge: str, vlan: int | None, file: str) -> int:
    """Write a NetworkConfiguration called NAME, which machines attach to."""
    root = repository(directory)
    path = free_path(root, file, folder="networks", name=name)
    return add(root, path, network_text(name, bridge, vlan))


@command.command(name="template", epilog="Example: vmgen new template database --cores 8 --memory 32Gi --disk 100Gi")
@click.argument("name")
@click.option("--cores", metavar="COUNT", type=int, required=True, help="Its virtual CPUs.")
@click.option("--memory", metavar="SIZE", required=True, help="Its memory.")
@click.option("--disk", metavar="SIZE", default="20Gi", show_default=True, help="The size of its first disk, `root`.")
@_FILE
@click.pass_obj
def template(directory: str, *, name: str, cores: int, memory: str, disk: str, file: str) -> int:
    """Write a MachineTemplate called NAME, which machines build on."""
    root = repository(directory)
    path = free_path(root, file, folder="templates", name=name)
    return add(root, path, template_text(name, cores, memory, disk))
