//! The lines: each named and told apart, its price not below zero, its shares all of it.

use std::collections::HashSet;

use super::Check;
use crate::{
    decimal,
    model::{Change, Line, Share},
    totals::{self, line_net},
};

impl<'a> Check<'a> {
    pub(super) fn lines(&mut self) {
        let draft = self.draft;
        let mut ids = HashSet::new();
        for (at, line) in draft.lines.iter().enumerate() {
            let field = format!("lines[{at}]");
            self.line_id(&field, line, &mut ids);
            self.line_texts(&field, line);
            if line.price.is_negative() {
                let wrong = format!("the price {} lies below zero", line.price);
                let right = "what is taken back has a negative quantity, or is an allowance";
                self.wrong("BR-27", format!("{field}.price (BT-146)"), wrong, right);
            }
            if let Some(period) = line.period {
                self.period(&format!("{field}.period (BG-26)"), period, ["BR-CO-20", "BR-30"]);
            }
            self.line_adjustments(&field, line);
            self.shares(&field, line);
        }
    }

    fn line_id(&mut self, field: &str, line: &'a Line, ids: &mut HashSet<&'a str>) {
        let field = format!("{field}.id (BT-126)");
        self.id("BR-21", &field, &line.id);
        if !ids.insert(line.id.as_str()) {
            let wrong = format!("{:?} names an earlier line too", line.id);
            self.wrong("M-ID", field, wrong, "give each line an id of its own");
        }
    }

    fn line_texts(&mut self, field: &str, line: &Line) {
        self.name("BR-25", &format!("{field}.name (BT-153)"), &line.name);
        if let Some(description) = &line.description {
            self.prose("M-TEXT", &format!("{field}.description (BT-154)"), description);
        }
        if let Some(note) = &line.note {
            self.prose("M-TEXT", &format!("{field}.note (BT-127)"), note);
        }
    }

    fn line_adjustments(&mut self, field: &str, line: &Line) {
        for (at, adjustment) in line.adjustments.iter().enumerate() {
            let field = format!("{field}.adjustments[{at}]");
            self.amount_from_zero(&format!("{field}.amount"), adjustment.amount);
            let rule = match adjustment.change {
                Change::Allowance => "BR-42",
                Change::Charge => "BR-44",
            };
            self.name(rule, &format!("{field}.reason"), &adjustment.reason);
        }
    }

    fn shares(&mut self, field: &str, line: &Line) {
        let field = format!("{field}.shares");
        for (at, share) in line.shares.iter().enumerate() {
            self.name("BR-54", &format!("{field}[{at}].name (BT-160)"), &share.name);
            self.amount(&format!("{field}[{at}].amount"), share.amount);
        }
        self.shared(&field, &line.shares, line_net(line, self.draft.currency), "the line");
    }

    /// Where there are shares, they are all of a net amount: that of `whole`.
    pub(super) fn shared(&mut self, field: &str, shares: &[Share], net: i128, whole: &str) {
        let shared: i128 = shares.iter().map(|share| totals::wide(share.amount)).sum();
        if !shares.is_empty() && shared != net {
            let told = |minor: i128| match i64::try_from(minor) {
                Ok(minor) => decimal::digits(minor, self.draft.currency.exponent()),
                Err(_) => "more than an amount can be".to_owned(),
            };
            let wrong = format!("the shares add up to {}, {whole} to {}", told(shared), told(net));
            let right = format!("divide the net amount of {whole} to the last unit, or leave the shares out");
            self.wrong("M-SHARES", field, wrong, right);
        }
    }
}
