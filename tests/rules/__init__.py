"""The rules without which Flux gets stuck, loses something, or misreads it: each yields what breaks it in a tree.

tests/flux_rules.tsv says which of the numbered rules (E05, W12) each of them holds.
"""

from collections.abc import Callable, Iterator

from tests.rules import access, chain, files, notifications, objects, releases
from tests.rules.tree import Tree

Rule = Callable[[Tree], Iterator[str]]

RULES_ON_FILES: tuple[Rule, ...] = (
    files.objects_are_small_enough_for_the_api_server,
    files.files_end_in_one_line_break_and_have_no_other_kind,
    files.files_are_plain_and_reach_the_cluster,
    files.every_file_says_who_wrote_it_and_from_what,
    files.nothing_is_null_and_nothing_has_an_anchor_or_a_tag,
    files.readers_of_yaml_1_1_and_1_2_understand_every_file_alike,
)
RULES_ON_OBJECTS: tuple[Rule, ...] = (
    chain.dependencies_are_there,
    chain.no_link_waits_for_itself,
    chain.links_wait_for_what_they_need,
    chain.machines_wait_for_what_brings_their_definitions,
    chain.machines_wait_once,
    chain.links_have_names_of_their_own,
    chain.names_of_links_fit_into_a_label,
    chain.folders_are_reconciled_once,
    chain.what_people_switch_is_left_as_it_is,
    chain.paths_start_where_the_cluster_says,
    chain.files_are_listed_and_there,
    chain.health_checks_name_what_their_link_applies,
    chain.links_wait_for_what_they_bring_up,
    chain.objects_in_a_namespace_are_checked_there,
    chain.what_is_ready_at_once_has_an_expression,
    chain.expressions_say_what_is_ready_and_what_has_failed,
    chain.what_is_managed_is_waited_for,
    chain.no_expression_is_true_of_an_empty_list,
    chain.no_kind_has_two_expressions,
    chain.nothing_waits_for_what_may_never_be_ready,
    chain.no_link_waits_for_all_that_it_applies,
    chain.paces_are_those_of_the_cluster,
    chain.durations_are_written_out,
    chain.links_change_nothing_on_the_way,
    chain.links_prune,
    chain.machines_are_where_their_names_say,
    chain.shards_share_what_their_owner_has,
    chain.losing_a_link_of_the_platform_uninstalls_nothing,
    chain.encrypted_files_are_decrypted,
    chain.links_keep_to_the_namespace_of_their_source,
    chain.sources_are_those_of_the_cluster,
    access.links_name_the_account_that_the_cluster_wants,
    access.accounts_may_do_what_their_links_apply,
    access.more_is_granted_only_to_end_what_was,
    access.rights_outlive_what_they_are_for,
    access.nobody_gives_himself_rights,
    notifications.everything_that_is_asked_for_is_told,
    notifications.every_link_is_told_of,
    objects.patches_name_kinds_and_add_annotations,
    objects.releases_are_guarded,
    releases.images_of_a_release_are_overridden_together,
    releases.mirrors_have_every_image,
    releases.operators_log_in_where_what_they_start_does,
    releases.hosted_control_planes_are_not_asked_for,
    objects.only_the_two_releases_are_fetched_and_patched,
    objects.no_object_is_written_twice,
    objects.objects_with_a_payload_are_not_substituted,
    objects.secrets_made_from_a_template_are_not_substituted,
    objects.what_flux_could_substitute_is_guarded,
    objects.what_cannot_be_replaced_is_never_pruned,
    objects.disks_are_pruned_only_where_their_machine_says_so,
    objects.nothing_is_replaced_by_force,
    objects.every_folder_has_something_to_apply,
    objects.data_volumes_are_created_once,
    objects.inline_cloud_init_is_small_enough,
    objects.user_data_that_says_so_is_a_cloud_config,
    objects.no_folder_has_more_objects_than_kustomize_builds_in_a_second,
    objects.objects_carry_nothing_that_a_server_writes,
    objects.objects_name_their_namespace_themselves,
    objects.one_selector_finds_a_machine_with_its_disks,
)
RULES = (*RULES_ON_OBJECTS, *RULES_ON_FILES)
