//! UBL 2.1: Invoice and CreditNote, in the binding CEN/TS 16931-3-2. The order of elements is the schema's.

use muster_kernel::Money;

use crate::{
    decimal::plain,
    invoice::Invoice,
    model::{Change, Draft, Kind, Line, LineAdjustment, Payment, Period, Vat},
    parties::Party,
    totals::Group,
    xml::Xml,
};

/// What the document conforms to (BT-24).
const SPECIFICATION: &str = "urn:cen.eu:en16931:2017";
const COMPONENTS: &str = "urn:oasis:names:specification:ubl:schema:xsd:Common";
/// What a scheme of taxes that is not VAT is called.
const OTHER_TAX: &str = "TAX";

impl Invoice {
    /// The invoice or credit note as UBL 2.1, in UTF-8. The same invoice gives the same bytes.
    pub fn to_ubl(&self) -> String {
        let document = match self.draft().kind {
            Kind::Invoice => "Invoice",
            Kind::CreditNote => "CreditNote",
        };
        let own = format!("urn:oasis:names:specification:ubl:schema:xsd:{document}-2");
        let aggregates = format!("{COMPONENTS}AggregateComponents-2");
        let basics = format!("{COMPONENTS}BasicComponents-2");
        let namespaces = [("xmlns", own.as_str()), ("xmlns:cac", aggregates.as_str()), ("xmlns:cbc", basics.as_str())];
        Xml::document(document, &namespaces, |xml| Ubl { xml, invoice: self, draft: self.draft() }.write())
    }
}

struct Ubl<'a> {
    xml: &'a mut Xml,
    invoice: &'a Invoice,
    draft: &'a Draft,
}

impl Ubl<'_> {
    fn write(&mut self) {
        self.head();
        self.references();
        self.party("cac:AccountingSupplierParty", &self.draft.seller);
        self.party("cac:AccountingCustomerParty", &self.draft.buyer);
        self.delivery();
        if let Some(payment) = &self.draft.payment {
            self.payment(payment);
        }
        if let Some(terms) = &self.draft.terms {
            self.xml.nest("cac:PaymentTerms", |xml| xml.text("cbc:Note", terms));
        }
        self.adjustments();
        self.taxes();
        self.totals();
        for (line, &net) in self.draft.lines.iter().zip(&self.invoice.totals().line_nets) {
            self.line(line, net);
        }
    }

    fn head(&mut self) {
        let draft = self.draft;
        self.xml.text("cbc:CustomizationID", SPECIFICATION);
        self.xml.text("cbc:ID", &draft.number);
        self.xml.text("cbc:IssueDate", &draft.issued.to_string());
        match draft.kind {
            Kind::Invoice => {
                self.xml.text_if("cbc:DueDate", draft.due.map(|day| day.to_string()).as_deref());
                self.xml.text("cbc:InvoiceTypeCode", draft.kind.code());
            }
            // A credit note has its due date with the payment.
            Kind::CreditNote => self.xml.text("cbc:CreditNoteTypeCode", draft.kind.code()),
        }
        for note in draft.written_notes() {
            self.xml.text("cbc:Note", &note.in_ubl());
        }
        self.xml.text("cbc:DocumentCurrencyCode", draft.currency.code());
        self.xml.text_if("cbc:TaxCurrencyCode", draft.vat_accounted.map(|vat| vat.currency().code()));
        self.xml.text_if("cbc:BuyerReference", draft.buyer_reference.as_deref());
        if let Some(period) = draft.period {
            write_period(self.xml, period);
        }
    }

    fn references(&mut self) {
        let draft = self.draft;
        if let Some(order) = &draft.order {
            self.xml.nest("cac:OrderReference", |xml| xml.text("cbc:ID", order));
        }
        for preceding in &draft.preceding {
            self.xml.nest("cac:BillingReference", |xml| {
                xml.nest("cac:InvoiceDocumentReference", |xml| {
                    xml.text("cbc:ID", &preceding.number);
                    xml.text_if("cbc:IssueDate", preceding.issued.map(|day| day.to_string()).as_deref());
                });
            });
        }
        if let Some(contract) = &draft.contract {
            self.xml.nest("cac:ContractDocumentReference", |xml| xml.text("cbc:ID", contract));
        }
    }

    fn party(&mut self, role: &str, party: &Party) {
        self.xml.nest(role, |xml| {
            xml.nest("cac:Party", |xml| {
                if let Some(electronic) = &party.electronic {
                    xml.text_with("cbc:EndpointID", &[("schemeID", electronic.scheme.as_str())], &electronic.id);
                }
                if let Some(trading) = &party.trading_name {
                    xml.nest("cac:PartyName", |xml| xml.text("cbc:Name", trading));
                }
                write_address(xml, party);
                write_tax_scheme(xml, party.vat_id.as_deref(), "VAT");
                write_tax_scheme(xml, party.tax_registration.as_deref(), OTHER_TAX);
                xml.nest("cac:PartyLegalEntity", |xml| {
                    xml.text("cbc:RegistrationName", &party.name);
                    xml.text_if("cbc:CompanyID", party.legal_registration.as_deref());
                });
                write_contact(xml, party);
            });
        });
    }

    fn delivery(&mut self) {
        let Some(delivery) = self.draft.delivery.as_ref().filter(|d| d.day.is_some() || d.country.is_some()) else {
            return;
        };
        self.xml.nest("cac:Delivery", |xml| {
            xml.text_if("cbc:ActualDeliveryDate", delivery.day.map(|day| day.to_string()).as_deref());
            if let Some(country) = &delivery.country {
                xml.nest("cac:DeliveryLocation", |xml| xml.nest("cac:Address", |xml| write_country(xml, country)));
            }
        });
    }

    fn payment(&mut self, payment: &Payment) {
        let due = self.draft.due.filter(|_| self.draft.kind == Kind::CreditNote);
        self.xml.nest("cac:PaymentMeans", |xml| {
            xml.text("cbc:PaymentMeansCode", payment.means.code());
            xml.text_if("cbc:PaymentDueDate", due.map(|day| day.to_string()).as_deref());
            xml.text_if("cbc:PaymentID", payment.remittance.as_deref());
            xml.nest("cac:PayeeFinancialAccount", |xml| {
                xml.text("cbc:ID", &payment.iban);
                xml.text_if("cbc:Name", payment.holder.as_deref());
                if let Some(bic) = &payment.bic {
                    xml.nest("cac:FinancialInstitutionBranch", |xml| xml.text("cbc:ID", bic));
                }
            });
        });
    }

    fn adjustments(&mut self) {
        for adjustment in &self.draft.adjustments {
            self.xml.nest("cac:AllowanceCharge", |xml| {
                write_change(xml, adjustment.change, &adjustment.reason, adjustment.amount);
                xml.nest("cac:TaxCategory", |xml| write_category(xml, adjustment.vat));
            });
        }
    }

    fn taxes(&mut self) {
        let totals = self.invoice.totals();
        self.xml.nest("cac:TaxTotal", |xml| {
            write_amount(xml, "cbc:TaxAmount", totals.vat);
            for group in &totals.breakdown {
                write_group(xml, self.invoice, group);
            }
        });
        if let Some(accounted) = self.draft.vat_accounted {
            self.xml.nest("cac:TaxTotal", |xml| write_amount(xml, "cbc:TaxAmount", accounted));
        }
    }

    fn totals(&mut self) {
        let totals = self.invoice.totals();
        let draft = self.draft;
        let has = |change| draft.adjustments.iter().any(|adjustment| adjustment.change == change);
        self.xml.nest("cac:LegalMonetaryTotal", |xml| {
            write_amount(xml, "cbc:LineExtensionAmount", totals.lines);
            write_amount(xml, "cbc:TaxExclusiveAmount", totals.net);
            write_amount(xml, "cbc:TaxInclusiveAmount", totals.gross);
            if has(Change::Allowance) {
                write_amount(xml, "cbc:AllowanceTotalAmount", totals.allowances);
            }
            if has(Change::Charge) {
                write_amount(xml, "cbc:ChargeTotalAmount", totals.charges);
            }
            if draft.prepaid.is_some() {
                write_amount(xml, "cbc:PrepaidAmount", totals.prepaid);
            }
            if draft.rounding.is_some() {
                write_amount(xml, "cbc:PayableRoundingAmount", totals.rounding);
            }
            write_amount(xml, "cbc:PayableAmount", totals.due);
        });
    }

    fn line(&mut self, line: &Line, net: Money) {
        let (element, quantity) = match self.draft.kind {
            Kind::Invoice => ("cac:InvoiceLine", "cbc:InvoicedQuantity"),
            Kind::CreditNote => ("cac:CreditNoteLine", "cbc:CreditedQuantity"),
        };
        let currency = self.draft.currency.code();
        self.xml.nest(element, |xml| {
            xml.text("cbc:ID", &line.id);
            xml.text_if("cbc:Note", line.note.as_deref());
            xml.text_with(quantity, &[("unitCode", line.unit.code())], &line.quantity.to_string());
            write_amount(xml, "cbc:LineExtensionAmount", net);
            if let Some(period) = line.period {
                write_period(xml, period);
            }
            for LineAdjustment { change, amount, reason } in &line.adjustments {
                xml.nest("cac:AllowanceCharge", |xml| write_change(xml, *change, reason, *amount));
            }
            write_item(xml, line);
            xml.nest("cac:Price", |xml| {
                xml.text_with("cbc:PriceAmount", &[("currencyID", currency)], &line.price.to_string());
            });
        });
    }
}

fn write_amount(xml: &mut Xml, name: &str, amount: Money) {
    xml.text_with(name, &[("currencyID", amount.currency().code())], &plain(amount));
}

fn write_period(xml: &mut Xml, period: Period) {
    xml.nest("cac:InvoicePeriod", |xml| {
        xml.text_if("cbc:StartDate", period.from.map(|day| day.to_string()).as_deref());
        xml.text_if("cbc:EndDate", period.to.map(|day| day.to_string()).as_deref());
    });
}

fn write_country(xml: &mut Xml, country: &str) {
    xml.nest("cac:Country", |xml| xml.text("cbc:IdentificationCode", country));
}

fn write_address(xml: &mut Xml, party: &Party) {
    let address = &party.address;
    xml.nest("cac:PostalAddress", |xml| {
        xml.text_if("cbc:StreetName", address.street.as_deref());
        xml.text_if("cbc:AdditionalStreetName", address.additional.as_deref());
        xml.text_if("cbc:CityName", address.city.as_deref());
        xml.text_if("cbc:PostalZone", address.postcode.as_deref());
        xml.text_if("cbc:CountrySubentity", address.region.as_deref());
        write_country(xml, &address.country);
    });
}

fn write_tax_scheme(xml: &mut Xml, id: Option<&str>, scheme: &str) {
    if let Some(id) = id {
        xml.nest("cac:PartyTaxScheme", |xml| {
            xml.text("cbc:CompanyID", id);
            xml.nest("cac:TaxScheme", |xml| xml.text("cbc:ID", scheme));
        });
    }
}

fn write_contact(xml: &mut Xml, party: &Party) {
    let said = |contact: &&crate::Contact| contact.name.is_some() || contact.phone.is_some() || contact.email.is_some();
    if let Some(contact) = party.contact.as_ref().filter(said) {
        xml.nest("cac:Contact", |xml| {
            xml.text_if("cbc:Name", contact.name.as_deref());
            xml.text_if("cbc:Telephone", contact.phone.as_deref());
            xml.text_if("cbc:ElectronicMail", contact.email.as_deref());
        });
    }
}

fn write_change(xml: &mut Xml, change: Change, reason: &str, amount: Money) {
    xml.text("cbc:ChargeIndicator", if change == Change::Charge { "true" } else { "false" });
    xml.text("cbc:AllowanceChargeReason", reason);
    write_amount(xml, "cbc:Amount", amount);
}

/// Category and rate; what lies outside of the scope of VAT has no rate, not even zero (BR-O-05).
fn write_category(xml: &mut Xml, vat: Vat) {
    write_category_and_reason(xml, vat, None, None);
}

fn write_category_and_reason(xml: &mut Xml, vat: Vat, code: Option<&str>, reason: Option<&str>) {
    xml.text("cbc:ID", vat.category.code());
    xml.text_if("cbc:Percent", vat.percent().as_deref());
    xml.text_if("cbc:TaxExemptionReasonCode", code);
    xml.text_if("cbc:TaxExemptionReason", reason);
    xml.nest("cac:TaxScheme", |xml| xml.text("cbc:ID", "VAT"));
}

fn write_group(xml: &mut Xml, invoice: &Invoice, group: &Group) {
    let (code, reason) = invoice.reason(group.vat.category);
    xml.nest("cac:TaxSubtotal", |xml| {
        write_amount(xml, "cbc:TaxableAmount", group.base);
        write_amount(xml, "cbc:TaxAmount", group.tax);
        xml.nest("cac:TaxCategory", |xml| {
            write_category_and_reason(xml, group.vat, code.as_deref(), reason.as_deref());
        });
    });
}

fn write_item(xml: &mut Xml, line: &Line) {
    xml.nest("cac:Item", |xml| {
        xml.text_if("cbc:Description", line.description.as_deref());
        xml.text("cbc:Name", &line.name);
        xml.nest("cac:ClassifiedTaxCategory", |xml| write_category(xml, line.vat));
        for share in &line.shares {
            xml.nest("cac:AdditionalItemProperty", |xml| {
                xml.text("cbc:Name", &share.name);
                xml.text("cbc:Value", &share.value());
            });
        }
    });
}
