"""Solves one model with one solver: `solve.py cp_sat|highs MODEL SECONDS`; prints what came out as JSON.

A process for each, since the two packages cannot be loaded into one: each brings its own HiGHS.
"""

import importlib
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

import models

name, path, seconds = sys.argv[1:]
solver = importlib.import_module(name)
model = models.read(Path(path))
started = time.process_time()
small = models.prune(model)
solved = solver.solve(small, float(seconds))
whole = time.process_time() - started
kept = {"candidates": sum(map(len, small.seats)), "ties": len(small.ties)}
print(json.dumps(asdict(solved) | kept | {"whole": whole}))
