//! Signing in over real HTTP: the demo's provider, other providers, machines.

mod demo;
mod forged;
mod machines;
mod node;
mod oidc_provider;
mod session;
mod support;
