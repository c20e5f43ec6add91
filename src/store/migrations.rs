//! The steps that make the tables, embedded in the program. A step is never changed once released:
//! a new one is added after it.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Steps for SQLite.
pub fn sqlite() -> Migrator {
    migrator(&[
        (1, "the store", include_str!("../../migrations/sqlite/0001_the_store.sql")),
        (2, "homes and networks", include_str!("../../migrations/sqlite/0002_homes_and_networks.sql")),
        (3, "records and decisions", include_str!("../../migrations/sqlite/0003_records_and_decisions.sql")),
        (4, "released", include_str!("../../migrations/sqlite/0004_released.sql")),
        (5, "history", include_str!("../../migrations/sqlite/0005_history.sql")),
        (6, "accounts", include_str!("../../migrations/sqlite/0006_accounts.sql")),
        (7, "service checks", include_str!("../../migrations/sqlite/0007_service_checks.sql")),
        (8, "seals", include_str!("../../migrations/sqlite/0008_seals.sql")),
        (9, "places to find", include_str!("../../migrations/sqlite/0009_places_to_find.sql")),
    ])
}

/// Steps for PostgreSQL. Their ledger lies in our own schema, so that a shared database stays tidy.
pub fn postgres() -> Migrator {
    let mut migrator = migrator(&[
        (1, "the store", include_str!("../../migrations/postgres/0001_the_store.sql")),
        (2, "homes and networks", include_str!("../../migrations/postgres/0002_homes_and_networks.sql")),
        (3, "records and decisions", include_str!("../../migrations/postgres/0003_records_and_decisions.sql")),
        (4, "released", include_str!("../../migrations/postgres/0004_released.sql")),
        (5, "history", include_str!("../../migrations/postgres/0005_history.sql")),
        (6, "accounts", include_str!("../../migrations/postgres/0006_accounts.sql")),
        (7, "service checks", include_str!("../../migrations/postgres/0007_service_checks.sql")),
        (8, "seals", include_str!("../../migrations/postgres/0008_seals.sql")),
        (9, "places to find", include_str!("../../migrations/postgres/0009_places_to_find.sql")),
    ]);
    migrator.create_schema("maillage");
    migrator.dangerous_set_table_name("maillage._sqlx_migrations");
    migrator
}

/// Steps of the vault, for SQLite.
pub fn vault_sqlite() -> Migrator {
    migrator(&[
        (1, "the vault", include_str!("../../migrations/vault_sqlite/0001_the_vault.sql")),
        (2, "retention", include_str!("../../migrations/vault_sqlite/0002_retention.sql")),
        (3, "own notes and exact counts", include_str!("../../migrations/vault_sqlite/0003_own_notes_and_exact_counts.sql")),
    ])
}

/// Steps of the vault, for PostgreSQL, with their ledger in its own schema.
pub fn vault_postgres() -> Migrator {
    let mut migrator = migrator(&[
        (1, "the vault", include_str!("../../migrations/vault_postgres/0001_the_vault.sql")),
        (2, "retention", include_str!("../../migrations/vault_postgres/0002_retention.sql")),
        (3, "own notes and exact counts", include_str!("../../migrations/vault_postgres/0003_own_notes_and_exact_counts.sql")),
    ]);
    migrator.create_schema("maillage_vault");
    migrator.dangerous_set_table_name("maillage_vault._sqlx_migrations");
    migrator
}

fn migrator(steps: &[(i64, &'static str, &'static str)]) -> Migrator {
    let migration = |&(version, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(steps.iter().map(migration).collect())
}
