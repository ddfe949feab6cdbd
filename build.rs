//! Makes sure that there is a folder of the front end to embed, so that the server builds before the front end does.
//! A release must have the front end in it. `make` builds it; this never runs npm.

use std::{env, fs, path::Path};

fn main() {
    let dist = Path::new("frontend/dist");
    fs::create_dir_all(dist).expect("the source folder can be written to");
    println!("cargo::rerun-if-changed=frontend/dist");
    println!("cargo::rerun-if-changed=migrations");
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if release && !dist.join("index.html").exists() {
        println!("cargo::error=the front end is not built: run `make frontend` first");
    }
}
