//! Texts: there, not too long, and made of characters that XML can carry.

use super::Check;

/// The most characters of an identifier.
const ID: usize = 200;
/// The most characters of a name.
const NAME: usize = 500;
/// The most characters of a description or note.
const PROSE: usize = 10_000;

impl Check<'_> {
    /// An identifier: no space around it nor two in a row, because XML's tokens do not keep them.
    pub(super) fn id(&mut self, rule: &str, field: &str, text: &str) {
        let kept = text.split(' ').all(|word| !word.is_empty());
        if self.present(rule, field, text) && self.carried(field, text, ID, |c| !c.is_control()) && !kept {
            let wrong = format!("{text:?} has spaces around it, or two in a row");
            self.wrong("M-TEXT", field, wrong, "leave them out");
        }
    }

    /// A text on one line.
    pub(super) fn name(&mut self, rule: &str, field: &str, text: &str) {
        let _ = self.present(rule, field, text) && self.carried(field, text, NAME, |c| !c.is_control());
    }

    /// A text that may have several lines.
    pub(super) fn prose(&mut self, rule: &str, field: &str, text: &str) {
        let allowed = |c: char| !c.is_control() || c == '\n' || c == '\t';
        let _ = self.present(rule, field, text) && self.carried(field, text, PROSE, allowed);
    }

    fn present(&mut self, rule: &str, field: &str, text: &str) -> bool {
        let blank = text.trim().is_empty();
        if blank {
            let right = if rule == "M-TEXT" { "give it, or leave the field out" } else { "give it" };
            self.wrong(rule, field, "it is blank", right);
        }
        !blank
    }

    fn carried(&mut self, field: &str, text: &str, most: usize, allowed: impl Fn(char) -> bool) -> bool {
        let length = text.chars().count();
        if length > most {
            self.wrong("M-TEXT", field, format!("it has {length} characters"), format!("at most {most} are kept"));
            return false;
        }
        let odd = text.chars().find(|&c| !allowed(c) || matches!(c, '\u{fffe}' | '\u{ffff}'));
        if let Some(odd) = odd {
            self.wrong("M-TEXT", field, format!("it has the character {odd:?}"), "leave it out");
        }
        odd.is_none()
    }
}
