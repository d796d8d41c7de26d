import json
from collections.abc import Iterator
from functools import cache

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows

_LISTS = ("links", "networks")


@machine_check("VM731", shows=Shows.IN_OPERATION)
def config_drive_network_data(machines: Machines) -> Iterator[Problem]:
    """Network data on a config drive that is not OpenStack's JSON.

    KubeVirt copies it to `network_data.json` as it is, and cloud-init reads that as OpenStack writes it: an object with
    `links` and `networks` (cloudinit/sources/helpers/openstack.py). The guest starts without a network otherwise.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            type: configDrive
            networkData: |
              version: 2
              ethernets:
                eth0: {dhcp4: true}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            type: configDrive
            networkData: |
              {"links": [{"id": "eth0", "type": "phy"}],
               "networks": [{"id": "net0", "link": "eth0", "type": "ipv4_dhcp"}]}
    """
    for machine in machines:
        cloud_init, text = machine.spec.cloud_init, machine.guest.network_data
        if cloud_init is not None and cloud_init.type == "configDrive" and text and not _is_of_openstack(text):
            at = machine.where("cloudInit", "networkData" if cloud_init.network_data else "type").key()
            help_ = "write a JSON object with `links` and `networks`, or leave `type` out"
            yield Problem(at, "network data of a config drive that is not OpenStack's JSON", help_)


@cache
def _is_of_openstack(text: str) -> bool:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and all(isinstance(data.get(key), list) for key in _LISTS)
