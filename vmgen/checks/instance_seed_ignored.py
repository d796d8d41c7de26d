from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows


@machine_check("VM732", shows=Shows.IN_OPERATION)
def instance_seed_ignored(machines: Machines) -> Iterator[Problem]:
    """A seed for an instance that it cannot renew.

    On a config drive the instance is called after the machine and its namespace, whatever the seed
    (kubevirt/kubevirt pkg/cloud-init/cloud-init.go): cloud-init would not start from the beginning.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            type: configDrive
            instanceSeed: "2"
            userData: |
              #cloud-config
              packages: [nginx]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            instanceSeed: "2"
            userData: |
              #cloud-config
              packages: [nginx]
    """
    for machine in machines:
        cloud_init = machine.spec.cloud_init
        if cloud_init is not None and cloud_init.instance_seed and cloud_init.type == "configDrive":
            at = machine.where("cloudInit", "instanceSeed").key()
            yield Problem(at, "a config drive has no seed", "remove it, or leave `type` out")
