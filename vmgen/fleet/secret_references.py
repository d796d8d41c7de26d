"""Which Secrets a guest reads, and whether they have what it reads."""

from vmgen.diagnostics import Label, Problem, sign
from vmgen.facts.cloud_init import NETWORK_DATA_KEYS, SYSPREP_KEYS, USER_DATA_KEYS
from vmgen.fleet.codes import SECRET_KEY_UNSUPPORTED, SECRET_NOT_FOUND
from vmgen.fleet.fleet import Secret
from vmgen.fleet.references import Names
from vmgen.fleet.secrets import mapped_key
from vmgen.model.codes import CONFLICTING_FIELDS
from vmgen.model.layers import Written
from vmgen.model.spec.guest import CloudInitSecretRef, CloudInitSpec, SysprepSpec
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spelling import known_names
from vmgen.records import record

SECRET_REF, NETWORK_DATA_SECRET_REF = "secretRef", "networkDataSecretRef"


@record
class SecretUse:
    """A key of a Secret, and the field below `cloudInit` that asks for it."""

    name: str
    key: str
    field: str


def secrets_of(
    machine: Written[MachineSpec], cloud_init: CloudInitSpec, names: Names
) -> tuple[SecretUse | None, SecretUse | None]:
    """What is asked for as user data, and what as network data. `secretRef` can be either: its key says which."""
    first = _use(cloud_init.secret_ref, SECRET_REF)
    second = _use(cloud_init.network_data_secret_ref, NETWORK_DATA_SECRET_REF)
    if first and first.key in NETWORK_DATA_KEYS:
        if second:
            _refuse_second(machine, names)
        first, second = None, first
    return _readable(machine, first, USER_DATA_KEYS, names), _readable(machine, second, NETWORK_DATA_KEYS, names)


def require_answers(machine: Written[MachineSpec], sysprep: SysprepSpec, names: Names) -> str:
    """The name of the Secret with the answers for Windows."""
    name = sysprep.secret_ref.name
    declared = _declared(machine, name, names, "sysprep", "secretRef", "name")
    if declared is not None and not set(SYSPREP_KEYS) & set(declared.spec.keys):
        message = f"the SecretRef `{name}` has no key that Windows reads"
        help_ = "add `autounattend.xml` or `unattend.xml` to its `keys`"
        names.refuse(SECRET_NOT_FOUND, machine.where("sysprep", "secretRef", "name"), message, help_)
    return name


def require_secret(machine: Written[MachineSpec], use: SecretUse, names: Names) -> None:
    declared = _declared(machine, use.name, names, "cloudInit", use.field, "name")
    if declared is not None and use.key not in declared.spec.keys:
        message = f"the SecretRef `{use.name}` has no key `{use.key}`"
        names.refuse(SECRET_NOT_FOUND, machine.where("cloudInit", use.field, "key"), message, "add it to its `keys`")


def _declared(machine: Written[MachineSpec], name: str, names: Names, *route: str) -> Secret | None:
    namespace = machine.metadata.namespace
    if (namespace, name) not in names.secrets:
        known = [other for scope, other in names.secrets if scope == namespace]
        message = f"no SecretRef `{name}` in the namespace `{namespace}`"
        help_ = f"declare the Secret with a SecretRef; {known_names(name, known)}".rstrip("; ")
        names.refuse(SECRET_NOT_FOUND, machine.where(*route), message, help_)
    return names.secrets.get((namespace, name))


def _readable(
    machine: Written[MachineSpec], use: SecretUse | None, keys: tuple[str, ...], names: Names
) -> SecretUse | None:
    """What KubeVirt reads; None for a key that it does not look at, which is told.

    A template can fill the key that it looks at with another.
    """
    if use is None or use.key in keys:
        return use
    declared = names.secrets.get((machine.metadata.namespace, use.name))
    mapped = mapped_key(declared.spec.external_secret, use.key, keys) if declared else ""
    if mapped:
        return SecretUse(use.name, mapped, use.field)
    known = "`userdata` or `networkdata`" if use.field == SECRET_REF else "`networkdata`"
    at = machine.where("cloudInit", use.field, "key")
    names.refuse(SECRET_KEY_UNSUPPORTED, at, f"KubeVirt does not read the key `{use.key}`", f"write {known}")
    return None


def _use(reference: CloudInitSecretRef | None, field: str) -> SecretUse | None:
    return SecretUse(reference.name, reference.key, field) if reference else None


def _refuse_second(machine: Written[MachineSpec], names: Names) -> None:
    at = machine.where("cloudInit", NETWORK_DATA_SECRET_REF).key()
    related = (Label(machine.where("cloudInit", SECRET_REF).key(), "this asks for network data, too"),)
    problem = Problem(at, "two Secrets with network data", "remove one of the two", related)
    names.faults.append(sign(CONFLICTING_FIELDS, problem))
