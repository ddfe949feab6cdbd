"""Kills a server at random moments while it is used, and then looks whether everything it promised is there, once.

    prove-crashes.py MUSTER ROUNDS FOLDER        (with DATABASE_URL for PostgreSQL)

The network and those who use it are those of under_fire.py. In each round the server is killed (SIGKILL) after up to two
and a half seconds and started again. In the end, once no work is left, what was promised is compared with the database and
the mail, and the book, the audit log and the turn ledger are verified."""

import random
import sys
import time

from under_fire import PATIENCE, Load, Network, again, broken, mails_in, settled


def main():
    muster, rounds, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    network = Network(muster, folder)
    network.demo()
    network.start()
    load = Load(network)
    load.begin()
    for _ in range(rounds):
        time.sleep(random.uniform(0.2, 2.5))
        network.kill()
        network.start()
    time.sleep(2)
    load.end()
    is_settled = settled(network)
    sent = mails_in(network.folder / "mail")
    found = broken(network, load, sent)
    if not is_settled:
        found.append(f"work was left after {PATIENCE} s")
    network.kill()
    told = {
        "database": network.which(), "kills": rounds, "requests": load.asked, "unanswered": load.unanswered,
        "people": len(load.people), "briefs": len(load.briefs), "answers": len(load.answers), "awards": len(load.awarded),
        "funded": len(load.funded), "released": len(load.released),
        "refunded": len(load.refunded), "batches": len(load.batches),
        "payouts": len(load.settled), "mails": sum(map(len, sent.values())) - again(sent), "sent again": again(sent),
        "faults": len(found),
    }
    print(f"| {' | '.join(told)} |")
    print("| --- " * len(told) + "|")
    print(f"| {' | '.join(map(str, told.values()))} |")
    for fault in found[:50]:
        print(f"  {fault}")
    sys.exit(1 if found else 0)


main()
