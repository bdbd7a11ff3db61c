//! The access log through the schema.
