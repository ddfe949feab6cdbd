//! The metadata by which readers of Factur-X find the invoice inside a PDF.
//!
//! The library that writes the PDF has no place for a schema of one's own in its metadata, so the packet is widened
//! afterwards: the metadata stream is the one object that grows, and every offset behind it moves by as much.

use crate::{FacturX, PaperError};

/// Where in the packet more can be said.
const END_OF_METADATA: &[u8] = b"</rdf:RDF>";

/// The same PDF, whose metadata also says which profile of Factur-X its attached invoice keeps to.
pub(super) fn with_factur_x(pdf: &[u8], profile: FacturX) -> Result<Vec<u8>, PaperError> {
    widen(pdf, schema(profile).as_bytes()).ok_or_else(|| PaperError::Writer {
        format: "PDF",
        cause: "its metadata does not have the shape in which Factur-X can be named".to_owned(),
    })
}

/// What Factur-X 1.0 asks for: four properties, and a description of their schema as PDF/A wants it for any schema that
/// is not its own.
fn schema(profile: FacturX) -> String {
    let property = |name: &str, says: &str| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
             <pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{says}</pdfaProperty:description></rdf:li>"
        )
    };
    let properties = [
        property("DocumentFileName", "Name of the embedded XML invoice"),
        property("DocumentType", "Kind of the document"),
        property("Version", "Version of the schema of the XML invoice"),
        property("ConformanceLevel", "Profile that the XML invoice keeps to"),
    ]
    .concat();
    let (name, level) = (profile.file_name(), profile.conformance_level());
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#\">\
         <fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>{name}</fx:DocumentFileName>\
         <fx:Version>1.0</fx:Version><fx:ConformanceLevel>{level}</fx:ConformanceLevel></rdf:Description>\
         <rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"><pdfaExtension:schemas><rdf:Bag>\
         <rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>\
         <pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq>\
         </pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
}

/// Puts `more` at the end of the metadata and moves what follows. `None` where the PDF has another shape than the
/// library gives it: one metadata stream without a filter, one classic table of offsets.
fn widen(pdf: &[u8], more: &[u8]) -> Option<Vec<u8>> {
    let insert = last(pdf, END_OF_METADATA)?;
    let stream = last(&pdf[..insert], b"stream\n")?;
    let dictionary = last(&pdf[..stream], b" obj\n")?;
    let key = dictionary + find(&pdf[dictionary..stream], b"/Length ")? + b"/Length ".len();
    let digits = pdf[key..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length: usize = number(&pdf[key..key + digits])?;
    let new_length = (length + more.len()).to_string();

    let mut out = Vec::with_capacity(pdf.len() + more.len() + 20);
    out.extend_from_slice(&pdf[..key]);
    out.extend_from_slice(new_length.as_bytes());
    out.extend_from_slice(&pdf[key + digits..insert]);
    out.extend_from_slice(more);
    out.extend_from_slice(&pdf[insert..]);
    move_offsets(&mut out, insert, more.len() + new_length.len() - digits)?;
    Some(out)
}

/// Adds `by` to every offset of the table that lies behind `from`, and to where the table itself is said to begin.
fn move_offsets(pdf: &mut Vec<u8>, from: usize, by: usize) -> Option<()> {
    let table = last(pdf, b"\nxref\n")? + 1;
    let trailer = table + find(&pdf[table..], b"trailer")?;
    let header = table + b"xref\n".len();
    let mut entry = header + find(&pdf[header..trailer], b"\n")? + 1;
    while entry + 20 <= trailer {
        let offset: usize = number(&pdf[entry..entry + 10])?;
        if pdf[entry + 17] == b'n' && offset > from {
            pdf.splice(entry..entry + 10, format!("{:010}", offset + by).into_bytes());
        }
        entry += 20;
    }
    let start = last(pdf, b"startxref\n")? + b"startxref\n".len();
    let digits = pdf[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let old: usize = number(&pdf[start..start + digits])?;
    (old + by == table).then_some(())?;
    pdf.splice(start..start + digits, table.to_string().into_bytes());
    Some(())
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AssociatedFile, Relationship, scenes};

    #[test]
    fn every_offset_still_leads_to_its_object() {
        let file = AssociatedFile::factur_x(b"<a/>".to_vec(), FacturX::En16931, Relationship::Alternative);
        let pdf = scenes::invoice().pdf_with(&file).unwrap();
        let start = last(&pdf, b"startxref\n").unwrap() + 10;
        let digits = pdf[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let table = number(&pdf[start..start + digits]).unwrap();
        assert!(pdf[table..].starts_with(b"xref\n"));
        let header = table + 5;
        let first = header + find(&pdf[header..], b"\n").unwrap() + 1;
        let entries = pdf[first..].chunks(20).take_while(|entry| !entry.starts_with(b"trailer"));
        let mut objects = 0;
        for (id, entry) in entries.enumerate().filter(|(_, entry)| entry[17] == b'n') {
            let offset = number(&entry[..10]).unwrap();
            assert!(pdf[offset..].starts_with(format!("{id} 0 obj\n").as_bytes()), "object {id}");
            objects += 1;
        }
        assert!(objects > 20);
        assert!(find(&pdf, b"<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>").is_some());
    }

    #[test]
    fn a_pdf_of_another_shape_is_refused() {
        assert!(with_factur_x(b"%PDF-1.7", FacturX::Basic).is_err());
    }
}
