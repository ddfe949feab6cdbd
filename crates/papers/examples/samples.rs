//! Writes papers into a folder, for other programs to read: `cargo run -p muster-papers --example samples -- FOLDER`.

mod scenes;

use std::{error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say into which folder: samples FOLDER")?);
    fs::create_dir_all(&folder)?;
    for (name, paper) in scenes::all() {
        fs::write(folder.join(format!("{name}.pdf")), paper.pdf()?)?;
    }
    Ok(())
}
