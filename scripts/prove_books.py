"""Has Beancount read the journals in a folder: NAME.beancount, and in NAME.json what each account holds by our own count.
bean-check must accept a journal, and refuse it once any of it is a unit off; and every balance must be ours."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from beancount import loader
from beancount.core import data

EXPONENTS = {"CZK": 2, "EUR": 2, "JPY": 0, "KWD": 3}
BEAN_CHECK = Path(sys.executable).with_name("bean-check")


def refusal(journal):
    """What bean-check says against a journal; nothing where it accepts it."""
    done = subprocess.run([BEAN_CHECK, "--no-cache", journal], capture_output=True, text=True)
    said = done.stdout + done.stderr
    return said or f"bean-check ended with {done.returncode}" if done.returncode else ""


def plain(account):
    """The last part of an account's name, which is the same for all but for what Beancount does not allow in a name."""
    return account.rsplit(":", 1)[-1].replace("_", "-").lower()


def counted(journal):
    """What each account holds in each currency by Beancount's count, in minor units, where that is not nothing."""
    entries, errors, _ = loader.load_file(str(journal))
    assert not errors, errors
    sums = defaultdict(Decimal)
    for entry in data.filter_txns(entries):
        for posting in entry.postings:
            sums[plain(posting.account), posting.units.currency] += posting.units.number
    return {(account, code): int(held.scaleb(EXPONENTS[code])) for (account, code), held in sums.items() if held}


def spoilt(journal):
    """The journal with one number a unit off: of each currency a balance, and an amount of an entry."""
    text = journal.read_text()
    for code, exponent in EXPONENTS.items():
        for line in (rf"(balance \S+  )(\S+)( ~ 0 {code})\n", rf"(    \S+  )(\S+)( {code})\n"):
            found = re.search(line, text)
            assert found, f"{journal.name} has no line like {line}"
            off = Decimal(found[2]) + Decimal(1).scaleb(-exponent)
            yield found[0].strip(), text[: found.start()] + f"{found[1]}{off}{found[3]}\n" + text[found.end() :]


def judge(journal):
    """What is wrong with a journal."""
    if said := refusal(journal):
        yield f"{journal.name}: {said}"
        return
    balances = json.loads(journal.with_suffix(".json").read_text())
    ours = {(plain(account), code): minor for account, code, minor in balances}
    theirs = counted(journal)
    for key in sorted(ours.keys() | theirs.keys()):
        if ours.get(key) != theirs.get(key):
            yield f"{journal.name}: {key} is {theirs.get(key)} to Beancount, and {ours.get(key)} to us"
    copy = journal.with_suffix(".spoilt")
    for line, text in spoilt(journal):
        copy.write_text(text)
        if not refusal(copy):
            yield f"{journal.name}: bean-check accepts it with a unit more in {line!r}"
    print(f"{journal.name}: {len(theirs)} balances are the same to Beancount")


def main(folder):
    journals = sorted(Path(folder).glob("*.beancount"))
    wrong = [sentence for journal in journals for sentence in judge(journal)]
    if len(journals) != 2 or wrong:
        sys.exit("\n".join(wrong) or f"there are {len(journals)} journals, and should be one of each database")


main(*sys.argv[1:])
