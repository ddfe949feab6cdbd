"""What Muster is made of: the crates and packages that come into it, from where, and on which terms.

    supply.py check          licences, sources and duplicates by the lists of deny.toml, a line of docs/dependencies.md for
                             whatever is named in a Cargo.toml or in package.json, and a bill of materials that holds together
    supply.py sbom [FILE]    writes that bill: CycloneDX 1.6, the same bytes for the same commit

Needs cargo, and Python 3.11 or newer without anything else.
"""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import uuid
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
DENY = tomllib.loads((ROOT / "deny.toml").read_text())
CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index"
# What pages are made of may also be on these terms: a font, and what is nobody's.
ALSO_IN_PAGES = {"OFL-1.1", "Unlicense"}
# What only builds and tests the pages, and is not handed on, on these as well.
ALSO_IN_TOOLS = {"MPL-2.0", "CC-BY-4.0", "CC0-1.0", "BlueOak-1.0.0", "MIT-0", "Python-2.0"}


def said(*command):
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


# Licences


def permitted(expression, allowed):
    """Whether an SPDX expression can be met by licences of that list; `/` is how OR was once written."""
    tokens = re.findall(r"\(|\)|AND|OR|[\w.+-]+(?: WITH [\w.-]+)?", expression.replace("/", " OR "))

    def alternatives():
        met = together()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = together() or met
        return met

    def together():
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one():
        token = tokens.pop(0)
        if token != "(":
            return token in allowed
        met = alternatives()
        tokens.pop(0)
        return met

    return alternatives()


# Crates


def by_number(version):
    return [int(part) for part in re.split(r"[+-]", version)[0].split(".")]


class Crates:
    """What `cargo metadata` says of the target that is shipped."""

    def __init__(self):
        target = DENY["graph"]["targets"][0]
        command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
        metadata = json.loads(said(*command))
        self.members = set(metadata["workspace_members"])
        self.root = metadata["resolve"]["root"]
        self.links = {node["id"]: node["deps"] for node in metadata["resolve"]["nodes"]}
        self.packages = {package["id"]: package for package in metadata["packages"] if package["id"] in self.links}
        lock = tomllib.loads((ROOT / "Cargo.lock").read_text())
        self.checksums = {(one["name"], one["version"]): one.get("checksum") for one in lock["package"]}

    def others(self):
        return [package for id, package in self.packages.items() if id not in self.members]

    def named(self):
        """Whatever a Cargo.toml of ours names."""
        ours = {self.packages[id]["name"] for id in self.members}
        named = (one["name"] for id in self.members for one in self.packages[id]["dependencies"])
        return sorted(set(named) - ours)

    def needs(self, id, kinds):
        """What a crate needs that is of one of these kinds: None for what it runs with, "build" for what it is built with."""
        return [link["pkg"] for link in self.links[id] if any(kind["kind"] in kinds for kind in link["dep_kinds"])]

    def reached(self, kinds):
        found, waiting = set(), [self.root]
        while waiting:
            id = waiting.pop()
            if id not in found:
                found.add(id)
                waiting += self.needs(id, kinds)
        return found

    def faults(self):
        for package in self.others():
            name = f"{package['name']} {package['version']}"
            if package["source"] != CRATES_IO:
                yield f"{name} comes from {package['source']}, and not from crates.io"
            if not permitted(package["license"] or "none", DENY["licenses"]["allow"]):
                yield f"{name} is under {package['license']}, which deny.toml does not allow"
        yield from self.duplicates()

    def duplicates(self):
        """All versions of a crate but the newest have to be named in deny.toml; what is named there has to be there."""
        versions = defaultdict(list)
        for package in self.others():
            versions[package["name"]].append(package["version"])
        older = {(name, version) for name, all in versions.items() for version in sorted(all, key=by_number)[:-1]}
        skipped = [tuple(one["crate"].split("@")) for one in DENY["bans"]["skip"]]

        def fits(skip, one):
            return skip[0] == one[0] and f"{one[1]}.".startswith(f"{skip[1]}.")

        for one in sorted(older):
            if not any(fits(skip, one) for skip in skipped):
                yield f"{' '.join(one)} is there beside a newer one, which deny.toml does not name under bans.skip"
        for skip in skipped:
            if not any(fits(skip, one) for one in older):
                yield f"{'@'.join(skip)} stands in deny.toml under bans.skip, and is no duplicate any more"


# Packages of npm


class Packages:
    """What frontend/package-lock.json says."""

    def __init__(self):
        self.named = json.loads((ROOT / "frontend/package.json").read_text())
        lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
        self.all = {place: package for place, package in lock["packages"].items() if place}
        self.shipped = {place: one for place, one in self.all.items() if not one.get("dev")}

    def direct(self):
        return sorted([*self.named.get("dependencies", {}), *self.named.get("devDependencies", {})])

    def needs(self, place):
        """The places of what a package needs: looked for beside it, then further and further out, as Node does."""
        package = self.all[place] if place else self.named
        for name in [*package.get("dependencies", {}), *package.get("peerDependencies", {})]:
            at = place
            while True:
                found = f"{at}/node_modules/{name}" if at else f"node_modules/{name}"
                if found in self.shipped:
                    yield found
                    break
                if not at:
                    break
                at = at.rpartition("/node_modules/")[0] if "/node_modules/" in at else ""

    def faults(self):
        crates = set(DENY["licenses"]["allow"])
        for place, package in self.all.items():
            allowed = crates | ALSO_IN_PAGES | (ALSO_IN_TOOLS if package.get("dev") else set())
            if not permitted(package.get("license") or "none", allowed):
                yield f"{place} {package['version']} is under {package.get('license')}, which is not allowed"
            if not package.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/"):
                yield f"{place} does not come from registry.npmjs.org"


# docs/dependencies.md


def told():
    """The names of docs/dependencies.md: those of the first column of its tables, and those in bold."""
    names = set()
    for line in (ROOT / "docs/dependencies.md").read_text().splitlines():
        cell = re.match(r"\| ([^|]+) \|", line)
        scope = ""
        for name in cell[1].split(", ") if cell else []:
            # `@mantine/core, hooks` are two of one scope.
            scope = f"{name.partition('/')[0]}/" if name.startswith("@") else scope
            names |= {name, name if name.startswith("@") else scope + name}
        names |= set(re.findall(r"\*\*([^*]+)\*\*", line))
    return names


def untold(direct, names):
    families = tuple(name for name in names if name.endswith("/"))
    return [name for name in direct if name not in names and not (families and name.startswith(families))]


# The bill of materials


def expression(licence):
    return re.sub(r"\s*/\s*", " OR ", licence or "NOASSERTION")


def of_crate(crates, id, is_built_with):
    package = crates.packages[id]
    name, version = package["name"], package["version"]
    component = {
        "type": "library",
        "bom-ref": reference(crates, id),
        "name": name,
        "version": version,
        "scope": "excluded" if is_built_with else "required",
    }
    if id in crates.members:
        return component
    return component | {
        "purl": f"pkg:cargo/{name}@{quote(version, safe='')}",
        "licenses": [{"expression": expression(package["license"])}],
        "hashes": [{"alg": "SHA-256", "content": crates.checksums[name, version]}],
    }


def reference(crates, id):
    package = crates.packages[id]
    return f"{'muster' if id in crates.members else 'cargo'}:{package['name']}@{package['version']}"


def of_package(place, package):
    name, version = place.rpartition("node_modules/")[2], package["version"]
    algorithm, _, digest = package["integrity"].partition("-")
    return {
        "type": "library",
        "bom-ref": f"npm:{name}@{version}",
        "name": name,
        "version": version,
        "scope": "required",
        "purl": f"pkg:npm/{quote(name)}@{quote(version, safe='')}",
        "licenses": [{"expression": expression(package.get("license"))}],
        "hashes": [{"alg": algorithm.replace("sha", "SHA-"), "content": base64.b64decode(digest).hex()}],
    }


def bill(crates, packages):
    shipped, built = crates.reached({None}), crates.reached({None, "build"})
    pages = {place: of_package(place, package) for place, package in packages.shipped.items()}
    parts = {one["bom-ref"]: one for one in pages.values()}
    parts |= {reference(crates, id): of_crate(crates, id, id not in shipped) for id in built - {crates.root}}
    links = defaultdict(set)
    for id in built:
        links[reference(crates, id)] |= {reference(crates, other) for other in crates.needs(id, {None, "build"})}
    for place, component in pages.items():
        links[component["bom-ref"]] |= {pages[other]["bom-ref"] for other in packages.needs(place)}
    root = crates.packages[crates.root]
    links[reference(crates, crates.root)] |= {pages[place]["bom-ref"] for place in packages.needs("")}
    components = sorted(parts.values(), key=lambda one: one["bom-ref"])
    at = int(os.environ.get("SOURCE_DATE_EPOCH") or said("git", "log", "-1", "--format=%ct"))
    digest = hashlib.sha256(json.dumps(components, sort_keys=True).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(at, timezone.utc).isoformat().replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "bom-ref": reference(crates, crates.root),
                "name": root["name"],
                "version": root["version"],
                "description": root["description"],
            },
        },
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(links[ref])} for ref in sorted(links)],
    }


def gaps(bill):
    """What does not hold together in a bill."""
    root = bill["metadata"]["component"]["bom-ref"]
    known = [root, *(one["bom-ref"] for one in bill["components"])]
    links = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    if len(set(known)) < len(known):
        yield "a component stands there twice"
    for ref in {other for all in links.values() for other in all} | set(links):
        if ref not in known:
            yield f"{ref} is referred to, and stands nowhere"
    reached, waiting = set(), [root]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting += links.get(ref, [])
    for one in bill["components"]:
        if one["bom-ref"] not in reached:
            yield f"{one['bom-ref']} is there, and nothing needs it"
        if one["bom-ref"].startswith("muster:"):
            continue
        if not re.fullmatch(r"pkg:(cargo|npm)/[\w%./-]+@[\w%.-]+", one["purl"]):
            yield f"{one['bom-ref']} has no address that is one: {one['purl']}"
        length = {"SHA-256": 64, "SHA-512": 128}.get(one["hashes"][0]["alg"])
        if len(one["hashes"][0]["content"] or "") != length:
            yield f"{one['bom-ref']} has no digest of its kind"


def check():
    crates, packages = Crates(), Packages()
    faults = [*crates.faults(), *packages.faults()]
    names = told()
    lacking = untold(crates.named() + packages.direct(), names)
    faults += [f"{name} has no line in docs/dependencies.md" for name in lacking]
    made = bill(crates, packages)
    faults += [f"the bill of materials: {gap}" for gap in gaps(made)]
    for fault in faults:
        print(f"Error: {fault}")
    if faults:
        return 1
    print(f"{len(crates.others()) + len(packages.all)} passed: licences, sources and duplicates")
    print(f"{len(made['components'])} passed: the parts that are handed on, or built with")
    return 0


def main(arguments):
    match arguments:
        case ["check"]:
            return check()
        case ["sbom", *file] if len(file) < 2:
            text = json.dumps(bill(Crates(), Packages()), indent=2, ensure_ascii=False) + "\n"
            if file:
                Path(file[0]).write_text(text)
            else:
                sys.stdout.write(text)
            return 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
