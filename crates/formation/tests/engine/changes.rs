//! An index that was changed in place answers like one made afresh of what the pool says now.

use muster_formation::{
    Candidates, Index, Limit, Request,
    document::{Brief, Member, Pool, Teams},
    form,
};
use proptest::prelude::*;

use crate::scenes::{Dice, Scene, scene};

/// One change, to the index and to the document alike.
fn change(dice: &mut Dice<'_>, index: &mut Index, pool: &mut Pool, others: &Pool) {
    if pool.members.is_empty() {
        return put(index, pool, others.members.first().cloned());
    }
    let pick = |dice: &mut Dice<'_>| pool.members[dice.roll(pool.members.len())].id.clone();
    let (a, b) = (pick(dice), pick(dice));
    let same = |x: &String, y: &String| (*x == a && *y == b) || (*x == b && *y == a);
    match dice.roll(9) {
        0 => put(index, pool, others.members.get(dice.roll(others.members.len().max(1))).cloned()),
        1 => {
            let change = |other: Member| Member { id: a.clone(), ..other };
            put(index, pool, others.members.get(dice.roll(others.members.len().max(1))).cloned().map(change));
        }
        2 => put(index, pool, Some(Member { id: format!("{a}{b}"), ..pool.members[0].clone() })),
        3 => {
            index.remove(&a).unwrap();
            pool.members.retain(|member| member.id != a);
            pool.ties.retain(|(x, y, _)| *x != a && *y != a);
            pool.blocks.retain(|(x, y)| *x != a && *y != a);
        }
        4 => {
            let turn = dice.pick(&[0, 1000, 321]);
            index.put_turn(&a, turn).unwrap();
            pool.members.iter_mut().filter(|member| member.id == a).for_each(|member| member.turn = turn);
        }
        _ if a == b => {}
        5 | 6 => {
            let strength = dice.pick(&[1, 1000, 444]);
            index.put_tie(&a, &b, strength).unwrap();
            pool.ties.retain(|(x, y, _)| !same(x, y));
            pool.ties.push((a, b, strength));
        }
        7 => {
            index.remove_tie(&a, &b).unwrap();
            pool.ties.retain(|(x, y, _)| !same(x, y));
        }
        _ if dice.once_in(2) => {
            index.put_block(&a, &b).unwrap();
            pool.blocks.push((a, b));
        }
        _ => {
            index.remove_block(&a, &b).unwrap();
            pool.blocks.retain(|(x, y)| !same(x, y));
        }
    }
}

fn put(index: &mut Index, pool: &mut Pool, member: Option<Member>) {
    let Some(member) = member else { return };
    index.put(&member).unwrap();
    pool.members.retain(|other| other.id != member.id);
    pool.members.push(member);
}

/// For each seat its funnel, and its candidates by id; and the teams. Or what is refused.
type Answer = Result<(Vec<[usize; 6]>, Vec<Vec<(String, String)>>, Teams), String>;

fn answer(index: &Index, brief: &Brief) -> Answer {
    let request = Request::new(index, brief).map_err(|refusal| refusal.to_string())?;
    let seats = Candidates::new(&request).seats;
    let told = |seat: &muster_formation::SeatCandidates| {
        let candidates = seat.eligible.iter();
        let told = |of: &muster_formation::Candidate| format!("{:?} {}", of.points, of.cost);
        candidates.map(|of| (index.id(of.member).to_owned(), told(of))).collect()
    };
    let teams = form(index, brief, &mut Limit::none()).unwrap().answer;
    Ok((seats.iter().map(|seat| seat.left).collect(), seats.iter().map(told).collect(), teams))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, max_shrink_iters: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn changes_in_place_answer_like_an_index_made_afresh(
        first in prop::collection::vec(any::<u8>(), 0..600),
        second in prop::collection::vec(any::<u8>(), 0..600),
        steps in prop::collection::vec(any::<u8>(), 0..120),
    ) {
        let (Scene { mut pool, brief }, other) = (scene(&first), scene(&second));
        let mut other_pool = other.pool;
        // Both pools have the horizon of the first.
        for member in &mut other_pool.members {
            member.free = vec![(member.free[0].0, pool.weeks)];
        }
        let mut index = Index::new(&pool).unwrap();
        let dice = &mut Dice(&steps);
        for _ in 0..steps.len() / 3 {
            change(dice, &mut index, &mut pool, &other_pool);
        }
        let fresh = Index::new(&pool).unwrap();
        prop_assert_eq!(index.len(), fresh.len());
        for member in &pool.members {
            prop_assert_eq!(index.member(&member.id).map(|number| index.id(number)), Some(member.id.as_str()));
        }
        prop_assert_eq!(answer(&index, &brief), answer(&fresh, &brief));
        let wide = Brief { locked: Default::default(), excluded: Vec::new(), budget: None, ..brief };
        prop_assert_eq!(answer(&index, &wide), answer(&fresh, &wide));
    }
}

#[test]
fn a_change_that_cannot_be_believed_changes_nothing() {
    let pool = crate::documents::pool();
    let mut index = Index::new(&serde_json::from_value(pool).unwrap()).unwrap();
    let before = index.clone();
    let member = |change: &dyn Fn(&mut Member)| {
        let pool: Pool = serde_json::from_value(crate::documents::pool()).unwrap();
        let mut member = pool.members[0].clone();
        change(&mut member);
        member
    };
    let refused = [
        index.put(&member(&|of| of.rate = -1)).map(|_| ()),
        index.put(&member(&|of| of.free = vec![(20, 3)])).map(|_| ()),
        index.put(&member(&|of| of.skills.values_mut().for_each(|skill| skill.level = 6))).map(|_| ()),
        index.put(&member(&|of| (of.id, of.turn) = ("new".into(), 1001))).map(|_| ()),
        index.put_turn("c", 5),
        index.put_turn("a", 1001),
        index.remove("c"),
        index.put_tie("a", "c", 5),
        index.put_tie("a", "a", 5),
        index.put_tie("a", "b", 0),
        index.remove_tie("c", "a"),
        index.put_block("b", "b"),
        index.remove_block("a", "c"),
    ];
    let right = [
        "member.rate: -1 is refused; right would be a whole number from 0 to 1000000000000",
        "member.free: runs that add up to 3 weeks is refused; right would be runs that add up to 4 weeks",
        "member.skills.baking: 6 is refused; right would be a whole number from 1 to 5",
        "member.turn: 1001 is refused; right would be a whole number from 0 to 1000",
        "id: \"c\" is refused; right would be the id of a member of the pool",
        "turn: 1001 is refused; right would be a whole number from 0 to 1000",
        "id: \"c\" is refused; right would be the id of a member of the pool",
        "tie[1]: \"c\" is refused; right would be the id of a member of the pool",
        "tie[1]: \"a\" is refused; right would be the id of another member than the first",
        "tie[2]: 0 is refused; right would be a whole number from 1 to 1000",
        "tie[0]: \"c\" is refused; right would be the id of a member of the pool",
        "block[1]: \"b\" is refused; right would be the id of another member than the first",
        "block[1]: \"c\" is refused; right would be the id of a member of the pool",
    ];
    for (refused, right) in refused.into_iter().zip(right) {
        assert_eq!(refused.unwrap_err().to_string(), right);
    }
    assert_eq!(index, before);
}

#[test]
fn members_keep_their_numbers_and_what_they_leave_behind_is_used_again() {
    let pool: Pool = serde_json::from_value(crate::documents::pool()).unwrap();
    let mut index = Index::new(&pool).unwrap();
    let numbers = ["a", "b"].map(|id| index.member(id).unwrap());
    let new = |at: usize| Member { id: format!("{at:05}"), ..pool.members[1].clone() };
    for at in 0..1500 {
        index.put(&new(at)).unwrap();
        index.put_tie("a", &new(at).id, 7).unwrap();
    }
    assert_eq!(["a", "b"].map(|id| index.member(id).unwrap()), numbers);
    let full = index.bytes();
    for round in 1..8 {
        for at in 0..1500 {
            index.remove(&new(at).id).unwrap();
        }
        for at in 0..1500 {
            index.put(&new(at)).unwrap();
            index.put_tie("a", &new(at).id, round).unwrap();
        }
    }
    assert_eq!(["a", "b"].map(|id| index.member(id).unwrap()), numbers);
    let now = index.bytes();
    assert!(now.members < 2 * full.members && now.ties < 2 * full.ties, "{full:?} became {now:?}");
}
