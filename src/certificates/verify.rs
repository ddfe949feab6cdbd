//! The check of a receipt, with nothing but the file.

use super::model::ReceiptFile;
use crate::{formation::RunId, signing::Signed};

/// What came of a check.
#[derive(Debug)]
pub struct Checked {
    /// Which run the receipt is of.
    pub run: RunId,
    /// The public key under which it is signed, as it says.
    pub key: String,
    /// Whether it holds a certificate.
    pub is_certified: bool,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

/// Checks the text of a receipt; with a `key`, also that it is signed by that one.
///
/// # Errors
/// A sentence where it is no receipt, or one that this version cannot check.
pub fn check(text: &str, key: Option<&str>) -> Result<Checked, String> {
    let signed = read(text)?;
    let mut faults = Vec::new();
    let mut note = |is_right: bool, sentence: String| {
        if !is_right {
            faults.push(sentence);
        }
    };
    let again = serde_json::to_string(&signed).map_err(|error| error.to_string())? + "\n";
    note(again == text, "The file is not written as Muster writes it: something was added, left out or moved.".into());
    note(signed.is_genuine(), format!("The signature is not that of the key {} under this receipt.", signed.key));
    if let Some(key) = key {
        note(signed.key == key, format!("It is signed by the key {}, not by {key}.", signed.key));
    }
    let Signed { content: ReceiptFile { run, certificate }, key: signed_by, .. } = &signed;
    if let Some(certificate) = certificate {
        let said = &certificate.content;
        note(
            certificate.is_genuine(),
            format!("The certificate's signature is not that of the key {}.", certificate.key),
        );
        note(said.run == run.receipt.run, format!("The certificate is of another run, {}.", said.run));
        let hashes = (&said.kept.pool_hash, &said.kept.result_hash);
        let is_of_run = hashes == (&run.receipt.pool_hash, &run.receipt.result_hash);
        note(is_of_run, "The certificate is of another pool or another result.".into());
        note(said.as_in_run == (said.kept == said.before), "The certificate contradicts what the run kept.".into());
        note(said.equal == (said.before == said.after), "The certificate contradicts its own hashes.".into());
        note(said.equal, "The certificate says that permuting spaces changed the pool or the result.".into());
    }
    match run.other_engine() {
        // A fault that needs no engine is told first: the version itself may be what was tampered with.
        Some(other) if faults.is_empty() => {
            return Err(format!("this receipt was made by {other}, and only that version can check it"));
        }
        Some(_) => {}
        None => faults.extend(run.faults()),
    }
    Ok(Checked { run: run.receipt.run, key: signed_by.clone(), is_certified: certificate.is_some(), faults })
}

fn read(text: &str) -> Result<Signed<ReceiptFile>, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let signed = serde_path_to_error::deserialize(&mut json).map_err(|error| format!("{}: {error}", error.path()))?;
    json.end().map_err(|error| format!("after the receipt: {error}"))?;
    Ok(signed)
}
