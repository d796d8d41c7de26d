from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.secrets import keys_of


@check("VM212", shows=Shows.AT_START)
def secret_key_missing(fleet: Fleet) -> Iterator[Problem]:
    """A SecretRef promises a key that the Secret will not have.

    A machine that reads the key would start without its data. A Secret from `externalSecret` has the keys of
    `template`, or those of `data` where there is no template.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: db-init, namespace: db}
        spec:
          keys: [userdata]
          externalSecret:
            store: {name: vault}
            data:
              password: {key: machines/db, property: password}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: db-init, namespace: db}
        spec:
          keys: [userdata]
          externalSecret:
            store: {name: vault}
            data:
              password: {key: machines/db, property: password}
            template:
              userdata: |
                #cloud-config
                password: "{{ .password }}"
    """
    for secret in fleet.secrets:
        keys = keys_of(secret)
        if keys is None:
            continue
        listed = ", ".join(f"`{one}`" for one in sorted(keys))
        help_ = f"it has {listed}" if keys else ""
        for index, key in enumerate(secret.spec.keys):
            if key not in keys:
                yield Problem(secret.written.where("keys", index), f"the Secret has no key `{key}`", help_)
