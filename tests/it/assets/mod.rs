//! Style sheets, scripts and files: what becomes of `assets/` and `static/`.

mod addresses;
mod mistakes;
mod scripts;
mod sheets;
