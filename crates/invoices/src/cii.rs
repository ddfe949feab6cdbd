//! UN/CEFACT Cross Industry Invoice, in the binding CEN/TS 16931-3-3 and the profile EN 16931 (COMFORT) of Factur-X.
//! The order of elements is the schema's.

use muster_kernel::{Day, Money};

use crate::{
    decimal::plain,
    invoice::Invoice,
    model::{Change, Draft, Line, Payment, Period, Vat},
    parties::Party,
    totals::Group,
    xml::Xml,
};

/// What the document conforms to (BT-24): the same identifier names Factur-X's profile EN 16931.
const SPECIFICATION: &str = "urn:cen.eu:en16931:2017";
const STANDARD: &str = "urn:un:unece:uncefact:data:standard:";

impl Invoice {
    /// The invoice or credit note as Cross Industry Invoice, in UTF-8. The same invoice gives the same bytes.
    pub fn to_cii(&self) -> String {
        let [root, aggregates, qualified, unqualified] = [
            "CrossIndustryInvoice:100",
            "ReusableAggregateBusinessInformationEntity:100",
            "QualifiedDataType:100",
            "UnqualifiedDataType:100",
        ]
        .map(|name| format!("{STANDARD}{name}"));
        let namespaces = [
            ("xmlns:rsm", root.as_str()),
            ("xmlns:ram", aggregates.as_str()),
            ("xmlns:qdt", qualified.as_str()),
            ("xmlns:udt", unqualified.as_str()),
        ];
        let write = |xml: &mut Xml| Cii { xml, invoice: self, draft: self.draft() }.write();
        Xml::document("rsm:CrossIndustryInvoice", &namespaces, write)
    }
}

struct Cii<'a> {
    xml: &'a mut Xml,
    invoice: &'a Invoice,
    draft: &'a Draft,
}

impl Cii<'_> {
    fn write(&mut self) {
        let (invoice, draft) = (self.invoice, self.draft);
        self.head();
        self.xml.nest("rsm:SupplyChainTradeTransaction", |xml| {
            for (line, &net) in draft.lines.iter().zip(&invoice.totals().line_nets) {
                write_line(xml, line, net);
            }
            xml.nest("ram:ApplicableHeaderTradeAgreement", |xml| write_agreement(xml, draft));
            xml.nest("ram:ApplicableHeaderTradeDelivery", |xml| write_delivery(xml, draft));
            xml.nest("ram:ApplicableHeaderTradeSettlement", |xml| write_settlement(xml, invoice));
        });
    }

    fn head(&mut self) {
        let draft = self.draft;
        self.xml.nest("rsm:ExchangedDocumentContext", |xml| {
            xml.nest("ram:GuidelineSpecifiedDocumentContextParameter", |xml| xml.text("ram:ID", SPECIFICATION));
        });
        self.xml.nest("rsm:ExchangedDocument", |xml| {
            xml.text("ram:ID", &draft.number);
            xml.text("ram:TypeCode", draft.kind.code());
            write_day(xml, "ram:IssueDateTime", draft.issued);
            for note in draft.written_notes() {
                xml.nest("ram:IncludedNote", |xml| {
                    xml.text("ram:Content", &note.text);
                    xml.text_if("ram:SubjectCode", note.subject);
                });
            }
        });
    }
}

fn write_line(xml: &mut Xml, line: &Line, net: Money) {
    xml.nest("ram:IncludedSupplyChainTradeLineItem", |xml| {
        xml.nest("ram:AssociatedDocumentLineDocument", |xml| {
            xml.text("ram:LineID", &line.id);
            if let Some(note) = &line.note {
                xml.nest("ram:IncludedNote", |xml| xml.text("ram:Content", note));
            }
        });
        write_product(xml, line);
        xml.nest("ram:SpecifiedLineTradeAgreement", |xml| {
            xml.nest("ram:NetPriceProductTradePrice", |xml| xml.text("ram:ChargeAmount", &line.price.to_string()));
        });
        xml.nest("ram:SpecifiedLineTradeDelivery", |xml| {
            xml.text_with("ram:BilledQuantity", &[("unitCode", line.unit.code())], &line.quantity.to_string());
        });
        xml.nest("ram:SpecifiedLineTradeSettlement", |xml| {
            xml.nest("ram:ApplicableTradeTax", |xml| write_vat(xml, line.vat));
            write_period(xml, line.period);
            for adjustment in &line.adjustments {
                write_change(xml, adjustment.change, &adjustment.reason, adjustment.amount, None);
            }
            xml.nest("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
                xml.text("ram:LineTotalAmount", &plain(net));
            });
        });
    });
}

fn write_product(xml: &mut Xml, line: &Line) {
    xml.nest("ram:SpecifiedTradeProduct", |xml| {
        xml.text("ram:Name", &line.name);
        xml.text_if("ram:Description", line.description.as_deref());
        for share in &line.shares {
            xml.nest("ram:ApplicableProductCharacteristic", |xml| {
                xml.text("ram:Description", &share.name);
                xml.text("ram:Value", &share.value());
            });
        }
    });
}

fn write_agreement(xml: &mut Xml, draft: &Draft) {
    xml.text_if("ram:BuyerReference", draft.buyer_reference.as_deref());
    xml.nest("ram:SellerTradeParty", |xml| write_party(xml, &draft.seller));
    xml.nest("ram:BuyerTradeParty", |xml| write_party(xml, &draft.buyer));
    for (element, id) in
        [("ram:BuyerOrderReferencedDocument", &draft.order), ("ram:ContractReferencedDocument", &draft.contract)]
    {
        if let Some(id) = id {
            xml.nest(element, |xml| xml.text("ram:IssuerAssignedID", id));
        }
    }
}

fn write_party(xml: &mut Xml, party: &Party) {
    xml.text("ram:Name", &party.name);
    if party.legal_registration.is_some() || party.trading_name.is_some() {
        xml.nest("ram:SpecifiedLegalOrganization", |xml| {
            xml.text_if("ram:ID", party.legal_registration.as_deref());
            xml.text_if("ram:TradingBusinessName", party.trading_name.as_deref());
        });
    }
    write_contact(xml, party);
    let address = &party.address;
    xml.nest("ram:PostalTradeAddress", |xml| {
        xml.text_if("ram:PostcodeCode", address.postcode.as_deref());
        xml.text_if("ram:LineOne", address.street.as_deref());
        xml.text_if("ram:LineTwo", address.additional.as_deref());
        xml.text_if("ram:CityName", address.city.as_deref());
        xml.text("ram:CountryID", &address.country);
        xml.text_if("ram:CountrySubDivisionName", address.region.as_deref());
    });
    if let Some(electronic) = &party.electronic {
        xml.nest("ram:URIUniversalCommunication", |xml| {
            xml.text_with("ram:URIID", &[("schemeID", electronic.scheme.as_str())], &electronic.id);
        });
    }
    for (scheme, id) in [("VA", &party.vat_id), ("FC", &party.tax_registration)] {
        if let Some(id) = id {
            xml.nest("ram:SpecifiedTaxRegistration", |xml| xml.text_with("ram:ID", &[("schemeID", scheme)], id));
        }
    }
}

fn write_contact(xml: &mut Xml, party: &Party) {
    let said = |contact: &&crate::Contact| contact.name.is_some() || contact.phone.is_some() || contact.email.is_some();
    if let Some(contact) = party.contact.as_ref().filter(said) {
        xml.nest("ram:DefinedTradeContact", |xml| {
            xml.text_if("ram:PersonName", contact.name.as_deref());
            if let Some(phone) = &contact.phone {
                xml.nest("ram:TelephoneUniversalCommunication", |xml| xml.text("ram:CompleteNumber", phone));
            }
            if let Some(email) = &contact.email {
                xml.nest("ram:EmailURIUniversalCommunication", |xml| xml.text("ram:URIID", email));
            }
        });
    }
}

fn write_delivery(xml: &mut Xml, draft: &Draft) {
    let Some(delivery) = &draft.delivery else { return };
    if let Some(country) = &delivery.country {
        xml.nest("ram:ShipToTradeParty", |xml| {
            xml.nest("ram:PostalTradeAddress", |xml| xml.text("ram:CountryID", country));
        });
    }
    if let Some(day) = delivery.day {
        xml.nest("ram:ActualDeliverySupplyChainEvent", |xml| write_day(xml, "ram:OccurrenceDateTime", day));
    }
}

fn write_settlement(xml: &mut Xml, invoice: &Invoice) {
    let draft = invoice.draft();
    xml.text_if("ram:PaymentReference", draft.payment.as_ref().and_then(|payment| payment.remittance.as_deref()));
    xml.text_if("ram:TaxCurrencyCode", draft.vat_accounted.map(|vat| vat.currency().code()));
    xml.text("ram:InvoiceCurrencyCode", draft.currency.code());
    if let Some(payment) = &draft.payment {
        write_payment(xml, payment);
    }
    for group in &invoice.totals().breakdown {
        write_group(xml, invoice, group);
    }
    write_period(xml, draft.period);
    for adjustment in &draft.adjustments {
        write_change(xml, adjustment.change, &adjustment.reason, adjustment.amount, Some(adjustment.vat));
    }
    if draft.terms.is_some() || draft.due.is_some() {
        xml.nest("ram:SpecifiedTradePaymentTerms", |xml| {
            xml.text_if("ram:Description", draft.terms.as_deref());
            if let Some(due) = draft.due {
                write_day(xml, "ram:DueDateDateTime", due);
            }
        });
    }
    write_totals(xml, invoice);
    for preceding in &draft.preceding {
        xml.nest("ram:InvoiceReferencedDocument", |xml| {
            xml.text("ram:IssuerAssignedID", &preceding.number);
            if let Some(issued) = preceding.issued {
                xml.nest("ram:FormattedIssueDateTime", |xml| {
                    xml.text_with("qdt:DateTimeString", &[("format", "102")], &compact(issued));
                });
            }
        });
    }
}

fn write_payment(xml: &mut Xml, payment: &Payment) {
    xml.nest("ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
        xml.text("ram:TypeCode", payment.means.code());
        xml.nest("ram:PayeePartyCreditorFinancialAccount", |xml| {
            xml.text("ram:IBANID", &payment.iban);
            xml.text_if("ram:AccountName", payment.holder.as_deref());
        });
        if let Some(bic) = &payment.bic {
            xml.nest("ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| xml.text("ram:BICID", bic));
        }
    });
}

fn write_group(xml: &mut Xml, invoice: &Invoice, group: &Group) {
    let (code, reason) = invoice.reason(group.vat.category);
    xml.nest("ram:ApplicableTradeTax", |xml| {
        xml.text("ram:CalculatedAmount", &plain(group.tax));
        xml.text("ram:TypeCode", "VAT");
        xml.text_if("ram:ExemptionReason", reason.as_deref());
        xml.text("ram:BasisAmount", &plain(group.base));
        xml.text("ram:CategoryCode", group.vat.category.code());
        xml.text_if("ram:ExemptionReasonCode", code.as_deref());
        xml.text_if("ram:RateApplicablePercent", group.vat.percent().as_deref());
    });
}

fn write_totals(xml: &mut Xml, invoice: &Invoice) {
    let (draft, totals) = (invoice.draft(), invoice.totals());
    let has = |change| draft.adjustments.iter().any(|adjustment| adjustment.change == change);
    xml.nest("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| {
        xml.text("ram:LineTotalAmount", &plain(totals.lines));
        if has(Change::Charge) {
            xml.text("ram:ChargeTotalAmount", &plain(totals.charges));
        }
        if has(Change::Allowance) {
            xml.text("ram:AllowanceTotalAmount", &plain(totals.allowances));
        }
        xml.text("ram:TaxBasisTotalAmount", &plain(totals.net));
        for vat in [Some(totals.vat), draft.vat_accounted].into_iter().flatten() {
            xml.text_with("ram:TaxTotalAmount", &[("currencyID", vat.currency().code())], &plain(vat));
        }
        if draft.rounding.is_some() {
            xml.text("ram:RoundingAmount", &plain(totals.rounding));
        }
        xml.text("ram:GrandTotalAmount", &plain(totals.gross));
        if draft.prepaid.is_some() {
            xml.text("ram:TotalPrepaidAmount", &plain(totals.prepaid));
        }
        xml.text("ram:DuePayableAmount", &plain(totals.due));
    });
}

/// An allowance or charge; on the document it has its VAT with it, on a line the line has it.
fn write_change(xml: &mut Xml, change: Change, reason: &str, amount: Money, vat: Option<Vat>) {
    xml.nest("ram:SpecifiedTradeAllowanceCharge", |xml| {
        xml.nest("ram:ChargeIndicator", |xml| {
            xml.text("udt:Indicator", if change == Change::Charge { "true" } else { "false" });
        });
        xml.text("ram:ActualAmount", &plain(amount));
        xml.text("ram:Reason", reason);
        if let Some(vat) = vat {
            xml.nest("ram:CategoryTradeTax", |xml| write_vat(xml, vat));
        }
    });
}

/// Category and rate; what lies outside of the scope of VAT has no rate, not even zero (BR-O-05).
fn write_vat(xml: &mut Xml, vat: Vat) {
    xml.text("ram:TypeCode", "VAT");
    xml.text("ram:CategoryCode", vat.category.code());
    xml.text_if("ram:RateApplicablePercent", vat.percent().as_deref());
}

fn write_period(xml: &mut Xml, period: Option<Period>) {
    let Some(period) = period else { return };
    xml.nest("ram:BillingSpecifiedPeriod", |xml| {
        if let Some(from) = period.from {
            write_day(xml, "ram:StartDateTime", from);
        }
        if let Some(to) = period.to {
            write_day(xml, "ram:EndDateTime", to);
        }
    });
}

fn write_day(xml: &mut Xml, name: &str, day: Day) {
    xml.nest(name, |xml| xml.text_with("udt:DateTimeString", &[("format", "102")], &compact(day)));
}

/// `yyyymmdd`, which is format 102.
fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}
