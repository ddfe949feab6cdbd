//! VAT: each category with the rate, the identifiers and the reason that it asks for (BR-S-*, BR-Z-*, BR-E-*, BR-AE-*,
//! BR-IC-*, BR-G-*, BR-O-*).

use super::Check;
use crate::{
    codes,
    model::{Category, Change, Exemption, Vat},
};

/// Where a category stands. Its rules for a place follow each other: identifiers 02 to 04, rates 05 to 07.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Allowance,
    Charge,
}

impl Place {
    fn field(self, at: usize) -> String {
        match self {
            Self::Line => format!("lines[{at}].vat"),
            Self::Allowance | Self::Charge => format!("adjustments[{at}].vat"),
        }
    }
}

const PLACES: [Place; 3] = [Place::Line, Place::Allowance, Place::Charge];
const CATEGORIES: [Category; 7] = [
    Category::Standard,
    Category::Zero,
    Category::Exempt,
    Category::ReverseCharge,
    Category::IntraCommunity,
    Category::Export,
    Category::OutsideScope,
];

/// A rule of a category: `BR-IC-02` is the second of intra-community supplies, which the rules call IC and not K.
fn rule(category: Category, number: usize) -> String {
    let name = if category == Category::IntraCommunity { "IC" } else { category.code() };
    format!("BR-{name}-{number:02}")
}

impl Check<'_> {
    pub(super) fn vat(&mut self) {
        self.rates();
        for category in CATEGORIES {
            for (step, place) in PLACES.into_iter().enumerate() {
                if self.stands(category, place) {
                    self.identifiers(category, &rule(category, 2 + step));
                }
            }
        }
        self.alone();
        self.supply();
        self.exemptions();
    }

    /// Each category on lines, allowances and charges, with its number among the lines or the adjustments.
    fn uses(&self) -> impl Iterator<Item = (Place, usize, Vat)> {
        let lines = self.draft.lines.iter().enumerate().map(|(at, line)| (Place::Line, at, line.vat));
        let adjustments = self.draft.adjustments.iter().enumerate().map(|(at, adjustment)| {
            let place = match adjustment.change {
                Change::Allowance => Place::Allowance,
                Change::Charge => Place::Charge,
            };
            (place, at, adjustment.vat)
        });
        lines.chain(adjustments)
    }

    fn stands(&self, category: Category, place: Place) -> bool {
        self.uses().any(|(at, _, vat)| at == place && vat.category == category)
    }

    fn is_used(&self, category: Category) -> bool {
        self.uses().any(|(_, _, vat)| vat.category == category)
    }

    fn rates(&mut self) {
        let uses: Vec<_> = self.uses().collect();
        for (place, at, Vat { category, rate }) in uses {
            let number = 5 + PLACES.iter().position(|&other| other == place).expect("a place is one of the three");
            let taxed = category == Category::Standard;
            if taxed != (rate.points() > 0) {
                let wrong = format!("the rate of category {} is {} basis points", category.code(), rate.points());
                let right = if taxed { "give a rate above zero, or category Z" } else { "give zero, or category S" };
                self.wrong(rule(category, number), format!("{}.rate", place.field(at)), wrong, right);
            }
        }
    }

    /// BR-*-02 to BR-*-04: who must be known to which tax office.
    fn identifiers(&mut self, category: Category, rule: &str) {
        let (seller, buyer) = (&self.draft.seller, &self.draft.buyer);
        let code = category.code();
        let registered = seller.vat_id.is_some() || seller.tax_registration.is_some();
        let vat_only = matches!(category, Category::IntraCommunity | Category::Export);
        let refused = match category {
            Category::OutsideScope => seller.vat_id.is_some() || buyer.vat_id.is_some(),
            _ => false,
        };
        if refused {
            let wrong = "category O stands beside a VAT identifier of seller or buyer";
            self.wrong(
                rule,
                "seller.vat_id (BT-31), buyer.vat_id (BT-48)",
                wrong,
                "leave both out, or use another category",
            );
        } else if category != Category::OutsideScope && (!registered || (vat_only && seller.vat_id.is_none())) {
            let right = if vat_only { "give it" } else { "give it, or the seller's tax registration (BT-32)" };
            let wrong = format!("category {code} needs the seller's VAT identifier");
            self.wrong(rule, "seller.vat_id (BT-31)", wrong, right);
        }
        let buyer_known = match category {
            Category::ReverseCharge => buyer.vat_id.is_some() || buyer.legal_registration.is_some(),
            Category::IntraCommunity => buyer.vat_id.is_some(),
            _ => true,
        };
        if !buyer_known {
            let reverse = category == Category::ReverseCharge;
            let right = if reverse { "give it, or the buyer's registration (BT-47)" } else { "give it" };
            let wrong = format!("category {code} needs the buyer's VAT identifier");
            self.wrong(rule, "buyer.vat_id (BT-48)", wrong, right);
        }
    }

    /// BR-O-12 to BR-O-14: what lies outside of the scope of VAT has an invoice of its own.
    fn alone(&mut self) {
        if !self.is_used(Category::OutsideScope) {
            return;
        }
        for (step, place) in PLACES.into_iter().enumerate() {
            let other = self.uses().find(|(at, _, vat)| *at == place && vat.category != Category::OutsideScope);
            if let Some((_, at, vat)) = other {
                let wrong = format!("category {} stands on an invoice with category O", vat.category.code());
                self.wrong(rule(Category::OutsideScope, 12 + step), place.field(at), wrong, "put them on two invoices");
            }
        }
    }

    /// BR-IC-11 and BR-IC-12: an intra-community supply says when and whereto.
    fn supply(&mut self) {
        if !self.is_used(Category::IntraCommunity) {
            return;
        }
        let delivery = self.draft.delivery.as_ref();
        if delivery.is_none_or(|delivery| delivery.day.is_none()) && self.draft.period.is_none() {
            let wrong = "category K needs the day of delivery or the time that is invoiced";
            self.wrong("BR-IC-11", "delivery.day (BT-72)", wrong, "give it, or the period (BG-14)");
        }
        if delivery.is_none_or(|delivery| delivery.country.is_none()) {
            let wrong = "category K needs the country of delivery";
            self.wrong("BR-IC-12", "delivery.country (BT-80)", wrong, "give its two letters");
        }
    }

    /// BR-*-10: a reason where one is needed, none where there can be none, and the right one.
    fn exemptions(&mut self) {
        let draft = self.draft;
        for (at, exemption) in draft.exemptions.iter().enumerate() {
            let field = format!("exemptions[{at}]");
            let category = exemption.category;
            if draft.exemptions[..at].iter().any(|earlier| earlier.category == category) {
                let wrong = format!("category {} has a reason already", category.code());
                self.wrong("M-EXEMPTION", &field, wrong, "give one for each category");
            }
            if !self.is_used(category) {
                let wrong = format!("nothing on the invoice is of category {}", category.code());
                self.wrong("M-EXEMPTION", &field, wrong, "leave it out");
            }
            self.exemption(&field, exemption);
        }
        let given = draft.exemptions.iter().any(|exemption| exemption.category == Category::Exempt);
        if self.is_used(Category::Exempt) && !given {
            let right = "say why (BT-120), or by which code of the list VATEX (BT-121)";
            self.wrong("BR-E-10", "exemptions", "category E needs its reason", right);
        }
    }

    fn exemption(&mut self, field: &str, exemption: &Exemption) {
        let category = exemption.category;
        let rule = rule(category, 10);
        if matches!(category, Category::Standard | Category::Zero) {
            let wrong = format!("category {} is not exempt", category.code());
            self.wrong(rule, field, wrong, "leave it out");
            return;
        }
        if exemption.code.is_none() && exemption.reason.is_none() {
            self.wrong(rule.as_str(), field, "it says neither code nor reason", "give one of them, or both");
        }
        if let Some(reason) = &exemption.reason {
            self.name("M-TEXT", &format!("{field}.reason (BT-120)"), reason);
        }
        if let Some(code) = &exemption.code {
            self.exemption_code(&rule, &format!("{field}.code (BT-121)"), category, code);
        }
    }

    fn exemption_code(&mut self, rule: &str, field: &str, category: Category, code: &str) {
        if !codes::is_exemption(code) {
            let wrong = format!("{:?} is not in the list VATEX", code.chars().take(40).collect::<String>());
            self.wrong("BR-CL-22", field, wrong, "give a code of that list, such as VATEX-EU-132");
        } else if category_of(code) != category {
            let wrong = format!("{code} is the reason of category {}", category_of(code).code());
            self.wrong(rule, field, wrong, format!("give one that fits category {}", category.code()));
        }
    }
}

/// The category whose reason a code of the list VATEX is.
fn category_of(code: &str) -> Category {
    match code {
        "VATEX-EU-AE" | "VATEX-FR-AE" => Category::ReverseCharge,
        "VATEX-EU-IC" => Category::IntraCommunity,
        "VATEX-EU-G" => Category::Export,
        "VATEX-EU-O" => Category::OutsideScope,
        _ => Category::Exempt,
    }
}
