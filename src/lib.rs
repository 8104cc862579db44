#![doc = include_str!("../ARCHITECTURE.md")]

pub mod pipeline;

pub mod base;
pub mod config;

pub mod content;
pub mod incremental;

pub mod assets;
pub mod render;

pub mod explain;

pub mod check;

pub mod cloud;
pub mod provision;
pub mod publish;

pub mod rehearse;
pub mod report;
pub mod scaffold;
pub mod serve;

pub mod cli;
