//! Templates: who overrides whom, what runs again after an edit, what an author is told, and the filters.

mod closure;
mod files;
mod mistakes;
mod reference;
mod standard;
mod themes;
