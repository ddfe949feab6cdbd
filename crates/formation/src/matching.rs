//! Whether every seat can have a member of its own.

/// Whether seats can be matched to members one to one; `options[r]` are those of seat r, `member` says who an option is.
///
/// Augmenting paths (Kuhn). A seat with at least as many options as there are seats can always be served last, so
/// only the scarce ones are matched.
pub(crate) fn exists<'a, T: 'a>(options: impl Iterator<Item = &'a [T]>, member: impl Fn(&T) -> u32) -> bool {
    let all: Vec<&[T]> = options.collect();
    let scarce = all.iter().filter(|options| options.len() < all.len());
    let scarce: Vec<Vec<u32>> = scarce.map(|options| options.iter().map(&member).collect()).collect();
    let mut taken = Vec::new();
    (0..scarce.len()).all(|seat| augment(&scarce, seat, &mut Vec::new(), &mut taken))
}

/// Finds a member for a seat, moving others to other members where that helps.
fn augment(options: &[Vec<u32>], seat: usize, seen: &mut Vec<u32>, taken: &mut Vec<(u32, usize)>) -> bool {
    for &member in &options[seat] {
        if seen.contains(&member) {
            continue;
        }
        seen.push(member);
        let holder = taken.iter().position(|&(other, _)| other == member);
        match holder {
            None => {
                taken.push((member, seat));
                return true;
            }
            Some(at) if augment(options, taken[at].1, seen, taken) => {
                // The list only grows at its end, so the position still names this member.
                taken[at].1 = seat;
                return true;
            }
            Some(_) => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::exists;

    fn matched(options: &[&[u32]]) -> bool {
        exists(options.iter().copied(), |&member| member)
    }

    #[test]
    fn three_seats_cannot_share_two_members() {
        assert!(!matched(&[&[1, 2], &[1, 2], &[1, 2]]));
        assert!(!matched(&[&[1, 2], &[2, 1], &[2], &[1, 2, 3, 4]]));
    }

    #[test]
    fn a_seat_gives_way_where_it_has_another_choice() {
        assert!(matched(&[&[1, 2], &[1], &[2, 3]]));
        assert!(matched(&[&[1, 2], &[1, 3], &[1]]));
    }
}
