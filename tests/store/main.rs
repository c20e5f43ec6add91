//! One suite of behaviour for both databases. Without a PostgreSQL server in `MAILLAGE_TEST_POSTGRES`
//! its half says that it was left out.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test that cannot go on stops, and says what it left out"
)]

mod accounts;
mod any;
mod batches;
mod behaviour;
mod checks;
mod crash;
mod faults;
mod guard;
mod place;
mod scale;
mod vault;

use place::Place;

/// Runs behaviours, each on an empty store of each database.
macro_rules! on_both {
    ($($module:ident: $($(#[$attribute:meta])* $behaviour:ident)*;)*) => {
        mod sqlite {
            $($($(#[$attribute])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $behaviour() {
                let place = super::Place::sqlite();
                on_both!(@run $module $behaviour place);
            })*)*
        }
        mod postgres {
            $($($(#[$attribute])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $behaviour() {
                let Some(place) = super::Place::postgres(stringify!($behaviour)).await else { return };
                on_both!(@run $module $behaviour place);
                place.remove().await;
            })*)*
        }
    };
    (@run behaviour $behaviour:ident $place:ident) => { crate::behaviour::$behaviour($place.open().await).await };
    (@run $module:ident $behaviour:ident $place:ident) => { crate::$module::$behaviour(&$place).await };
}

on_both! {
    accounts:
        an_account_is_found_changed_and_erased_and_its_number_is_never_given_again
        a_session_goes_with_its_account_and_with_time
        a_quota_is_never_exceeded_whoever_asks_at_once
        the_log_is_one_chain_whoever_writes;
    behaviour:
        a_batch_comes_back_as_it_was
        any_batch_comes_back_as_it_was
        an_empty_store_holds_nothing_and_answers
        committing_twice_is_committing_once
        a_new_import_replaces_its_own_vintage_and_no_other
        data_sets_are_sorted_by_the_bytes_of_their_identifier
        a_forgotten_data_set_is_gone_and_the_others_stay
        the_revision_grows_with_every_change_and_only_then
        the_history_holds_each_state_once_and_the_last_can_be_compared_with
        a_batch_that_contradicts_itself_is_refused_whole;
    checks:
        a_check_is_kept_once_and_the_last_of_each_service_is_told;
    crash:
        a_killed_process_leaves_old_or_new
        a_commit_dropped_half_way_leaves_old_or_new
        a_reader_beside_a_commit_sees_old_or_new
        two_writers_take_turns;
    guard:
        a_hidden_value_cannot_be_given_a_number
        nothing_is_left_of_a_forgotten_data_set
        a_database_of_a_newer_program_is_refused_and_left_alone
        tables_that_are_not_ours_are_refused
        content_written_by_hand_that_cannot_be_read_is_named
        a_new_database_may_be_opened_by_several_at_once
        the_view_shows_each_value_once_in_the_newest_edition
        the_view_of_services_has_a_row_for_each_theme
        gdal_opens_tables_and_views_as_layers;
    vault:
        a_note_comes_back_as_it_was
        the_same_key_is_the_same_note_and_another_note_under_it_is_refused
        each_note_is_counted_in_one_release_and_late_ones_in_the_next
        a_note_that_comes_in_meanwhile_waits
        nothing_is_released_that_was_not_reserved_nor_twice
        two_who_write_take_turns
        the_public_copy_follows_the_vault_and_no_other
        a_killed_process_leaves_whole_files
        a_note_is_erased_by_its_key_until_a_release_has_counted_it
        a_team_reads_its_own_notes_and_no_other
        exact_counts_are_frozen_with_their_release_and_go_as_a_whole
        a_note_erased_while_noise_is_drawn_undoes_the_release
        what_is_too_old_is_let_go_of_and_the_log_still_holds
        nobody_else_opens_the_vault;
    scale:
        #[ignore = "takes a while and prints figures"]
        a_whole_country_takes_seconds;
}
