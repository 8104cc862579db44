//! The `seawall` command.

/// Rendering is a matter of many small values: see "Where the time goes" in ARCHITECTURE.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    seawall::cli::run()
}
