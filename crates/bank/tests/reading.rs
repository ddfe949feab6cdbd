//! Files as banks write them, and what is read in them.
#![expect(clippy::unwrap_used, reason = "what goes wrong in a test's helper fails the test, as in the test itself")]

use muster_bank::{
    ReadError,
    statement::{self, Account, EntryStatus, Reversal, Statement},
    status::{self, Part, Status},
};

const OLD: &str = include_str!("files/camt.053.001.02.xml");
const NEW: &str = include_str!("files/camt.053.001.08.xml");

fn statements(text: &str) -> Vec<Statement> {
    statement::read(text.as_bytes()).unwrap()
}

fn error(text: &str) -> String {
    statement::read(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_statement_of_version_02_is_read_whole() {
    let [statement] = statements(OLD).try_into().unwrap();
    assert_eq!((statement.id.as_str(), statement.sequence), ("2026-118", Some(118)));
    assert!(matches!(&statement.account, Account::Iban(iban) if iban.country() == "CZ"));
    let [opening, closing] = [statement.opening, statement.closing].map(Option::unwrap);
    assert_eq!((opening.amount.minor(), closing.amount.minor()), (1_000_000, 1_079_800));
    assert_eq!(closing.on.to_string(), "2026-11-23");
    let amounts: Vec<i64> = statement.entries.iter().map(|entry| entry.amount.minor()).collect();
    assert_eq!(amounts, [-25_000, -40_000, 25_000, 120_050, -250, -9_900]);

    let paid = &statement.entries[0].transactions[0];
    assert_eq!((paid.end_to_end.as_deref(), paid.amount.minor()), (Some("PAYOUT-1"), -25_000));
    assert_eq!(paid.creditor.name.as_deref(), Some("Jana Novakova"));
    assert_eq!(paid.remittance, ["Statement 2026-10 no. 17"]);
    assert_eq!(statement.entries[0].code.iso, Some(["PMNT", "ICDT", "ESCT"].map(str::to_owned)));
    assert_eq!(statement.entries[1].batch.as_ref().unwrap().block.as_deref(), Some("RUN-11-2"));
    let back = statement.entries[2].transactions[0].returned.as_ref().unwrap();
    assert_eq!(back.to_string(), "the account is closed (AC04): Account closed on 2026-10-01");
    let funded = &statement.entries[3].transactions[0];
    assert_eq!((funded.end_to_end.as_ref(), &funded.references[..]), (None, &["RF18539007547034".to_owned()][..]));
    assert_eq!(funded.debtor.name.as_deref(), Some("Stadtwerke & Söhne GmbH"));
    assert_eq!(statement.entries[5].status, EntryStatus::Pending);
}

#[test]
fn what_newer_versions_moved_is_found_where_it_stands_now() {
    let [euros, dinars] = statements(NEW).try_into().unwrap();
    assert_eq!(euros.entries[0].status, EntryStatus::Booked);
    assert_eq!(euros.entries[0].booked.unwrap().to_string(), "2026-11-24");
    let names: Vec<&str> = euros.entries[0].transactions.iter().flat_map(|t| t.creditor.name.as_deref()).collect();
    assert_eq!(names, ["Lukasz Orsted", "Coworking Zagori"]);
    assert_eq!(euros.entries[0].transactions[1].creditor.account, Some(Account::Other("1901234567".to_owned())));
    let abroad = &euros.entries[1].transactions[0];
    assert_eq!(abroad.instructed.unwrap().to_string(), "-35,000 JPY");
    assert_eq!(abroad.amount.to_string(), "-205.90 EUR");

    assert_eq!((dinars.sequence, &dinars.account), (Some(7), &Account::Other("2000145399/0800-KWD".to_owned())));
    assert_eq!(dinars.opening.unwrap().amount.to_string(), "-12.345 KWD");
    assert_eq!(dinars.entries[0].amount.to_string(), "13.000 KWD");
    assert_eq!(dinars.entries[0].reversal, Reversal::Yes);
}

#[test]
fn version_12_and_notifications_are_read_by_the_same_names() {
    assert_eq!(statements(include_str!("files/camt.053.001.12.xml")), statements(NEW));
    let [notification] = statements(include_str!("files/camt.054.001.08.xml")).try_into().unwrap();
    assert_eq!((notification.kind, notification.closing), (statement::Kind::Notification, None));
}

#[test]
fn a_report_within_the_day_is_a_notification_whose_balances_do_not_count_yet() {
    let report = OLD.replace("BkToCstmrStmt", "BkToCstmrAcctRpt").replace("Stmt>", "Rpt>").replace("10798.00", "1.00");
    let [report] = statements(&report).try_into().unwrap();
    assert_eq!((report.kind, report.closing), (statement::Kind::Notification, None));
    assert_eq!(report.entries, statements(OLD)[0].entries);
}

#[test]
fn amounts_of_a_batch_in_another_currency_are_taken_as_they_are_told() {
    let francs = NEW.replace("<Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>", "<Amt Ccy=\"CHF\">93.50</Amt><CdtDbtInd>");
    let told = statements(&francs)[0].entries[0].transactions[0].amount;
    assert_eq!(told.to_string(), "-93.50 CHF");
    let unknown = NEW.replace("<Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>", "<Amt Ccy=\"XAU\">1</Amt><CdtDbtInd>");
    assert!(error(&unknown).contains("Ntry[1]/NtryDtls/TxDtls[1]"));
}

#[test]
fn a_closing_balance_that_does_not_follow_is_refused_with_the_gap() {
    let wrong = OLD.replace("10798.00", "10800.50");
    assert_eq!(
        error(&wrong),
        "Document/BkToCstmrStmt/Stmt (line 5): statement \"2026-118\" closes with 10,800.50 EUR, but 10,000.00 EUR \
         and what was booked make 10,798.00 EUR: 2.50 EUR are not accounted for"
    );
    assert!(
        error(&OLD.replace("10798.00", "10797.99")).ends_with("make 10,798.00 EUR: -0.01 EUR are not accounted for")
    );
}

#[test]
fn pages_of_a_statement_go_from_interim_to_interim_balance() {
    let page = NEW.replacen("OPBD", "ITBD", 1).replacen("CLBD", "ITBD", 1);
    assert_eq!(statements(&page)[0].opening, statements(NEW)[0].opening);
    assert_eq!(statements(&page)[0].closing, statements(NEW)[0].closing);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    assert_eq!(
        error(&OLD.replace(r#"Ccy="EUR">400.00</Amt><CdtDbtInd>DBIT"#, r#"Ccy="EUR">400.001</Amt><CdtDbtInd>DBIT"#)),
        "Document/BkToCstmrStmt/Stmt/Ntry[2]/Amt (line 36): \"400.001\" is not an amount of EUR, with 2 decimals at most"
    );
    assert_eq!(
        error(&OLD.replace("<BookgDt><Dt>2026-11-23</Dt></BookgDt>", "<BookgDt><Dt>2026-02-30</Dt></BookgDt>")),
        "Document/BkToCstmrStmt/Stmt/Ntry[1]/BookgDt/Dt (line 21): \"2026-02-30\" is not a day such as 2026-11-21"
    );
    assert_eq!(
        error(&OLD.replace("CdtDbtInd>CRDT<", "CdtDbtInd>PLUS<")),
        "Document/BkToCstmrStmt/Stmt/Bal[1] (line 10): CdtDbtInd is \"PLUS\", and not CRDT or DBIT"
    );
    assert!(error(include_str!("files/pain.002.001.03.xml")).contains("CstmrPmtStsRpt (urn:iso:std:iso:20022:tech"));
    assert!(error("<html><body/></html>").contains("this is not a file of ISO 20022"));
    assert!(matches!(statement::read(b"\xff\xfe<"), Err(ReadError::Encoding { at: 0 })));
}

#[test]
fn a_report_tells_of_the_file_its_blocks_and_its_payments() {
    let report = status::read(include_bytes!("files/pain.002.001.03.xml")).unwrap();
    assert_eq!((report.id.as_str(), report.message.as_str()), ("PSR-1", "RUN-11"));
    let told: Vec<(Part, Status)> = report.verdicts.iter().map(|v| (v.of.clone(), v.status.clone())).collect();
    assert_eq!(
        told,
        [
            (Part::Whole, Status::Partly),
            (Part::Block("RUN-11-1".to_owned()), Status::Accepted),
            (Part::Payment("PAYOUT-9".to_owned()), Status::Rejected),
        ]
    );
    assert_eq!(report.verdicts[2].amount.unwrap().to_string(), "77.70 EUR");
    assert_eq!(
        report.verdicts[2].reasons[0].to_string(),
        "the account number is wrong or not known there (AC01): IBAN unknown"
    );
}

#[test]
fn prefixes_and_the_banks_own_codes_do_no_harm() {
    let report = status::read(include_bytes!("files/pain.002.001.10.xml")).unwrap();
    assert_eq!(report.verdicts[0].status, Status::Rejected);
    assert_eq!(report.verdicts[0].reasons[1].to_string(), "the bank's code B17: line 4 control sum");
    assert_eq!(report.verdicts[1].status, Status::Debited);
    assert_eq!(report.verdicts[2].of, Part::Payment("PAYOUT-11".to_owned()));
}
