//! Tests through the schema.
