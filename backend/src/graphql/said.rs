//! [`Said`]: a scalar of an input, as it was written.
//!
//! A mutation checks it itself and answers with the field and the rule in `userErrors`;
//! a typed scalar would end the whole request with a coercion error instead.

use std::{borrow::Cow, fmt, marker::PhantomData, str::FromStr};

use async_graphql::{InputType, InputValueError, InputValueResult, Value, registry::Registry};
use serde::{Serialize, Serializer};

/// A scalar named as `T` in the schema, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    text: String,
    kind: PhantomData<fn() -> T>,
}

impl<T: FromStr> Said<T> {
    /// What it says.
    ///
    /// # Errors
    /// Why it says nothing.
    pub fn read(&self) -> Result<T, T::Err> {
        self.text.parse()
    }
}

impl<T: fmt::Display> From<T> for Said<T> {
    fn from(value: T) -> Self {
        Self { text: value.to_string(), kind: PhantomData }
    }
}

impl<T> Said<T> {
    /// That text, whatever it says.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), kind: PhantomData }
    }
}

impl<T> Serialize for Said<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl<T: InputType> InputType for Said<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value {
            Some(Value::String(text)) => Ok(Self { text, kind: PhantomData }),
            other => Err(InputValueError::expected_type(other.unwrap_or_default())),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.text.clone())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}
