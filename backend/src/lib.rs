//! Carnet's server.
