"""A model as HiGHS sees it, on one thread."""

import time

import highspy
import numpy as np

from models import Model, Solved, pairs_in_seats


class Rows:
    """Rows of a linear program, gathered one by one."""

    def __init__(self) -> None:
        self.starts, self.columns, self.values, self.lower, self.upper = [0], [], [], [], []

    def add(self, lower: float, entries: list[tuple[int, float]], upper: float) -> None:
        """Adds lower ≤ Σ value · column ≤ upper."""
        self.columns += [column for column, _ in entries]
        self.values += [value for _, value in entries]
        self.starts.append(len(self.columns))
        self.lower.append(lower)
        self.upper.append(upper)


def solve(model: Model, seconds: float) -> Solved:
    """Binaries for candidates; ties linearised for each pair of seats.

    `pair ≤ take` is gathered over all partners in one seat: `Σ over b of pair(a in r, b in q) ≤ take(a in r)`, since there is one
    member in q. That is far tighter than one row for each tie and end.
    """
    column, gain = {}, []
    for seat, candidates in enumerate(model.seats):
        for member, (score, _) in candidates.items():
            column[seat, member] = len(gain)
            gain.append(score)
    chosen = len(gain)
    rows = Rows()
    for seat, candidates in enumerate(model.seats):
        rows.add(1, [(column[seat, member], 1) for member in candidates], 1)
    seats_of = model.places()
    for member, places in seats_of.items():
        if len(places) > 1:
            rows.add(0, [(column[seat, member], 1) for seat in places], 1)
    for a, b in model.blocks:
        rows.add(0, [(column[seat, member], 1) for member in (a, b) for seat in seats_of[member]], 1)
    if model.budget is not None:
        costs = [(column[seat, member], cost) for seat, all in enumerate(model.seats) for member, (_, cost) in all.items()]
        rows.add(-highspy.kHighsInf, costs, model.budget)
    stars: dict[tuple[int, int, int], list[int]] = {}
    for a, r, b, q, value in pairs_in_seats(model):
        stars.setdefault((r, a, q), []).append(len(gain))
        stars.setdefault((q, b, r), []).append(len(gain))
        gain.append(value)
    for (seat, member, _), pairs in stars.items():
        rows.add(-highspy.kHighsInf, [*((pair, 1) for pair in pairs), (column[seat, member], -1)], 0)
    solver = _program(gain, chosen, rows, seconds)
    started = time.process_time()
    solver.run()
    took = time.process_time() - started
    status = solver.getModelStatus()
    info = solver.getInfo()
    values = solver.getSolution().col_value
    team = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        team = [max(seat, key=lambda member: values[column[at, member]]) for at, seat in enumerate(model.seats)]
    proven = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    return Solved(took, proven, team)


def _program(gain: list[int], chosen: int, rows: Rows, seconds: float) -> highspy.Highs:
    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "time_limit": seconds, "mip_rel_gap": 0.0, "mip_abs_gap": 0.99}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(gain), len(rows.lower)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = np.array(gain, dtype=float)
    program.col_lower_ = np.zeros(len(gain))
    program.col_upper_ = np.ones(len(gain))
    integer, continuous = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    # A pair follows from its candidates.
    program.integrality_ = [integer] * chosen + [continuous] * (len(gain) - chosen)
    program.row_lower_ = np.array(rows.lower, dtype=float)
    program.row_upper_ = np.array(rows.upper, dtype=float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(rows.starts)
    program.a_matrix_.index_ = np.array(rows.columns)
    program.a_matrix_.value_ = np.array(rows.values, dtype=float)
    solver.passModel(program)
    return solver
