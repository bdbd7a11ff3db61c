//! Which rule set was published for which day.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use shared::Date;

use super::super::entity::rule_set_publication::{ActiveModel, Column, Entity, Model};
use crate::{error::Result, op::OpCtx};

/// The name of the rule set that was published last for that day or an earlier one.
pub(in crate::assessments) async fn published(
    db: &impl ConnectionTrait,
    day: Date,
) -> Result<Option<String>> {
    let last = Entity::find()
        .filter(Column::InForceOn.lte(day))
        .order_by_desc(Column::InForceOn)
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id)
        .one(db)
        .await?;
    Ok(last.map(|row| row.rules))
}

/// All publications, by their days.
pub(in crate::assessments) async fn all(op: &OpCtx) -> Result<Vec<Model>> {
    let query = Entity::find().order_by_asc(Column::InForceOn).order_by_asc(Column::PublishedAt);
    Ok(query.all(op.db()).await?)
}

/// Notes that a rule set is in force from a day.
pub(in crate::assessments) async fn publish(op: &OpCtx, rules: &str, from: Date) -> Result<()> {
    let row = ActiveModel {
        id: Set(op.new_id()),
        rules: Set(rules.to_owned()),
        in_force_on: Set(from),
        published_at: Set(op.now()),
    };
    Entity::insert(row).exec_without_returning(op.db()).await?;
    Ok(())
}
