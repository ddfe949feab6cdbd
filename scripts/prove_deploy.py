"""What scripts/prove-deploy looks at by itself.

    prove_deploy.py dashboard RULES      Grafana's dashboard; its questions go into a file of rules, for promtool
    prove_deploy.py image                whether the Dockerfile copies what is there and what .dockerignore lets in
"""

import fnmatch
import itertools
import json
import pathlib
import re
import sys

# What Grafana puts in place of its own variables, for promtool.
VARIABLES = {"$__rate_interval": "1m", "$__interval": "1m", "$__range": "1h"}


def dashboard(rules):
    """Panels have ids of their own, do not lie on each other, and ask the source that is chosen above."""
    told = json.loads(pathlib.Path("deploy/grafana/muster.json").read_text())
    panels = told["panels"]
    ids = [panel["id"] for panel in panels]
    assert len(set(ids)) == len(ids), "two panels have one id"
    for one, other in itertools.combinations(panels, 2):
        a, b = one["gridPos"], other["gridPos"]
        beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
        above = a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
        assert beside or above, f"{one['title']} lies on {other['title']}"
    sources = {f"${{{variable['name']}}}" for variable in told["templating"]["list"] if variable["type"] == "datasource"}
    questions = []
    for panel in panels:
        place = panel["gridPos"]
        assert 0 <= place["x"] and place["x"] + place["w"] <= 24, f"{panel['title']} is wider than the page"
        assert panel["type"] == "row" or panel["targets"], f"{panel['title']} asks nothing"
        names = [target["refId"] for target in panel.get("targets", [])]
        assert len(set(names)) == len(names), f"{panel['title']}: two questions have one name"
        for target in panel.get("targets", []):
            source = (target.get("datasource") or panel["datasource"])["uid"]
            assert source in sources, f"{panel['title']} asks {source}"
            questions.append(target["expr"])
    lines = ["groups:", "  - name: dashboard", "    rules:"]
    for number, question in enumerate(questions):
        for variable, value in VARIABLES.items():
            question = question.replace(variable, value)
        assert "$" not in question, question
        lines += [f"      - record: question:{number}", f"        expr: {json.dumps(question)}"]
    pathlib.Path(rules).write_text("\n".join(lines) + "\n")


def image():
    """A source of a COPY is there, and is not left outside of the context."""
    ignored = [line.strip() for line in pathlib.Path(".dockerignore").read_text().splitlines()]
    ignored = [line for line in ignored if line and not line.startswith("#")]
    text = pathlib.Path("Dockerfile").read_text().replace("\\\n", " ")
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.M):
        for source in sources.split():
            path = source.strip("/")
            assert pathlib.Path(path).exists(), f"COPY {source}: there is none"
            is_in = True
            # The last line that fits decides, for a path or for a folder above it.
            for line in ignored:
                pattern = line.lstrip("!").strip("/")
                above = ["/".join(path.split("/")[: depth + 1]) for depth in range(path.count("/") + 1)]
                if any(fnmatch.fnmatch(part, pattern) for part in above):
                    is_in = line.startswith("!")
            assert is_in, f"COPY {source}: .dockerignore leaves it outside"


def main():
    what, *arguments = sys.argv[1:]
    {"dashboard": dashboard, "image": image}[what](*arguments)


main()
