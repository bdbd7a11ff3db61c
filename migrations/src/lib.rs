//! The tables of Carnet, oldest change first. See `migrations/README.md`.
//!
//! Names: tables singular snake case; moments `…_at` (UTC), days `…_on`; booleans
//! positive. Every table that belongs to a person starts its key with `record_id`,
//! so that a large installation can be distributed by it.

use sea_orm_migration::prelude::*;

mod columns;
mod m20261124_000001_create_practice;
mod m20261124_000002_create_account;
mod m20261124_000003_create_client;
mod m20261124_000004_create_record;
mod m20261124_000005_create_access;
mod m20261124_000006_create_vaccination;
mod m20261124_000007_create_outbox;
mod m20261125_000008_create_fact;
mod m20261125_000009_create_assessment;
mod m20261128_000010_add_outbox_node;
mod m20261128_000011_create_reminder;
mod m20261129_000012_create_access_code;
mod m20261129_000013_add_access_reason;
mod m20261129_000014_create_access_question;
mod m20261129_000015_create_consent;
mod m20261129_000020_create_merge;
mod m20261129_000021_add_death;
mod m20261129_000022_create_family;
mod m20261129_000023_create_correction;
mod m20261129_000030_order_assessment_indexes;
mod m20261129_000031_create_confidentiality;

/// Runs the migrations, on SQLite and PostgreSQL alike.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_create_practice::Migration),
            Box::new(m20261124_000002_create_account::Migration),
            Box::new(m20261124_000003_create_client::Migration),
            Box::new(m20261124_000004_create_record::Migration),
            Box::new(m20261124_000005_create_access::Migration),
            Box::new(m20261124_000006_create_vaccination::Migration),
            Box::new(m20261124_000007_create_outbox::Migration),
            Box::new(m20261125_000009_create_assessment::Migration),
            Box::new(m20261125_000008_create_fact::Migration),
            Box::new(m20261128_000010_add_outbox_node::Migration),
            Box::new(m20261128_000011_create_reminder::Migration),
            Box::new(m20261129_000012_create_access_code::Migration),
            Box::new(m20261129_000013_add_access_reason::Migration),
            Box::new(m20261129_000014_create_access_question::Migration),
            Box::new(m20261129_000015_create_consent::Migration),
            Box::new(m20261129_000020_create_merge::Migration),
            Box::new(m20261129_000021_add_death::Migration),
            Box::new(m20261129_000022_create_family::Migration),
            Box::new(m20261129_000023_create_correction::Migration),
            Box::new(m20261129_000030_order_assessment_indexes::Migration),
            Box::new(m20261129_000031_create_confidentiality::Migration),
        ]
    }
}
