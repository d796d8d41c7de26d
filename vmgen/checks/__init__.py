"""Every check and every object rule, in the order of their codes."""

from vmgen.checks.absent_interface import absent_interface
from vmgen.checks.access_mode_unsupported import access_mode_unsupported
from vmgen.checks.address_on_pod_network import address_on_pod_network
from vmgen.checks.address_outside_subnet import address_outside_subnet
from vmgen.checks.alias_target_missing import alias_target_missing
from vmgen.checks.apic_ignored import apic_ignored
from vmgen.checks.architecture_gate_missing import architecture_gate_missing
from vmgen.checks.architecture_not_in_cluster import architecture_not_in_cluster
from vmgen.checks.boot_class_empty import boot_class_empty
from vmgen.checks.boot_place_taken import boot_place_taken
from vmgen.checks.boot_source_missing import boot_source_missing
from vmgen.checks.bridge_on_pod_network import bridge_on_pod_network
from vmgen.checks.clone_across_namespaces import clone_across_namespaces
from vmgen.checks.clone_of_used_claim import clone_of_used_claim
from vmgen.checks.cloud_init_header import cloud_init_header
from vmgen.checks.cloud_init_invalid import cloud_init_invalid
from vmgen.checks.cloud_init_source_conflict import cloud_init_source_conflict
from vmgen.checks.cloud_init_too_large import cloud_init_too_large
from vmgen.checks.config_drive_network_data import config_drive_network_data
from vmgen.checks.contradictory_feature_gate import contradictory_feature_gate
from vmgen.checks.cpu_model_unsupported import cpu_model_unsupported
from vmgen.checks.cpu_threads_unsupported import cpu_threads_unsupported
from vmgen.checks.data_volume_refused import data_volume_refused
from vmgen.checks.decimal_quantity import decimal_quantity
from vmgen.checks.decryption_secret_missing import decryption_secret_missing
from vmgen.checks.dependency_cycle import dependency_cycle
from vmgen.checks.disk_bus_unsupported import disk_bus_unsupported
from vmgen.checks.disk_refused import disk_refused
from vmgen.checks.disk_smaller_than_image import disk_smaller_than_image
from vmgen.checks.disk_too_small import disk_too_small
from vmgen.checks.disk_without_volume import disk_without_volume
from vmgen.checks.dotted_machine_name import dotted_machine_name
from vmgen.checks.duplicate_ip import duplicate_ip
from vmgen.checks.duplicate_mac import duplicate_mac
from vmgen.checks.early_binding import early_binding
from vmgen.checks.enlightenment_disabled import enlightenment_disabled
from vmgen.checks.feature_unsupported import feature_unsupported
from vmgen.checks.firmware_unsupported import firmware_unsupported
from vmgen.checks.forced_replacement import forced_replacement
from vmgen.checks.hotplug_at_next_start import hotplug_at_next_start
from vmgen.checks.image_firmware_mismatch import image_firmware_mismatch
from vmgen.checks.image_without_checksum import image_without_checksum
from vmgen.checks.impossible_subnet import impossible_subnet
from vmgen.checks.inline_data_too_large import inline_data_too_large
from vmgen.checks.instance_seed_ignored import instance_seed_ignored
from vmgen.checks.insufficient_resources import insufficient_resources
from vmgen.checks.interface_without_network import interface_without_network
from vmgen.checks.invalid_ssh_key import invalid_ssh_key
from vmgen.checks.invalid_toleration import invalid_toleration
from vmgen.checks.iso_on_disk import iso_on_disk
from vmgen.checks.lock_losing_class import lock_losing_class
from vmgen.checks.long_interface_name import long_interface_name
from vmgen.checks.long_timeout import long_timeout
from vmgen.checks.lun_unsupported import lun_unsupported
from vmgen.checks.machine_type_renamed import machine_type_renamed
from vmgen.checks.machine_type_unsupported import machine_type_unsupported
from vmgen.checks.masquerade_off_pod_network import masquerade_off_pod_network
from vmgen.checks.mtu_too_large import mtu_too_large
from vmgen.checks.multus_missing import multus_missing
from vmgen.checks.namespace_not_allowed import namespace_not_allowed
from vmgen.checks.native_io_with_cache import native_io_with_cache
from vmgen.checks.network_boot_behind_masquerade import network_boot_behind_masquerade
from vmgen.checks.network_data_mismatch import network_data_mismatch
from vmgen.checks.network_override_unused import network_override_unused
from vmgen.checks.nic_model_unsupported import nic_model_unsupported
from vmgen.checks.no_matching_node import no_matching_node
from vmgen.checks.no_pod_network import no_pod_network
from vmgen.checks.obsolete_feature_gate import obsolete_feature_gate
from vmgen.checks.output_in_catalog import output_in_catalog
from vmgen.checks.outside_template_limits import outside_template_limits
from vmgen.checks.overriding_feature_gate import overriding_feature_gate
from vmgen.checks.persistent_without_efi import persistent_without_efi
from vmgen.checks.plaintext_secret import plaintext_secret
from vmgen.checks.platform_mismatch import platform_mismatch
from vmgen.checks.pod_bridge_forbidden import pod_bridge_forbidden
from vmgen.checks.read_only_disk import read_only_disk
from vmgen.checks.read_only_sata_disk import read_only_sata_disk
from vmgen.checks.registry import Check, MachineCheck, Rule
from vmgen.checks.release_architecture_missing import release_architecture_missing
from vmgen.checks.remote_manifest import remote_manifest
from vmgen.checks.repeated_boot_class import repeated_boot_class
from vmgen.checks.request_above_limit import request_above_limit
from vmgen.checks.reserved_disk_name import reserved_disk_name
from vmgen.checks.reserved_label import reserved_label
from vmgen.checks.secret_file_mismatch import secret_file_mismatch
from vmgen.checks.secret_key_missing import secret_key_missing
from vmgen.checks.secret_name_taken import secret_name_taken
from vmgen.checks.secret_not_encrypted import secret_not_encrypted
from vmgen.checks.secure_boot_without_efi import secure_boot_without_efi
from vmgen.checks.serial_cut_off import serial_cut_off
from vmgen.checks.service_not_installed import service_not_installed
from vmgen.checks.shared_claim import shared_claim
from vmgen.checks.shared_output import shared_output
from vmgen.checks.single_pod_disk import single_pod_disk
from vmgen.checks.slow_nic_model import slow_nic_model
from vmgen.checks.substituted_secret import substituted_secret
from vmgen.checks.template_label_mismatch import template_label_mismatch
from vmgen.checks.too_little_memory import too_little_memory
from vmgen.checks.tpm_unsupported import tpm_unsupported
from vmgen.checks.two_default_routes import two_default_routes
from vmgen.checks.two_pod_interfaces import two_pod_interfaces
from vmgen.checks.undeclared_bridge import undeclared_bridge
from vmgen.checks.unknown_feature_gate import unknown_feature_gate
from vmgen.checks.unknown_link import unknown_link
from vmgen.checks.unknown_release import unknown_release
from vmgen.checks.unpinned_image import unpinned_image
from vmgen.checks.unpluggable_disk import unpluggable_disk
from vmgen.checks.unreachable_gateway import unreachable_gateway
from vmgen.checks.unreachable_name import unreachable_name
from vmgen.checks.unread_cloud_config import unread_cloud_config
from vmgen.checks.unremovable_interface import unremovable_interface
from vmgen.checks.unshareable_disk import unshareable_disk
from vmgen.checks.unsupported_kubernetes import unsupported_kubernetes
from vmgen.checks.untolerated_taint import untolerated_taint
from vmgen.checks.unusable_address import unusable_address
from vmgen.checks.unusable_mac import unusable_mac
from vmgen.checks.vm_state_class_missing import vm_state_class_missing
from vmgen.checks.vm_state_not_shared import vm_state_not_shared
from vmgen.checks.volume_without_disk import volume_without_disk
from vmgen.checks.windows_cloud_init import windows_cloud_init
from vmgen.checks.windows_without_hyperv import windows_without_hyperv

CHECKS: tuple[Check | MachineCheck | Rule, ...] = (
    secret_not_encrypted,
    secret_file_mismatch,
    secret_key_missing,
    decryption_secret_missing,
    substituted_secret,
    secret_name_taken,
    duplicate_mac,
    shared_claim,
    duplicate_ip,
    dotted_machine_name,
    reserved_label,
    template_label_mismatch,
    long_interface_name,
    shared_output,
    unreachable_name,
    output_in_catalog,
    namespace_not_allowed,
    address_outside_subnet,
    unusable_address,
    unreachable_gateway,
    impossible_subnet,
    insufficient_resources,
    architecture_not_in_cluster,
    release_architecture_missing,
    no_matching_node,
    untolerated_taint,
    invalid_toleration,
    outside_template_limits,
    request_above_limit,
    multus_missing,
    no_pod_network,
    undeclared_bridge,
    two_pod_interfaces,
    unusable_mac,
    bridge_on_pod_network,
    pod_bridge_forbidden,
    masquerade_off_pod_network,
    address_on_pod_network,
    unremovable_interface,
    absent_interface,
    two_default_routes,
    mtu_too_large,
    network_override_unused,
    network_boot_behind_masquerade,
    slow_nic_model,
    access_mode_unsupported,
    disk_smaller_than_image,
    decimal_quantity,
    read_only_disk,
    alias_target_missing,
    disk_too_small,
    reserved_disk_name,
    single_pod_disk,
    native_io_with_cache,
    serial_cut_off,
    unshareable_disk,
    read_only_sata_disk,
    unpluggable_disk,
    hotplug_at_next_start,
    platform_mismatch,
    clone_across_namespaces,
    clone_of_used_claim,
    early_binding,
    lock_losing_class,
    lun_unsupported,
    disk_refused,
    disk_without_volume,
    data_volume_refused,
    boot_source_missing,
    boot_class_empty,
    repeated_boot_class,
    cloud_init_header,
    cloud_init_invalid,
    cloud_init_source_conflict,
    plaintext_secret,
    invalid_ssh_key,
    service_not_installed,
    unpinned_image,
    image_without_checksum,
    secure_boot_without_efi,
    cloud_init_too_large,
    disk_bus_unsupported,
    machine_type_unsupported,
    firmware_unsupported,
    nic_model_unsupported,
    feature_unsupported,
    cpu_threads_unsupported,
    machine_type_renamed,
    boot_place_taken,
    windows_without_hyperv,
    iso_on_disk,
    too_little_memory,
    image_firmware_mismatch,
    config_drive_network_data,
    instance_seed_ignored,
    unread_cloud_config,
    network_data_mismatch,
    windows_cloud_init,
    inline_data_too_large,
    interface_without_network,
    volume_without_disk,
    vm_state_class_missing,
    enlightenment_disabled,
    apic_ignored,
    vm_state_not_shared,
    tpm_unsupported,
    persistent_without_efi,
    cpu_model_unsupported,
    remote_manifest,
    unknown_release,
    dependency_cycle,
    forced_replacement,
    unsupported_kubernetes,
    unknown_feature_gate,
    obsolete_feature_gate,
    contradictory_feature_gate,
    overriding_feature_gate,
    architecture_gate_missing,
    long_timeout,
    unknown_link,
)
