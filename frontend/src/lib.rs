//! Carnet in the browser: the patient's and the professional's pages.

pub mod accessibility_page;
pub mod account;
pub mod api;
pub mod app;
pub mod asking;
pub mod assessments;
pub mod browser;
pub mod corrections;
pub mod dates;
pub mod doctor;
pub mod facts;
pub mod forms;
pub mod i18n;
pub mod not_found;
pub mod parts;
pub mod patient;
pub mod routes;
pub mod session;
pub mod shell;
pub mod sign_in_page;
pub mod ui;
pub mod vaccinations;
pub mod vaccine_catalogue;
pub mod words;
