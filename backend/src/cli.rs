//! The command line: `carnet serve | demo | migrate | schema | …`.
