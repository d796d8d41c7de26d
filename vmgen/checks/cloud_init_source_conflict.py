from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.facts.cloud_init import NETWORK_DATA_KEYS, USER_DATA_KEYS
from vmgen.fleet.user_data import user_data, user_data_field
from vmgen.model.spec.guest import CloudInitSpec


@machine_check("VM706", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def cloud_init_source_conflict(machines: Machines) -> Iterator[Problem]:
    """The same data is given to cloud-init as a text and as a Secret, and the text wins.

    KubeVirt takes one source for user data and one for network data. What is in the Secret never reaches the guest.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            userData: |
              #cloud-config
              packages: [nginx]
            secretRef: {name: web-init, key: userdata}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init}
        spec: {keys: [userdata]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            secretRef: {name: web-init, key: userdata}
    """
    for machine in machines:
        for secret, field in _overruled(machine.spec.cloud_init) if machine.spec.cloud_init else ():
            yield Problem(
                machine.where("cloudInit", secret).key(),
                f"`{secret}` is not read beside `{field}`",
                "remove one of the two",
                (Label(machine.where("cloudInit", field).key(), "this is read"),),
            )


def _overruled(cloud_init: CloudInitSpec) -> Iterator[tuple[str, str]]:
    """Fields that name a Secret, each with the field that says the same as the Secret."""
    for secret, field in (
        (cloud_init.secret_ref, "secretRef"),
        (cloud_init.network_data_secret_ref, "networkDataSecretRef"),
    ):
        if secret is not None and secret.key in USER_DATA_KEYS and user_data(cloud_init):
            yield field, user_data_field(cloud_init)
        elif secret is not None and secret.key in NETWORK_DATA_KEYS and cloud_init.network_data:
            yield field, "networkData"
