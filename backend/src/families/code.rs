//! Codes: for a parent, printed by the practice; for a trusted person, made by whoever trusts.
//!
//! A code has eight signs of an alphabet without look-alikes (40 bits), holds for a while, works
//! once, and only its hash is kept. It is shown once, when it is made. Wrong codes are counted
//! ([`super::join`]).

use chrono::Duration;
use serde::Serialize;
use shared::{LoggedAction, RecordId, RecordPart, RelationRights};

use super::store;
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    ids::Ids,
    op::OpCtx,
    records,
};

/// Crockford's alphabet: no I, L, O, U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How long a code on paper holds: the parents find their way to the portal.
const PAPER: Duration = Duration::days(30);
/// How long an invitation holds.
const INVITATION: Duration = Duration::days(7);

/// For whom a code is.
#[derive(Debug, Clone, Serialize)]
pub struct MakeCode {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// What a trusted person may do; none for a parent.
    pub trusted: Option<RelationRights>,
}

/// A code as it is shown this once.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// `K7M4-PQ2X`.
    pub code: String,
    /// The row.
    pub(crate) row: super::entity::code::Model,
}

/// Makes a code. The same key again makes nothing: what was shown once is not kept.
///
/// # Errors
/// `Refused`: `KEY_REUSED` for a key that made one before; `NOT_APPLICABLE` if the person is of
/// an age at which no parent acts for them; `NotFound` if the actor may not.
pub async fn make_code(op: &OpCtx, input: MakeCode) -> Result<NewCode> {
    let action = if input.trusted.is_some() { Action::ManageHelpers } else { Action::InviteParent };
    let record = records::require_unlogged(op, input.record_id, action).await?;
    let key = Key::new(&input.idempotency_key, "makeCode", &input)?;
    let is_of_age = super::rule::OF_AGE <= op.today().age_in_years(record.row.born_from);
    if input.trusted.is_none() && is_of_age {
        let message = "no parent acts for someone of that age";
        return Err(AppError::refused(Code::NotApplicable, &["recordId"], message));
    }
    let code = code_of(&op.app.ids);
    let (kind, rights, holds) = match input.trusted {
        Some(rights) => ("trusted", rights, INVITATION),
        None => ("parent", RelationRights::All, PAPER),
    };
    op.transaction(async |tx| {
        if key.earlier::<()>(op, tx).await?.is_some() {
            let message = "the code of this key was shown once; make another";
            return Err(AppError::refused(Code::KeyReused, &["idempotencyKey"], message));
        }
        let new = store::NewCode { kind, rights, code: &code, expires_at: op.now() + holds };
        let row = store::insert_code(op, tx.db(), record.id(), new).await?;
        accesses::log(op, tx.db(), record.id(), LoggedAction::HelperInvited).await?;
        key.remember(op, tx, &()).await?;
        tx.changed(record.id(), &[RecordPart::Access]);
        Ok(NewCode { code: printed(&code), row })
    })
    .await
}

/// Eight signs at random.
fn code_of(ids: &Ids) -> String {
    let mut bytes = [0; 8];
    ids.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// As it is printed: in two groups.
fn printed(code: &str) -> String {
    format!("{}-{}", &code[..4], &code[4..])
}

/// What someone typed, as it is kept: capitals, no signs, look-alikes read as what they look like.
pub(super) fn read(typed: &str) -> String {
    let signs = typed.chars().filter(char::is_ascii_alphanumeric).take(40);
    let sign = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    signs.map(sign).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let ids = Ids::seeded(3);
        let code = code_of(&ids);
        assert_eq!(code.len(), 8);
        assert_ne!(code, code_of(&ids));
        let shown = printed(&code);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), code.clone()] {
            assert_eq!(read(&typed), code);
        }
        assert_eq!(read("oil-u"), "011V");
    }
}
