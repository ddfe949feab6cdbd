"""A model as CP-SAT sees it, on one thread."""

import time

from ortools.sat.python import cp_model

from models import Model, Solved, pairs_in_seats


def solve(model: Model, seconds: float) -> Solved:
    """Booleans for candidates, and for ties in each pair of seats.

    Of all partners of a member in one seat at most one is taken, and none where the member is not. With all of that in the linear
    relaxation (level 2) this is by far the fastest of the forms that were tried: a literal for each tie, or less in the
    relaxation, takes 20 to 600 times as long.
    """
    cp = cp_model.CpModel()
    take = [{member: cp.new_bool_var("") for member in seat} for seat in model.seats]
    objective = []
    for seat, chosen in zip(model.seats, take):
        cp.add_exactly_one(chosen.values())
        objective += [(score, chosen[member]) for member, (score, _) in seat.items()]
    taken = {member: [take[seat][member] for seat in places] for member, places in model.places().items()}
    for literals in taken.values():
        if len(literals) > 1:
            cp.add_at_most_one(literals)
    for a, b in model.blocks:
        cp.add_at_most_one(taken[a] + taken[b])
    if model.budget is not None:
        cp.add(_cost(model, take) <= model.budget)
    stars: dict[tuple[int, int, int], list[cp_model.IntVar]] = {}
    for a, r, b, q, value in pairs_in_seats(model):
        pair = cp.new_bool_var("")
        objective.append((value, pair))
        stars.setdefault((r, a, q), []).append(pair)
        stars.setdefault((q, b, r), []).append(pair)
    for (seat, member, _), pairs in stars.items():
        cp.add_at_most_one([*pairs, take[seat][member].negated()])
    cp.maximize(cp_model.LinearExpr.weighted_sum([var for _, var in objective], [factor for factor, _ in objective]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    started = time.process_time()
    status = solver.solve(cp)
    took = time.process_time() - started
    team = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        team = [next(member for member, var in chosen.items() if solver.boolean_value(var)) for chosen in take]
    proven = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return Solved(took, proven, team)


def _cost(model: Model, take: list[dict[int, cp_model.IntVar]]) -> cp_model.LinearExpr:
    priced = [(cost, chosen[member]) for seat, chosen in zip(model.seats, take) for member, (_, cost) in seat.items()]
    return cp_model.LinearExpr.weighted_sum([var for _, var in priced], [cost for cost, _ in priced])
