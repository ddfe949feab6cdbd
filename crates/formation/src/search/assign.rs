//! The best way to give each free seat an option of its own, ties between free seats aside, and its prices.
//!
//! The Hungarian method (Kuhn 1955, with shortest augmenting paths). Its prices prove the total: every option's score
//! is at most what its seat pays plus what its member is worth, so an option that falls short by some loss is in no
//! team that comes closer to the total than that.

/// A cost that no option has: the seat does not have this member.
const NEVER: i64 = 1 << 60;

/// The best assignment of the free seats.
pub(super) struct Assignment {
    /// The scores it adds up to, which is also what all seats pay and all members are worth.
    pub(super) total: i64,
    /// For each column the option that takes it.
    pub(super) chosen: Vec<usize>,
    /// What each column pays.
    seats: Vec<i64>,
    /// What members are worth who are wanted more than once; sorted by member.
    members: Vec<(u32, i64)>,
}

impl Assignment {
    /// The best assignment, or `None` where the seats cannot all be served at once. `members` are the options of each
    /// column, ascending and at least one; `scores` are theirs.
    pub(super) fn new(members: &[&[u32]], scores: &[Vec<i64>]) -> Option<Self> {
        let table = Table::new(members, scores);
        if table.members.len() < members.len() {
            return None;
        }
        let (matched, seats, worths) = table.solve();
        let chosen: Vec<usize> = matched.iter().enumerate().map(|(at, &member)| table.option[at][member]).collect();
        if chosen.contains(&usize::MAX) {
            return None;
        }
        Some(Self {
            total: chosen.iter().enumerate().map(|(at, &option)| scores[at][option]).sum(),
            seats,
            members: table.members.iter().copied().zip(worths).filter(|&(_, worth)| worth > 0).collect(),
            chosen,
        })
    }

    /// Makes losses of the scores: how far a team with that option stays below the total, at least. Never negative.
    pub(super) fn losses(&self, members: &[&[u32]], mut scores: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
        for ((scores, members), pays) in scores.iter_mut().zip(members).zip(&self.seats) {
            scores.iter_mut().for_each(|score| *score = pays - *score);
            for (member, worth) in &self.members {
                if let Ok(at) = members.binary_search(member) {
                    scores[at] += worth;
                }
            }
        }
        scores
    }
}

/// The options that can matter: with k columns, the k + 1 best of each. At least one of them is wanted by no other
/// column, so what a column pays is never less than what any option beyond them scores.
struct Table {
    members: Vec<u32>,
    /// For each column and member, minus the score, or `NEVER`.
    cost: Vec<Vec<i64>>,
    option: Vec<Vec<usize>>,
}

impl Table {
    fn new(columns: &[&[u32]], scores: &[Vec<i64>]) -> Self {
        let best: Vec<Vec<usize>> = scores.iter().map(|scores| best_options(scores, columns.len() + 1)).collect();
        let mut members: Vec<u32> = Vec::new();
        for (column, best) in columns.iter().zip(&best) {
            members.extend(best.iter().map(|&option| column[option]));
        }
        members.sort_unstable();
        members.dedup();
        let mut cost = vec![vec![NEVER; members.len()]; columns.len()];
        let mut option = vec![vec![usize::MAX; members.len()]; columns.len()];
        for (at, best) in best.iter().enumerate() {
            for &place in best {
                let member = members.binary_search(&columns[at][place]).expect("taken from these options");
                cost[at][member] = -scores[at][place];
                option[at][member] = place;
            }
        }
        Self { members, cost, option }
    }

    /// For each column its member; what columns pay; what members are worth.
    fn solve(&self) -> (Vec<usize>, Vec<i64>, Vec<i64>) {
        let (columns, members) = (self.cost.len(), self.members.len());
        let mut pays = vec![0; columns];
        let mut worth = vec![0; members];
        let mut holder = vec![None; members];
        for column in 0..columns {
            self.augment(column, &mut pays, &mut worth, &mut holder);
        }
        let mut matched = vec![0; columns];
        for (member, column) in holder.iter().enumerate() {
            if let Some(column) = *column {
                matched[column] = member;
            }
        }
        (matched, pays.iter().map(|pay: &i64| -pay).collect(), worth.iter().map(|worth: &i64| -worth).collect())
    }

    /// Finds the cheapest way to serve one more column, moving others where that is cheaper.
    fn augment(&self, start: usize, pays: &mut [i64], worth: &mut [i64], holder: &mut [Option<usize>]) {
        let members = self.members.len();
        let mut far = vec![i64::MAX; members];
        let mut came_from = vec![None; members];
        let mut done = vec![false; members];
        let mut column = start;
        let mut last = None;
        loop {
            let mut next: Option<usize> = None;
            for member in (0..members).filter(|&member| !done[member]) {
                let step = self.cost[column][member] - pays[column] - worth[member];
                if step < far[member] {
                    far[member] = step;
                    came_from[member] = last;
                }
                if next.is_none_or(|next| far[member] < far[next]) {
                    next = Some(member);
                }
            }
            let next = next.expect("there are at least as many members as columns");
            let shift = far[next];
            pays[start] += shift;
            for member in 0..members {
                if done[member] {
                    worth[member] -= shift;
                    pays[holder[member].expect("a member on the path is held")] += shift;
                } else {
                    far[member] -= shift;
                }
            }
            done[next] = true;
            last = Some(next);
            match holder[next] {
                Some(held) => column = held,
                None => break,
            }
        }
        while let Some(member) = last {
            let before: Option<usize> = came_from[member];
            holder[member] = Some(before.map_or(start, |before| holder[before].expect("on the path")));
            last = before;
        }
    }
}

/// The options with the largest scores, so many at most.
fn best_options(scores: &[i64], count: usize) -> Vec<usize> {
    let mut options: Vec<usize> = (0..scores.len()).collect();
    if options.len() > count {
        options.select_nth_unstable_by_key(count - 1, |&option| (std::cmp::Reverse(scores[option]), option));
        options.truncate(count);
    }
    options
}
