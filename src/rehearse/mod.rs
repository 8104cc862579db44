//! What an event asks of a site, and what it costs.
//!
//! Comes in: numbers of requests and bytes. Goes out: money. Today this is the price of a publish;
//! traffic, load and forecast build on the same table. Deliberately not here: anything that sends a
//! request to an address that is not this machine.

pub mod price;
