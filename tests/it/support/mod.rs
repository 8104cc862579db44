//! What tests stand on: sites in strings, real servers, the program itself.

pub(crate) mod cloud;
pub(crate) mod command;
pub(crate) mod pictures;
pub(crate) mod servers;
pub(crate) mod site;
pub(crate) mod twin;
pub(crate) mod validate;
