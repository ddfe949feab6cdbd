//! Certificates that spaces change nothing.

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    certificates::{Certificate, service::certify},
    formation::RunId,
    identity::Hat,
    schema::{affiliations, audit_entries, certificates as certificate_rows, members as member_rows},
    signing::Signed,
};
use serde_json::json;

use super::{Scene, faults};
use crate::support::{Network, On, on_both};

#[test]
fn a_certificate_says_that_permuting_spaces_changed_nothing() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let before = homes(network);
        let signed = scene.steward.get(&format!("/runs/{run}/certificate")).ok(200);
        let said = &signed["content"];
        assert_eq!((&said["equal"], &said["as_in_run"]), (&json!(true), &json!(true)));
        assert_eq!((&said["permuted"]["affiliations"], &said["permuted"]["terms"]), (&json!(4), &json!(2)));
        assert_eq!((&said["before"], &said["before"]), (&said["after"], &said["kept"]));
        let read: Signed<Certificate> = serde_json::from_value(signed).unwrap();
        assert!(read.is_genuine());
        assert_eq!(read.key, scene.key());
        assert_eq!(homes(network), before, "what was permuted is as it was");
        scene.steward.get("/runs/run_00000000000000000000000001/certificate").refused(404);
    });
}

fn homes(network: &Network) -> Vec<(String, String)> {
    let all = affiliations::table.order(affiliations::id).select((affiliations::id, affiliations::space_id));
    network.db().read(|conn| Ok(all.load(conn)?)).unwrap()
}

/// Has a run certified anew.
fn certify_again(network: &Network, run: &str) {
    network.db().write(|tx| Ok(diesel::delete(certificate_rows::table).execute(&mut **tx)?)).unwrap();
    certify(&network.app, run.parse::<RunId>().unwrap()).unwrap();
}

#[test]
fn once_the_pool_has_changed_what_is_now_is_compared_with_what_is_now() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let dearer = member_rows::table.find(scene.members[1].0);
        let change = |tx: &mut muster::db::Tx<'_>| {
            Ok(diesel::update(dearer).set(member_rows::rate_minor.eq(4_321)).execute(&mut **tx)?)
        };
        network.db().write(change).unwrap();
        certify_again(network, &run);
        let said = scene.steward.get(&format!("/runs/{run}/certificate")).ok(200)["content"].clone();
        assert_eq!((&said["equal"], &said["as_in_run"]), (&json!(true), &json!(false)));
        assert_ne!(said["before"]["pool_hash"], said["kept"]["pool_hash"]);
    });
}

#[test]
fn if_spaces_did_change_a_pool_the_certificate_says_so_and_admins_are_told() {
    on_both(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let (brief, run) = scene.run();
        // A fault that no source shows: the database itself lets a member's rate follow their space.
        let trigger = match network.on {
            On::Sqlite => {
                "CREATE TRIGGER leak AFTER UPDATE ON affiliations BEGIN
                    UPDATE members SET rate_minor = rate_minor + 1 WHERE id = NEW.member_id; END"
            }
            On::Postgres => {
                "CREATE FUNCTION leak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    UPDATE members SET rate_minor = rate_minor + 1 WHERE id = NEW.member_id; RETURN NEW; END $$;
                 CREATE TRIGGER leak AFTER UPDATE ON affiliations FOR EACH ROW EXECUTE FUNCTION leak()"
            }
        };
        network.db().read(|conn| Ok(conn.batch_execute(trigger)?)).unwrap();
        certify_again(network, &run);
        let said = scene.steward.get(&format!("/runs/{run}/certificate")).ok(200)["content"].clone();
        assert_eq!((&said["equal"], &said["as_in_run"]), (&json!(false), &json!(true)));
        scene.end(&brief);
        assert!(faults(&scene.receipt(&run), None)[0].contains("permuting spaces changed"));
        let noted = audit_entries::table.filter(audit_entries::act.eq("run.depends-on-spaces")).count();
        assert_eq!(network.db().read(|conn| Ok(noted.get_result::<i64>(conn)?)).unwrap(), 1);
        let mails = network.mails(&admin.email);
        assert!(mails.iter().any(|mail| mail.subject == "A run depends on spaces"), "{mails:?}");
    });
}
