"""A pool as columns of numbers, and who of it may take which seat for how many points: the contract in vectorised code.

Nothing is shared with Muster, so it also checks Muster's candidates.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Pool:
    """Members in the order of their ids; a column for each skill, language, week."""

    skills: dict[str, int]
    languages: dict[str, int]
    levels: np.ndarray
    evidence: np.ndarray
    speaks: np.ndarray
    free: np.ndarray
    rate: np.ndarray
    turn: np.ndarray
    onsite: np.ndarray
    place: list[str | None]
    related: dict[str, list[tuple[str, int]]]
    distances: dict[tuple[str, str], int]


def read(path: Path) -> Pool:
    """Reads a pool document."""
    told = json.loads(path.read_text())
    members = sorted(told["members"], key=lambda member: member["id"].encode())
    skills = _numbered(skill for member in members for skill in member["skills"])
    languages = _numbered(language for member in members for language in member["languages"])
    many = len(members)
    # Column by column, so that one skill or week of everybody lies together.
    levels = np.zeros((many, len(skills)), dtype=np.uint8, order="F")
    evidence = np.zeros((many, len(skills)), dtype=np.uint16, order="F")
    speaks = np.zeros((many, len(languages)), dtype=bool, order="F")
    free = np.zeros((many, told["weeks"]), dtype=np.uint8)
    for at, member in enumerate(members):
        for skill, known in member["skills"].items():
            level, proof = known if isinstance(known, list) else (known, 0)
            levels[at, skills[skill]], evidence[at, skills[skill]] = level, proof
        for language in member["languages"]:
            speaks[at, languages[language]] = True
        free[at] = np.repeat([hours for hours, _ in member["free"]], [run for _, run in member["free"]])
    related: dict[str, list[tuple[str, int]]] = {}
    for a, b, share in told.get("related", []):
        related.setdefault(a, []).append((b, share))
        related.setdefault(b, []).append((a, share))
    distances = {}
    for a, row in told.get("distances", {}).items():
        for b, km in row.items():
            distances[a, b] = distances[b, a] = km
    column = lambda key, absent: np.array([member.get(key, absent) for member in members])  # noqa: E731
    return Pool(
        skills, languages, levels, evidence, speaks, free, column("rate", 0), column("turn", 0), column("onsite", True),
        [member.get("place") for member in members], related, distances,
    )  # fmt: skip


def _numbered(names) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def candidates(pool: Pool, brief: dict) -> list[list[tuple[int, int]]]:
    """By seat: score (N · U) and cost of everyone who may take it, in the order of the pool. Nobody is excluded or locked."""
    hours = sum(seat["hours"] * seat["weeks"] for seat in brief["seats"])
    even_share = brief["budget"] // hours if brief.get("budget") is not None else 0
    scale = max(1, len(brief["seats"]) - 1)
    found = []
    for seat in brief["seats"]:
        members = _eligible(pool, seat)
        cap = seat.get("rate_cap") or even_share
        score = scale * _points(pool, seat, members, cap, brief["weights"])
        cost = pool.rate[members] * seat["hours"] * seat["weeks"]
        found.append(list(zip(score.tolist(), cost.tolist())))
    return found


def _eligible(pool: Pool, seat: dict) -> np.ndarray:
    members = np.arange(len(pool.rate))
    for need in seat["skills"]:
        if need["must"]:
            members = members[_level(pool, need["skill"], members) >= need["level"]]
    window = slice(seat["from_week"], seat["from_week"] + seat["weeks"])
    members = members[pool.free[members, window].min(axis=1) >= seat["hours"]]
    if "rate_cap" in seat:
        members = members[pool.rate[members] <= seat["rate_cap"]]
    for language in seat["languages"]:
        number = pool.languages.get(language)
        members = members[pool.speaks[members, number]] if number is not None else members[:0]
    if "near" in seat:
        members = members[pool.onsite[members]]
        members = members[_distance(pool, seat["near"]["place"], members) <= seat["near"]["km"]]
    return members


def _points(pool: Pool, seat: dict, members: np.ndarray, cap: int, weights: dict) -> np.ndarray:
    total = sum(need["weight"] for need in seat["skills"])
    fit = sum(need["weight"] * _value(pool, need, members) for need in seat["skills"]) // total
    proof = sum(need["weight"] * _evidence(pool, need["skill"], members) for need in seat["skills"]) // total
    thrift = 1000 * np.maximum(0, cap - pool.rate[members]) // cap if cap else 0
    near = 0
    if "near" in seat:
        km = seat["near"]["km"]
        near = 1000 * (km - _distance(pool, seat["near"]["place"], members)) // km
    terms = {"fit": fit, "proof": proof, "turn": pool.turn[members], "thrift": thrift, "near": near}
    return sum(weights.get(name, 0) * term for name, term in terms.items())


def _value(pool: Pool, need: dict, members: np.ndarray) -> np.ndarray:
    asked = need["level"]
    value = 1000 * np.minimum(_level(pool, need["skill"], members), asked) // asked
    if not need["must"]:
        for other, share in pool.related.get(need["skill"], []):
            value = np.maximum(value, share * np.minimum(_level(pool, other, members), asked) // asked)
    return value


def _level(pool: Pool, skill: str, members: np.ndarray) -> np.ndarray:
    number = pool.skills.get(skill)
    return np.zeros(len(members), np.int64) if number is None else pool.levels[members, number].astype(np.int64)


def _evidence(pool: Pool, skill: str, members: np.ndarray) -> np.ndarray:
    number = pool.skills.get(skill)
    return np.zeros(len(members), np.int64) if number is None else pool.evidence[members, number].astype(np.int64)


def _distance(pool: Pool, place: str, members: np.ndarray) -> np.ndarray:
    far = 10**9
    known = {home: far if home != place else 0 for home in set(pool.place)}
    known.update({home: pool.distances.get((home, place), known[home]) for home in known if home is not None})
    return np.array([known[pool.place[member]] for member in members.tolist()], dtype=np.int64)
