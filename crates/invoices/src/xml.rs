//! XML as both syntaxes need it: nested elements, text, attributes; two spaces a level, so that a person can read it.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// A document that is being written.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// A document whose root has that name and those namespaces; `inside` writes the rest.
    pub(crate) fn document(root: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) -> String {
        let mut xml = Self { writer: Writer::new_with_indent(Vec::new(), b' ', 2) };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.event(Event::Start(BytesStart::new(root).with_attributes(attributes.iter().copied())));
        inside(&mut xml);
        xml.event(Event::End(BytesEnd::new(root)));
        let mut text = String::from_utf8(xml.writer.into_inner()).expect("what is written is UTF-8");
        text.push('\n');
        text
    }

    /// An element around what `inside` writes.
    pub(crate) fn nest(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(BytesStart::new(name)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with a text.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// An element with a text, if there is one.
    pub(crate) fn text_if(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// An element with attributes and a text.
    pub(crate) fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
        self.event(Event::Text(BytesText::new(text)));
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("writing to memory does not fail");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_markup_is_escaped() {
        let text = Xml::document("a", &[("b", "x\"<&")], |xml| xml.text("c", "R&D <b> \"it's\" ]]>\nnext"));
        let tree = roxmltree::Document::parse(&text).unwrap();
        assert_eq!(tree.root_element().attribute("b"), Some("x\"<&"));
        assert_eq!(tree.root_element().first_element_child().unwrap().text(), Some("R&D <b> \"it's\" ]]>\nnext"));
    }
}
