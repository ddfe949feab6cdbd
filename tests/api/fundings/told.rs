//! What a client is told of money that came and did not fit, so that nobody pays twice.

use muster_kernel::{Currency, Money};
use serde_json::json;

use super::{Contract, DAY, act, euros, mails, reference};
use crate::support::{
    Network, Person,
    checks::assert_all_is_well,
    on_both,
    paying::{ask, booked},
};

fn last(network: &Network, person: &Person<'_>) -> (String, String) {
    let (subjects, text) = mails(network, person);
    (subjects.last().unwrap().clone(), text)
}

#[track_caller]
fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
}

#[test]
fn whoever_pays_is_told_what_is_missing_and_is_reminded_of_that_alone() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (client, admin) = (&contract.scene.client, contract.admin());
        let asked = ask(client, &contract.milestone).ok(201);
        booked(network, reference(&asked), euros(199_900), "B-1");
        let (_, text) = last(network, &admin);
        assert_says(&text, &["Its client is asked for the rest, €1.00", "note before you send it back"]);
        let (subject, text) = last(network, client);
        assert_eq!(subject, "Part of the money is missing: Weeks 1 to 4");
        assert_says(&text, &["€1,999.00 came in", "€2,000.00 was asked for, and €1.00 of it is missing"]);
        assert_says(&text, &["by 16 November 2026", "– Amount: €1.00", "– Reference: RF"]);
        assert!(!text.contains("B-1"), "what the bank calls it is for admins: {text}");
        booked(network, reference(&asked), euros(40), "B-2");
        assert_says(&last(network, client).1, &["€0.40 came in", "€0.60 of it is missing"]);

        network.wait_hours(11 * DAY);
        let (subject, text) = last(network, client);
        assert_eq!(subject, "The rest is still to be paid: Weeks 1 to 4");
        assert_says(
            &text,
            &["€0.60 of €2,000.00 is not there yet", "– Amount: €0.60", "– IBAN: CZ65", "– Reference: RF"],
        );
        assert!(!text.contains("Amount: €2,000.00"), "the whole is not asked for again: {text}");
        booked(network, reference(&asked), euros(60), "B-3");
        assert_eq!(last(network, client).0, "Paid: Weeks 1 to 4");
        let of_the_member = mails(network, &contract.member).0;
        assert_eq!(
            of_the_member,
            ["You won: Work 1", "Funded: Weeks 1 to 4"],
            "what came is between client and network"
        );
        assert_all_is_well(network);
    });
}

#[test]
fn as_long_as_an_admin_looks_at_what_came_nobody_is_reminded_and_what_expires_says_what_came() {
    on_both(|network| {
        let contract = Contract::of(network);
        let client = &contract.scene.client;
        let asked = ask(client, &contract.milestone).ok(201);
        booked(network, reference(&asked), euros(200_001), "B-1");
        booked(network, reference(&asked), Money::new(200_000, Currency::CZK), "B-2");
        let (subject, text) = last(network, client);
        assert_eq!(subject, "Money came that does not fit: Weeks 1 to 4");
        assert_says(&text, &["CZK 2,000.00 came in", "€2,000.00 was asked for", "The network looks at it"]);
        let before = mails(network, client).0.len();
        network.wait_hours(12 * DAY);
        assert_eq!(mails(network, client).0.len(), before, "nothing is to be paid now");
        network.wait_hours(3 * DAY);
        assert_eq!(contract.states(), ["expired"]);
        let (subject, text) = last(network, client);
        assert_eq!(subject, "Expired: Weeks 1 to 4");
        assert_says(&text, &["– Amount: €2,000.01", "– Amount: CZK 2,000.00", "It is not lost"]);
        assert!(!text.contains("did not come by 16 November 2026, so"), "{text}");
    });
}

#[test]
fn once_what_came_is_sent_back_the_whole_is_asked_for_again() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (client, admin) = (&contract.scene.client, contract.admin());
        let asked = ask(client, &contract.milestone).ok(201);
        booked(network, reference(&asked), euros(200_001), "B-1");
        let stray = admin.get("/strays").ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
        admin.post(&format!("/strays/{stray}/close"), &json!({ "note": "Sent back" })).ok(200);
        network.wait_hours(11 * DAY);
        let (subject, text) = last(network, client);
        assert_eq!(subject, "Still to be paid: Weeks 1 to 4");
        assert_says(&text, &["– Amount: €2,000.00"]);
    });
}

#[test]
fn money_for_a_request_that_is_over_is_told_too_and_a_new_one_waits_for_it() {
    on_both(|network| {
        let contract = Contract::of(network);
        let client = &contract.scene.client;
        let first = ask(client, &contract.milestone).ok(201);
        client.post(&act(&first, "void"), &json!({})).ok(200);
        booked(network, reference(&first), euros(200_000), "B-1");
        let (subject, text) = last(network, client);
        assert_eq!(subject, "Money came for a request that is over: Weeks 1 to 4");
        assert_says(&text, &["€2,000.00 came in", "Do not transfer the same money again"]);
        ask(client, &contract.milestone).ok(201);
        let (_, text) = last(network, client);
        assert_says(&text, &["€2,000.00 is asked for", "This came for it before", "Do not transfer that money again"]);
        network.wait_hours(12 * DAY);
        assert_eq!(last(network, client).0, "To be paid: Weeks 1 to 4", "an admin uses for it what came");
    });
}

#[test]
fn another_amount_for_a_request_that_is_over_does_not_count_for_a_new_one() {
    on_both(|network| {
        let contract = Contract::of(network);
        let client = &contract.scene.client;
        let first = ask(client, &contract.milestone).ok(201);
        client.post(&act(&first, "void"), &json!({})).ok(200);
        booked(network, reference(&first), euros(5_000), "B-1");
        let second = ask(client, &contract.milestone).ok(201);
        booked(network, reference(&second), euros(199_900), "B-2");
        assert_says(&last(network, client).1, &["€1,999.00 came in", "€1.00 of it is missing"]);
        network.wait_hours(11 * DAY);
        let (subject, text) = last(network, client);
        assert_eq!(subject, "The rest is still to be paid: Weeks 1 to 4");
        assert_says(&text, &["– Amount: €1.00"]);
    });
}

#[test]
fn what_came_in_part_is_told_when_its_request_is_taken_back_and_with_the_next_one() {
    on_both(|network| {
        let contract = Contract::of(network);
        let client = &contract.scene.client;
        let first = ask(client, &contract.milestone).ok(201);
        assert!(!last(network, client).1.contains("This came"), "nothing did");
        booked(network, reference(&first), euros(199_900), "B-1");
        client.post(&act(&first, "void"), &json!({})).ok(200);
        let (subject, text) = last(network, client);
        assert_eq!(subject, "Not to be paid any more: Weeks 1 to 4");
        assert_says(
            &text,
            &["your organisation took it back. This came for it", "– Amount: €1,999.00", "It is not lost"],
        );
        ask(client, &contract.milestone).ok(201);
        let (subject, text) = last(network, client);
        assert_eq!(subject, "To be paid: Weeks 1 to 4");
        assert_says(&text, &["This came for it before", "– Amount: €1,999.00", "– Amount: €2,000.00", "– IBAN: CZ65"]);
    });
}
