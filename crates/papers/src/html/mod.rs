//! The same paper as one page of HTML, which needs nothing else: no script, no picture, no font from elsewhere.

mod table;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{Block, Cell, Color, DateWidth, Fact, FinePrint, Letterhead, Mark, Paper, PaperError};

/// How the page looks: light and dark by the reader's wish, and ink on white when printed.
const STYLE: &str = include_str!("paper.css");

impl Paper {
    /// The paper as a self-contained page of HTML: tables with headings that readers of screens understand, a style for
    /// print, nothing that runs and nothing that is loaded. Everything is escaped.
    ///
    /// Its style is one `style` element, so a page policy (CSP) must allow inline styles, or just this one by its hash.
    pub fn html(&self) -> Result<String, PaperError> {
        self.check()?;
        Ok(self.page()?.into_string())
    }

    fn page(&self) -> Result<Markup, PaperError> {
        let blocks = self.body.iter().map(|block| self.block(block)).collect::<Result<Vec<_>, _>>()?;
        let Color(red, green, blue) = self.accent;
        let accent = format!(":root{{--accent:#{red:02x}{green:02x}{blue:02x}}}");
        Ok(html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.full_title()) }
                    style { (PreEscaped(accent)) (PreEscaped(STYLE)) }
                }
                body {
                    main {
                        (letterhead(&self.letterhead))
                        div class="addresses" {
                            @if !self.recipient.is_empty() {
                                address { @for line in &self.recipient { span { (line) } } }
                            }
                            (self.facts(&self.facts, "facts"))
                        }
                        h1 { (self.title) }
                        (self.facts(&self.summary, "summary"))
                        @for block in &blocks { (block) }
                        @if let Some(print) = &self.fine_print { (self.fine_print(print)) }
                    }
                    @if !self.footer.text.is_empty() { footer { (self.footer.text) } }
                }
            }
        })
    }

    fn block(&self, block: &Block) -> Result<Markup, PaperError> {
        Ok(match block {
            Block::Heading(text) => html! { h2 { (text) } },
            Block::Paragraph(text) => html! { p { (text) } },
            Block::Note(text) => html! { p class="note" { (text) } },
            Block::Table(table) => self.table(table)?,
            Block::Waterfall(waterfall) => self.waterfall(waterfall)?,
        })
    }

    fn facts(&self, facts: &[Fact], class: &str) -> Markup {
        html! {
            @if !facts.is_empty() {
                dl class=(class) {
                    @for fact in facts { div { dt { (fact.label) } dd { (self.shown(&fact.value, DateWidth::Long)) } } }
                }
            }
        }
    }

    fn fine_print(&self, print: &FinePrint) -> Markup {
        html! {
            section class="fine" {
                @if !print.heading.is_empty() { h2 { (print.heading) } }
                (self.facts(&print.facts, "hashes"))
                @for text in &print.paragraphs { p { (text) } }
            }
        }
    }

    /// A value in words; days and amounts also tell machines what they are.
    fn shown(&self, cell: &Cell, width: DateWidth) -> Markup {
        match cell {
            Cell::Blank => html! {},
            Cell::Text(text) => html! { (text) },
            Cell::Day(day) => html! { time datetime=(day) { (self.language.date(*day, width)) } },
            Cell::Amount(money) => html! { (self.language.amount_with_code(*money)) },
        }
    }
}

fn letterhead(head: &Letterhead) -> Markup {
    html! {
        header {
            div class="sender" { (mark(&head.mark)) strong { (head.name) } }
            @if !head.lines.is_empty() { address { @for line in &head.lines { span { (line) } } } }
        }
    }
}

fn mark(mark: &Mark) -> Markup {
    html! {
        svg viewBox=(format!("0 0 {} {}", mark.width, mark.height)) aria-hidden="true" focusable="false" {
            @for shape in &mark.shapes {
                path d=(Mark::svg_path(shape)) fill=({
                    let Color(red, green, blue) = shape.fill;
                    format!("#{red:02x}{green:02x}{blue:02x}")
                }) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenes;

    #[test]
    fn a_page_needs_nothing_from_elsewhere_and_runs_nothing() {
        for (name, paper) in scenes::all() {
            let page = paper.html().unwrap();
            for loads in
                ["<script", "<link", "<img", "@import", "url(", "http:", "https:", " style=", " onload", " onclick"]
            {
                assert!(!page.contains(loads), "{name}: {loads}");
            }
        }
    }

    #[test]
    fn what_looks_like_markup_is_text() {
        let mut paper = scenes::short();
        paper.title = "<script>alert(1)</script> & co".to_owned();
        paper.recipient = vec!["\"><b>".to_owned()];
        let page = paper.html().unwrap();
        assert!(!page.contains("<script") && !page.contains("<b>"));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co"));
    }
}
