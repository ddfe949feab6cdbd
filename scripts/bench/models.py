"""The models that `muster-bench form --write` writes: seats with their candidates, ties and blocks among these, a budget."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Model:
    """Maximise scores and values of ties; one candidate a seat, nobody twice, no blocked pair, no more than the budget."""

    brief: str
    budget: int | None
    seats: list[dict[int, tuple[int, int]]]
    """By seat: member → score, cost."""
    ties: dict[tuple[int, int], int]
    blocks: list[tuple[int, int]]

    def places(self) -> dict[int, list[int]]:
        """By member: the seats that the member may take."""
        places: dict[int, list[int]] = {}
        for seat, candidates in enumerate(self.seats):
            for member in candidates:
                places.setdefault(member, []).append(seat)
        return places

    def points(self, team: list[int]) -> int:
        """Z of a team, after checking that it is one."""
        assert len(set(team)) == len(self.seats), "a member twice"
        assert not any(a in team and b in team for a, b in self.blocks), "a blocked pair"
        cost = sum(self.seats[seat][member][1] for seat, member in enumerate(team))
        assert self.budget is None or cost <= self.budget, "above the budget"
        scores = sum(self.seats[seat][member][0] for seat, member in enumerate(team))
        return scores + sum(value for (a, b), value in self.ties.items() if a in team and b in team)


@dataclass
class Solved:
    """What a solver made of a model."""

    seconds: float
    """Time of the processor, of the solver alone; so other work on the machine is not counted."""
    proven: bool
    team: list[int] | None


def read(path: Path) -> Model:
    """Reads a model as it was written."""
    told = json.loads(path.read_text())
    seats = [{member: (score, cost) for member, score, cost in seat} for seat in told["seats"]]
    ties = {(a, b): value for a, b, value in told["ties"] if value > 0}
    return Model(told["brief"], told["budget"], seats, ties, [tuple(pair) for pair in told["blocks"]])


def prune(model: Model) -> Model:
    """Drops candidates that the best team can do without.

    A candidate goes where n others of the seat (n = number of seats) cost no more, have no block, and earn by themselves at least
    what this one could with all its ties; equals go by cost, then by number. One of the n is free to replace it. What is
    dropped can no longer lend its ties, so this is repeated until nothing changes.
    """
    while True:
        ties = _useful_ties(model)
        smaller = Model(model.brief, model.budget, _undominated(model, ties), ties, model.blocks)
        known = {member for seat in smaller.seats for member in seat}
        smaller.blocks = [(a, b) for a, b in model.blocks if a in known and b in known]
        if sum(map(len, smaller.seats)) == sum(map(len, model.seats)):
            return smaller
        model = smaller


def _useful_ties(model: Model) -> dict[tuple[int, int], int]:
    """Ties of two candidates who can be in one team."""
    places = model.places()
    blocked = {frozenset(pair) for pair in model.blocks}

    def can_meet(a: int, b: int) -> bool:
        return len({*places.get(a, ()), *places.get(b, ())}) > 1 and frozenset((a, b)) not in blocked

    return {
        (a, b): value for (a, b), value in model.ties.items() if a in places and b in places and can_meet(a, b)
    }


def _most(model: Model, ties: dict[tuple[int, int], int]) -> dict[int, int]:
    """By member: the most that its ties could give. Each other seat gives one tie, and there are only so many."""
    places = model.places()
    best: dict[int, dict[int, int]] = {}
    strongest: dict[int, list[int]] = {}
    for (a, b), value in ties.items():
        for one, other in ((a, b), (b, a)):
            strongest.setdefault(one, []).append(value)
            seats = best.setdefault(one, {})
            for seat in places[other]:
                seats[seat] = max(seats.get(seat, 0), value)
    others = len(model.seats) - 1
    return {
        member: min(sum(sorted(values, reverse=True)[:others]), sum(best[member].values()))
        for member, values in strongest.items()
    }


def _undominated(model: Model, ties: dict[tuple[int, int], int]) -> list[dict[int, tuple[int, int]]]:
    most = _most(model, ties)
    blocked = {member for pair in model.blocks for member in pair}
    kept = []
    for seat in model.seats:
        members = np.array(list(seat), dtype=np.int64)
        score, cost = np.array(list(seat.values()), dtype=np.int64).reshape(-1, 2).T
        order = np.lexsort((members, cost, -score))
        members, score, cost = members[order], score[order], cost[order]
        could = score + np.array([most.get(member, 0) for member in members.tolist()], dtype=np.int64)
        free = np.array([member not in blocked for member in members.tolist()], dtype=bool)
        keep = {}
        for at, member in enumerate(members.tolist()):
            # Whoever comes earlier has at least this score.
            better = free[:at] & (cost[:at] <= cost[at]) & (score[:at] >= could[at])
            if np.count_nonzero(better) < len(model.seats):
                keep[member] = seat[member]
        kept.append(keep)
    return kept


def pairs_in_seats(model: Model) -> list[tuple[int, int, int, int, int]]:
    """Each tie with the seats its members could be in: `(a, seat of a, b, seat of b, value)`."""
    places = model.places()
    return [
        (a, r, b, q, value)
        for (a, b), value in model.ties.items()
        for r in places[a]
        for q in places[b]
        if r != q
    ]
