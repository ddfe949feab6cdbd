"""The formation engine beside CP-SAT and HiGHS: same instances, same run, same optimum, one thread each.

"Whole" is what a brief costs with a solver once the pool is in columns: finding candidates and their points, dropping
dominated ones (all vectorised), building the model, solving it. "Alone" is only the solver's own work. Both are time of the
processor. Muster's time is everything from the brief to the proven team, the best of a few runs. Its candidates are
checked against those found in the columns.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import columns
import models

FOLDER = Path("target/peers/instances")
SOLVERS = {"CP-SAT": "cp_sat", "HiGHS": "highs"}


def main() -> int:
    """Prints the table; answers 1 where a solver disagrees with Muster."""
    options = _options()
    rows, disagreements = [], []
    print("| members | family | brief | seats | budget | candidates kept | ties | Muster ms | CP-SAT s: whole, alone | "
          "HiGHS s: whole, alone | ratio: whole, alone |")
    print("| ---: | --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in options.size:
        members, briefs = size
        for row in _measure(members, briefs, options):
            folder = FOLDER / f"{row['family']}-{row['members']}"
            pool = columns.read(folder / "pool.json")
            for told in row["briefs"]:
                line, wrong = _compare(row, folder, pool, told, options.time_limit)
                print(line["text"], flush=True)
                rows.append(line)
                disagreements += wrong
    print(f"\n{_medians(rows)}")
    for sentence in disagreements:
        print(f"DISAGREEMENT: {sentence}", file=sys.stderr)
    return 1 if disagreements else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--size",
        action="append",
        type=lambda text: tuple(int(part) for part in text.split(":")),
        metavar="MEMBERS:BRIEFS",
        help="so many briefs of each family over a pool of so many members; may be given several times "
        "(10000:12 and 100000:6 where absent)",
    )
    parser.add_argument("--family", default="mix,team", help="mix, team, network")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=300, metavar="SECONDS", help="of each solver for each brief")
    parser.add_argument("--repeat", type=int, default=3, help="Muster's best of so many runs")
    options = parser.parse_args()
    options.size = options.size or [(10_000, 12), (100_000, 6)]
    return options


def _measure(members: int, briefs: int, options: argparse.Namespace) -> list[dict]:
    """Muster's own answers, and the instances in the folder."""
    command = ["target/release/muster-bench", "form", "--json", "--write", str(FOLDER)]
    command += ["--members", str(members), "--briefs", str(briefs), "--family", options.family]
    command += ["--seed", str(options.seed), "--repeat", str(options.repeat)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def _compare(row: dict, folder: Path, pool: columns.Pool, told: dict, seconds: float) -> tuple[dict, list[str]]:
    path = folder / "models" / f"{told['brief']}.json"
    model = models.read(path)
    brief = json.loads((folder / "briefs" / path.name).read_text())
    started = time.process_time()
    found = columns.candidates(pool, brief)
    filtering = time.process_time() - started
    solved = {name: _solve(module, path, seconds) for name, module in SOLVERS.items()}
    for result in solved.values():
        result["whole"] += filtering
    wrong = [
        f"{path}: {name}: {sentence}"
        for name, result in solved.items()
        if (sentence := _disagreement(told, result, model))
    ]
    if found != [list(seat.values()) for seat in model.seats]:
        wrong.append(f"{path}: the columns have other candidates or other points")
    ratios = {kind: _better(solved, kind) * 1_000_000 / max(1, told["micros"]) for kind in ("whole", "seconds")}
    open = "" if any(result["proven"] for result in solved.values()) else "> "
    cells = [
        row["members"], row["family"], told["brief"], told["seats"], "tight" if told["is_tight"] else "loose",
        solved["HiGHS"]["candidates"], solved["HiGHS"]["ties"], f"{told['micros'] / 1000:.1f}",
        *(_seconds(result) for result in solved.values()), open + ", ".join(f"{ratio:.0f}" for ratio in ratios.values()),
    ]  # fmt: skip
    text = "| " + " | ".join(map(str, cells)) + " |"
    return {"text": text, "group": (row["members"], row["family"]), "ratios": ratios, "solved": solved, "told": told}, wrong


def _better(solved: dict, kind: str) -> float:
    """Seconds of the better solver: of those that have proven their answer; where none has, the longest, which is too little."""
    proven = [result[kind] for result in solved.values() if result["proven"]]
    return min(proven) if proven else max(result[kind] for result in solved.values())


def _solve(module: str, path: Path, seconds: float) -> dict:
    command = [sys.executable, "scripts/bench/solve.py", module, str(path), str(seconds)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _seconds(result: dict) -> str:
    told = f"{result['whole']:.2f}, {result['seconds']:.2f}"
    return told if result["proven"] else f"> {told}"


def _disagreement(told: dict, result: dict, model: models.Model) -> str | None:
    """Why both cannot be right, or nothing."""
    if result["team"] is None:
        if result["proven"] and told["z"] is not None:
            return f"has proven that there is no team, Muster has one with {told['z']} points"
        return None
    points = model.points(result["team"])
    if told["proven"] and (told["z"] is None or points > told["z"]):
        return f"has a team with {points} points, Muster has proven {told['z']}"
    if result["proven"] and points != told["z"]:
        return f"has proven {points} points, Muster has {told['z']}"
    return None


def _medians(rows: list[dict]) -> str:
    """By pool and family, over all briefs; a solver that did not finish counts with what it took until then."""
    lines = [
        "| members | family | briefs | Muster ms: median / largest | CP-SAT s: whole, alone | HiGHS s: whole, alone | "
        "ratio to the better, median: whole, alone |"
    ]
    lines.append("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for group in dict.fromkeys(row["group"] for row in rows):
        mine = [row for row in rows if row["group"] == group]
        muster = [row["told"]["micros"] / 1000 for row in mine]
        cells = [*group, len(mine), f"{median(muster):.1f} / {max(muster):.1f}"]
        for name in SOLVERS:
            results = [row["solved"][name] for row in mine]
            times = ", ".join(_middle([result[kind] for result in results]) for kind in ("whole", "seconds"))
            cells.append(f"{times} ({sum(result['proven'] for result in results)} proven)")
        cells.append(", ".join(f"{median(row['ratios'][kind] for row in mine):.0f}" for kind in ("whole", "seconds")))
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def _middle(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} / {max(seconds):.2f}"


if __name__ == "__main__":
    sys.exit(main())
