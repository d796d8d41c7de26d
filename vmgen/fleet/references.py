"""Follows the names that a machine uses to what they stand for."""

from collections.abc import Mapping
from dataclasses import field

from vmgen.diagnostics import Code, Diagnostic, Location, Problem, sign
from vmgen.facts.limits import is_dns_subdomain
from vmgen.facts.ssh_keys import KEY_PREFIXES
from vmgen.fleet.codes import (
    IMAGE_ARCHITECTURE_MISSING,
    IMAGE_NOT_FOUND,
    NETWORK_CONFIGURATION_NOT_FOUND,
    SECRET_NOT_FOUND,
    SSH_KEY_NOT_FOUND,
    STORAGE_CLASS_NOT_FOUND,
)
from vmgen.fleet.fleet import Image, Secret, SSHKey
from vmgen.fleet.networks import Network
from vmgen.model.layers import Written
from vmgen.model.spec.cluster import ClusterSpec, StorageClassSpec, StorageSpec
from vmgen.model.spec.disk import DEFAULT_CLASS
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.network import POD_NETWORK
from vmgen.model.spec.source import ImageSource
from vmgen.model.spelling import known_names
from vmgen.records import record


@record
class Names:
    """Everything of a catalog that machines can name. What leads nowhere is added to `faults`.

    Each method takes a name, and who uses it: the machine, and the route below its `spec` at which it does.
    """

    networks: Mapping[str, Mapping[str, Network]]
    """By Cluster, then by name."""
    images: Mapping[str, Image]
    ssh_keys: Mapping[str, SSHKey]
    secrets: Mapping[tuple[str, str], Secret]
    faults: list[Diagnostic]
    broken: frozenset[str] = frozenset()
    """Names of what is there and not well formed: the cause is told where it stands."""
    echoes: list[str] = field(default_factory=list)
    """Those of them that somebody uses."""

    @property
    def misses(self) -> int:
        """How often a name led nowhere, or to something broken."""
        return len(self.faults) + len(self.echoes)

    def network(self, name: str, cluster: str, user: Written[MachineSpec], *route: str | int) -> Network | None:
        """The network of that name on a cluster. None stands for the pod network, and for one that is not there."""
        if name == POD_NETWORK:
            return None
        networks = self.networks[cluster]
        if name not in networks and not self._is_broken(name):
            self.refuse(
                NETWORK_CONFIGURATION_NOT_FOUND,
                user.where(*route),
                f"no NetworkConfiguration `{name}`",
                known_names(name, [*networks, POD_NETWORK]),
            )
        return networks.get(name)

    def image(self, name: str, user: Written[MachineSpec], *route: str | int) -> Image | None:
        if name not in self.images and not self._is_broken(name):
            self.refuse(IMAGE_NOT_FOUND, user.where(*route), f"no Image `{name}`", known_names(name, self.images))
        return self.images.get(name)

    def variant(
        self, image: Image, architecture: str, user: Written[MachineSpec], *route: str | int
    ) -> ImageSource | None:
        """Where an image for an architecture is."""
        variant = next((found for key, found in image.spec.variants.items() if key == architecture), None)
        if variant is None:
            listed = ", ".join(f"`{known}`" for known in sorted(image.spec.variants))
            message = f"the Image `{image.name}` is for {listed}, and the machine runs on `{architecture}`"
            help_ = f"add the variant `{architecture}`, or change either"
            self.refuse(IMAGE_ARCHITECTURE_MISSING, user.where(*route), message, help_)
        return variant

    def storage_class(
        self, name: str, storage: StorageSpec, user: Written[MachineSpec] | Written[ClusterSpec], *route: str | int
    ) -> StorageClassSpec | None:
        """The class behind a name or an alias. None for `default` where the cluster decides, and for a missing one."""
        wanted = storage.default if name == DEFAULT_CLASS else name
        if not wanted:
            return None
        real = storage.aliases.get(wanted, wanted)
        for storage_class in storage.classes:
            if storage_class.name == real:
                return storage_class
        if name == DEFAULT_CLASS or name in storage.aliases:
            # The check `alias-target-missing` tells it where the class is named, once for all machines.
            self.echoes.append(real)
            return None
        known = [*storage.aliases, *(one.name for one in storage.classes), DEFAULT_CLASS]
        message = f"the Cluster lists no storage class `{real}`"
        self.refuse(STORAGE_CLASS_NOT_FOUND, user.where(*route), message, known_names(real, known))
        return None

    def secret(self, name: str, keys: tuple[str, ...], namespace: str, at: Location) -> None:
        """Refuses a Secret that no SecretRef declares with these keys; `at` is what has the field `secretRef`."""
        declared, at = self.secrets.get((namespace, name)), at / "secretRef"
        if declared is None:
            known = [one for scope, one in self.secrets if scope == namespace]
            message = f"no SecretRef `{name}` in the namespace `{namespace}`"
            help_ = f"declare the Secret with a SecretRef; {known_names(name, known)}".rstrip("; ")
            self.refuse(SECRET_NOT_FOUND, at, message, help_)
            return
        for key in keys:
            if key not in declared.spec.keys:
                self.refuse(SECRET_NOT_FOUND, at, f"the SecretRef `{name}` has no key `{key}`", "add it to its `keys`")

    def public_keys(self, key_or_name: str, user: Written[MachineSpec], *route: str | int) -> tuple[str, ...]:
        """The key itself, or all keys of the SSHKey of that name."""
        if key_or_name.startswith(KEY_PREFIXES):
            return (key_or_name.strip(),)
        key = self.ssh_keys.get(key_or_name)
        if key is None and self._is_broken(key_or_name):
            return ()
        if key is None:
            self._refuse_key(key_or_name, user.where(*route))
            return ()
        return tuple(public.strip() for public in key.spec.keys)

    def _refuse_key(self, key_or_name: str, at: Location) -> None:
        """Whatever cannot be a name is not repeated: it may be a private key."""
        if is_dns_subdomain(key_or_name):
            help_ = known_names(key_or_name, self.ssh_keys) or "write an SSHKey, or the public key itself"
            self.refuse(SSH_KEY_NOT_FOUND, at, f"no SSHKey `{key_or_name}`", help_)
        else:
            problem = Problem(at, "neither the name of an SSHKey nor a public key", "write either", is_secret=True)
            self.faults.append(sign(SSH_KEY_NOT_FOUND, problem))

    def _is_broken(self, name: str) -> bool:
        if name in self.broken:
            self.echoes.append(name)
        return name in self.broken

    def refuse(self, code: Code, at: Location, message: str, help_: str = "") -> None:
        self.faults.append(sign(code, Problem(at, message, help_)))
