//! The words of a customer credit transfer initiation, in their order.

use quick_xml::{
    Writer,
    escape::minimal_escape,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use muster_kernel::Instant;

use super::{
    Batch, Block, Order, Payment, Service, Version, control_sum, decimal,
    payment::{Address, Purpose},
};
use crate::iban::{Bic, Iban};

/// XML on its way into memory, where nothing that is written fails.
struct Sheet {
    writer: Writer<Vec<u8>>,
    version: Version,
}

pub(super) fn write(batch: &Batch, version: Version) -> String {
    let mut sheet = Sheet { writer: Writer::new_with_indent(Vec::new(), b' ', 2), version };
    sheet.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let namespace = match version {
        Version::V03 => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03",
        Version::V09 => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09",
    };
    sheet.element(BytesStart::new("Document").with_attributes([("xmlns", namespace)]), |sheet| {
        sheet.within("CstmrCdtTrfInitn", |sheet| {
            sheet.header(batch);
            batch.blocks.iter().for_each(|block| sheet.block(&batch.order, block));
        });
    });
    let mut bytes = sheet.writer.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("only text was written")
}

impl Sheet {
    fn put(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory takes all that is written");
    }

    fn element(&mut self, start: BytesStart<'_>, inside: impl FnOnce(&mut Self)) {
        let name = start.name().into_inner().to_owned();
        self.put(Event::Start(start));
        inside(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    fn within(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.element(BytesStart::new(name), inside);
    }

    fn line(&mut self, name: &str, text: &str) {
        self.element(BytesStart::new(name), |sheet| sheet.say(text));
    }

    /// Apostrophes stay as they are: they need no entity here, and some banks count its letters.
    fn say(&mut self, text: &str) {
        self.put(Event::Text(BytesText::from_escaped(minimal_escape(text))));
    }

    /// An element that is there for the one line in it.
    fn nested(&mut self, outer: &str, name: &str, text: &str) {
        self.within(outer, |sheet| sheet.line(name, text));
    }

    fn header(&mut self, batch: &Batch) {
        self.within("GrpHdr", |sheet| {
            sheet.line("MsgId", batch.order.message.as_str());
            let second = Instant::from_micros(0).plus_seconds(batch.order.made.seconds());
            sheet.line("CreDtTm", &second.to_string());
            sheet.line("NbOfTxs", &batch.payments().count().to_string());
            sheet.line("CtrlSum", &control_sum(batch.payments()));
            sheet.nested("InitgPty", "Nm", batch.order.initiator.as_str());
        });
    }

    fn block(&mut self, order: &Order, block: &Block) {
        let (level, charges) = match block.service {
            Service::Sepa => ("SEPA", "SLEV"),
            Service::Other => ("NURG", "SHAR"),
        };
        self.within("PmtInf", |sheet| {
            sheet.line("PmtInfId", block.id.as_str());
            sheet.line("PmtMtd", "TRF");
            sheet.line("NbOfTxs", &block.payments.len().to_string());
            sheet.line("CtrlSum", &control_sum(block.payments.iter()));
            sheet.within("PmtTpInf", |sheet| sheet.nested("SvcLvl", "Cd", level));
            match sheet.version {
                Version::V03 => sheet.line("ReqdExctnDt", &block.on.to_string()),
                Version::V09 => sheet.nested("ReqdExctnDt", "Dt", &block.on.to_string()),
            }
            sheet.nested("Dbtr", "Nm", order.debtor.as_str());
            sheet.account("DbtrAcct", &order.iban);
            sheet.debtor_agent(order.bic.as_ref());
            sheet.line("ChrgBr", charges);
            block.payments.iter().for_each(|payment| sheet.payment(payment));
        });
    }

    fn account(&mut self, name: &str, iban: &Iban) {
        self.within(name, |sheet| sheet.nested("Id", "IBAN", iban.as_str()));
    }

    fn agent(&mut self, name: &str, bic: &Bic) {
        let identifier = match self.version {
            Version::V03 => "BIC",
            Version::V09 => "BICFI",
        };
        self.within(name, |sheet| sheet.nested("FinInstnId", identifier, bic.as_str()));
    }

    /// Every block must have one, so where the bank is not told, this is what the scheme has said of it since 2014.
    fn debtor_agent(&mut self, bic: Option<&Bic>) {
        match bic {
            Some(bic) => self.agent("DbtrAgt", bic),
            None => self.within("DbtrAgt", |sheet| {
                sheet.within("FinInstnId", |sheet| sheet.nested("Othr", "Id", "NOTPROVIDED"));
            }),
        }
    }

    fn payment(&mut self, payment: &Payment) {
        self.within("CdtTrfTxInf", |sheet| {
            sheet.within("PmtId", |sheet| {
                sheet.line("InstrId", payment.id.as_str());
                sheet.line("EndToEndId", payment.id.as_str());
            });
            sheet.within("Amt", |sheet| {
                let currency = payment.amount.currency();
                let start = BytesStart::new("InstdAmt").with_attributes([("Ccy", currency.code())]);
                let amount = decimal(i128::from(payment.amount.minor()), currency.exponent());
                sheet.element(start, |sheet| sheet.say(&amount));
            });
            if let Some(bic) = &payment.bic {
                sheet.agent("CdtrAgt", bic);
            }
            sheet.within("Cdtr", |sheet| {
                sheet.line("Nm", payment.name.as_str());
                payment.address.iter().for_each(|address| sheet.address(address));
            });
            sheet.account("CdtrAcct", &payment.iban);
            sheet.purpose(&payment.purpose);
        });
    }

    fn address(&mut self, address: &Address) {
        self.within("PstlAdr", |sheet| {
            address.street.iter().for_each(|street| sheet.line("StrtNm", street.as_str()));
            address.postcode.iter().for_each(|postcode| sheet.line("PstCd", postcode.as_str()));
            address.town.iter().for_each(|town| sheet.line("TwnNm", town.as_str()));
            sheet.line("Ctry", &address.country);
        });
    }

    fn purpose(&mut self, purpose: &Purpose) {
        match purpose {
            Purpose::None => {}
            Purpose::Text(text) => self.nested("RmtInf", "Ustrd", text.as_str()),
            Purpose::Reference(reference) => self.within("RmtInf", |sheet| {
                sheet.within("Strd", |sheet| {
                    sheet.within("CdtrRefInf", |sheet| {
                        sheet.within("Tp", |sheet| {
                            sheet.nested("CdOrPrtry", "Cd", "SCOR");
                            sheet.line("Issr", "ISO");
                        });
                        sheet.line("Ref", reference.as_str());
                    });
                });
            }),
        }
    }
}
