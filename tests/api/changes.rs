//! The feed of what changed in the pool: everything is told once to whoever follows, whatever commits when.

use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};

use muster::{
    changes::{self, Change, Place},
    error::Error,
    identity::MemberId,
};
use muster_kernel::Id;

use crate::support::{Network, On, on_both};

fn member(number: u128) -> MemberId {
    Id::from_bits(number)
}

fn end(network: &Network) -> Place {
    network.db().snapshot(changes::end).unwrap()
}

/// What is new, and moves the place on.
fn read(network: &Network, place: &mut Place) -> Vec<Change> {
    let (new, next) = network.db().snapshot(|conn| changes::since(conn, place)).unwrap();
    *place = next;
    new
}

#[test]
fn whoever_follows_is_told_each_change_once_and_nothing_from_before() {
    on_both(|network| {
        network.db().write(|tx| changes::member(tx, member(1))).unwrap();
        let mut place = end(network);
        assert_eq!(read(network, &mut place), []);
        network
            .db()
            .write(|tx| {
                changes::pair(tx, member(1), member(2))?;
                changes::turns(tx)
            })
            .unwrap();
        network.db().write(changes::everything).unwrap();
        let all = [Change::Pair(member(1), member(2)), Change::Turns, Change::Everything];
        assert_eq!(read(network, &mut place), all);
        assert_eq!(read(network, &mut place), []);
    });
}

#[test]
fn what_is_rolled_back_was_never_said() {
    on_both(|network| {
        let mut place = end(network);
        let failed = network.db().write(|tx| {
            changes::member(tx, member(1))?;
            Err::<(), _>(Error::forbidden("no"))
        });
        assert!(failed.is_err());
        network.db().write(|tx| changes::member(tx, member(2))).unwrap();
        assert_eq!(read(network, &mut place), [Change::Member(member(2))]);
    });
}

/// On SQLite a second writer waits for the first, so there is nothing to overtake.
#[test]
fn a_change_that_is_committed_after_a_later_one_is_not_lost() {
    let network = Network::start(On::Postgres);
    let mut place = end(&network);
    std::thread::scope(|scope| {
        let (has_written, written) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let network = &network;
        let slow = scope.spawn(move || {
            let outcome = network.db().write(|tx| {
                changes::member(tx, member(1))?;
                has_written.send(()).unwrap();
                may_go_on.recv().unwrap();
                Ok(())
            });
            outcome.unwrap();
        });
        written.recv().unwrap();
        network.db().write(|tx| changes::member(tx, member(2))).unwrap();
        assert_eq!(read(network, &mut place), [Change::Member(member(2))]);
        assert_eq!(read(network, &mut place), []);
        let mut latecomer = end(network);
        go_on.send(()).unwrap();
        slow.join().unwrap();
        assert_eq!(read(network, &mut place), [Change::Member(member(1))]);
        assert_eq!(read(network, &mut latecomer), [Change::Member(member(1))]);
        assert_eq!(read(network, &mut place), []);
    });
}

#[test]
fn a_reader_beside_many_writers_is_told_everything_once() {
    const WRITERS: u128 = 6;
    const EACH: u128 = 25;
    on_both(|network| {
        let mut place = end(network);
        let mut told: BTreeMap<MemberId, u32> = BTreeMap::new();
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                loop {
                    let was_over = over.load(Ordering::SeqCst);
                    for change in read(network, &mut place) {
                        let Change::Member(member) = change else { panic!("{change:?}") };
                        *told.entry(member).or_default() += 1;
                    }
                    if was_over {
                        break;
                    }
                }
            });
            let write = |number| network.db().write(|tx| changes::member(tx, member(number))).unwrap();
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| scope.spawn(move || (0..EACH).for_each(|number| write(writer * EACH + number))))
                .collect();
            writers.into_iter().for_each(|writer| writer.join().unwrap());
            over.store(true, Ordering::SeqCst);
            reader.join().unwrap();
        });
        let once: BTreeMap<MemberId, u32> = (0..WRITERS * EACH).map(|number| (member(number), 1)).collect();
        assert_eq!(told, once);
    });
}

#[test]
fn what_is_a_day_old_is_forgotten_and_a_reader_goes_on_behind_it() {
    on_both(|network| {
        let mut place = end(network);
        network.db().write(|tx| changes::member(tx, member(1))).unwrap();
        read(network, &mut place);
        network.app.mint.set_now(network.now().plus_seconds(25 * 3600));
        assert_eq!(network.db().write(changes::forget).unwrap(), 1);
        assert_eq!(read(network, &mut place), []);
        network.db().write(|tx| changes::member(tx, member(2))).unwrap();
        assert_eq!(read(network, &mut place), [Change::Member(member(2))]);
    });
}
