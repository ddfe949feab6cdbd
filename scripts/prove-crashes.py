"""Kills a server at random moments while it is used, and then looks whether everything it promised is there, once.

    prove-crashes.py MUSTER ROUNDS FOLDER        (with DATABASE_URL for PostgreSQL)

A demo network is served. People sign up, a client posts briefs, members answer invitations, milestones are funded,
submitted and accepted, members and spaces are paid out; whoever gets no answer, asks again. In each round the server is
killed (SIGKILL) after up to two and a half seconds and started again. What was answered with a success is noted. In the
end, once no work is left, the notes are compared with the database and the mail, and the book, the audit log and the
turn ledger are verified."""

import collections
import email
import email.policy
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time

PASSWORD = "muster demo network"
CARLA, ADAM = "carla@demo.example", "adam@demo.example"
SEEKERS = 24  # members who look for invitations
# Longer than a worker's lease: what a killed server had begun is taken up again.
PATIENCE = 300


class Network:
    """A network whose server comes and goes."""

    def __init__(self, muster, folder):
        self.muster, self.folder = muster, pathlib.Path(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.env = {
            "PATH": os.environ["PATH"],
            "MUSTER_DATA": str(self.folder),
            "MUSTER_BIND": f"127.0.0.1:{self.port}",
            "MUSTER_SIGN_INS": "100000",
            "MUSTER_BANK_IBAN": "AT611904300234573201",
            "MUSTER_LOG": "error",
        }
        self.postgres = os.environ.get("DATABASE_URL")
        if self.postgres:
            self.env["DATABASE_URL"] = self.postgres
        self.log = open(f"{folder}.log", "ab")
        self.process = None

    def run(self, *arguments):
        return subprocess.run([self.muster, *arguments], env=self.env, capture_output=True, text=True)

    def sql(self, statement):
        """The rows that a statement answers, as tuples of texts."""
        if self.postgres:
            command = ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", self.postgres]
            told = subprocess.run([*command, "-c", statement], capture_output=True, text=True, check=True).stdout
            return [tuple(line.split("\x1f")) for line in told.splitlines() if line]
        with sqlite3.connect(self.folder / "muster.db", timeout=30) as file:
            return [tuple("" if cell is None else str(cell) for cell in row) for row in file.execute(statement)]

    def start(self):
        self.process = subprocess.Popen([self.muster, "serve"], env=self.env, stdout=self.log, stderr=self.log)
        for _ in range(600):
            if self.ask("GET", "/ready", whole=True)[0] == 200:
                return
            if self.process.poll() is not None:
                raise SystemExit(f"the server stopped by itself; see {self.log.name}")
            time.sleep(0.05)
        raise SystemExit("the server is not ready after half a minute")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask(self, method, path, token=None, body=None, key=None, whole=False):
        """Status and answer; status 0 where there was no answer."""
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        if key:
            headers["idempotency-key"] = key
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            text = None if method == "GET" else json.dumps({} if body is None else body)
            connection.request(method, path if whole else f"/api/v1{path}", text, headers)
            answer = connection.getresponse()
            told = answer.read()
            return answer.status, json.loads(told) if told[:1] in b"{[" and told else None
        except (OSError, http.client.HTTPException, ValueError):
            return 0, None
        finally:
            connection.close()


class Load:
    """Everybody who uses it, and what they were promised."""

    def __init__(self, network):
        self.network, self.over = network, threading.Event()
        self.lock, self.tokens = threading.Lock(), {}
        self.people, self.briefs, self.answers, self.released, self.batches = {}, [], {}, [], {}
        self.faults, self.asked, self.unanswered = [], 0, 0
        self.overpaid = overpaid(network)

    def ask(self, who, hat, method, path, body=None, key=None):
        """Asks as somebody under a hat, who signs in where they have to."""
        token = None
        if who:
            token = self.tokens.get((who, hat)) or self.sign_in(who, hat)
            if not token:
                return 0, None
        status, told = self.network.ask(method, path, token, body, key)
        with self.lock:
            self.asked += 1
            self.unanswered += status == 0
            if status >= 500 and status != 503:
                self.faults.append(f"{method} {path}: {status} {told}")
        if status == 401 and who:
            self.tokens.pop((who, hat), None)
            return 0, None
        return status, told

    def sign_in(self, who, hat):
        status, told = self.network.ask("POST", "/sessions", None, {"email": who, "password": PASSWORD, "hat": hat})
        if status == 201:
            self.tokens[(who, hat)] = told["access_token"]
        return self.tokens.get((who, hat))

    def insist(self, *arguments, **named):
        """Asks again until there is an answer."""
        while not self.over.is_set():
            status, told = self.ask(*arguments, **named)
            if status not in (0, 429, 503):
                return status, told
            time.sleep(0.1)
        return 0, None

    def newcomers(self):
        for number in range(1_000_000):
            who = f"new{number}@crash.example"
            body = {"email": who, "password": PASSWORD, "name": "New", "language": "en"}
            tries, status = 0, 0
            while status in (0, 429, 503) and not self.over.is_set():
                tries += 1
                status, _ = self.ask(None, None, "POST", "/people", body)
                time.sleep(0.2)
            if status == 202:
                self.people[who] = tries
            if self.over.is_set():
                return

    def client(self):
        skills = self.network.sql(
            "SELECT member_skills.skill_id FROM member_skills JOIN members ON members.id = member_id "
            "WHERE in_pool AND level >= 3 GROUP BY member_skills.skill_id ORDER BY COUNT(*) DESC LIMIT 6"
        )
        monday = time.strftime("%Y-%m-%d", time.gmtime((time.time() // 604800 + 8) * 604800 - 3 * 86400))
        for number in range(1_000_000):
            seats = [
                {
                    "id": f"seat-{place}", "title": "A seat", "hours": 4, "from": monday, "weeks": 2,
                    "skills": [{"skill": skill, "level": 2, "weight": 5, "must": True}],
                }
                for place, (skill,) in enumerate(random.sample(skills, 2))
            ]
            document = {
                "title": f"Brief {number}", "description": "Work.", "category": "web", "currency": "EUR", "seats": seats,
            }
            status, told = self.ask(CARLA, "client", "POST", "/briefs", document)
            if status == 201:
                deadline = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 14 * 86400))
                posting = {"bidding": "formed", "deadline": deadline}
                status, _ = self.insist(CARLA, "client", "POST", f"/briefs/{told['id']}/post", posting)
                # Posted already: the first answer was lost.
                if status in (200, 409):
                    self.briefs.append(told["id"])
            if self.over.is_set():
                return
            time.sleep(0.3)

    def seeker(self, who):
        while not self.over.is_set():
            status, told = self.ask(who, "member", "GET", "/member/invitations")
            for invitation in told["items"] if status == 200 else []:
                if invitation["state"] == "pending":
                    answer = random.choice(["accept", "accept", "decline"])
                    body = {"overlapping": True} if answer == "accept" else {}
                    path = f"/member/invitations/{invitation['id']}/{answer}"
                    if self.ask(who, "member", "POST", path, body)[0] == 204:
                        self.answers[invitation["id"]] = answer
            time.sleep(random.uniform(0.5, 1.5))

    def work(self, milestones):
        """Each milestone is funded, submitted, accepted."""
        for milestone, client, member in milestones:
            path = f"/milestones/{milestone}"
            status, funding = self.insist(client, "client", "POST", f"{path}/fundings", {}, f"ask {milestone}")
            if status == 201:
                booked = {"bank_reference": f"Booking {milestone}"}
                self.insist(ADAM, "admin", "POST", f"/fundings/{funding['id']}/post", booked, f"post {milestone}")
            self.insist(member, "member", "POST", f"{path}/submit", {})
            status, _ = self.insist(client, "client", "POST", f"{path}/accept", {}, f"accept {milestone}")
            if status == 200:
                self.released.append(milestone)
            if self.over.is_set():
                return

    def payer(self):
        for number in range(1_000_000):
            today = time.strftime("%Y-%m-%d", time.gmtime())
            body = {"currency": "EUR", "on": today, "smallest": 1}
            status, told = self.insist(ADAM, "admin", "POST", "/payout-batches", body, f"batch {number}")
            if status == 201:
                self.batches[told["id"]] = number
            if self.over.wait(1.5):
                return

    def threads(self):
        seekers = self.network.sql(
            "SELECT people.email FROM members JOIN people ON people.id = person_id WHERE in_pool "
            f"ORDER BY people.email LIMIT {SEEKERS}"
        )
        milestones = self.network.sql(
            "SELECT milestones.id, MIN(client.email), MIN(person.email) FROM milestones "
            "JOIN engagements ON engagements.id = milestones.engagement_id AND engagements.state = 'active' "
            "JOIN client_people ON client_people.client_id = engagements.client_id "
            "JOIN people AS client ON client.id = client_people.person_id "
            "JOIN engagement_seats ON engagement_seats.engagement_id = engagements.id "
            "JOIN members ON members.id = engagement_seats.member_id "
            "JOIN people AS person ON person.id = members.person_id "
            "WHERE milestones.state IN ('planned', 'funded', 'submitted') GROUP BY milestones.id ORDER BY milestones.id"
        )
        work = [(self.newcomers, ()), (self.client, ()), (self.payer, ()), (self.work, (milestones,))]
        work += [(self.seeker, (who,)) for (who,) in seekers]
        return [threading.Thread(target=target, args=arguments, daemon=True) for target, arguments in work]


def overpaid(network):
    """Whose account says that they were paid more than they are owed, as after a refund."""
    return {
        account
        for (account,) in network.sql(
            "SELECT account FROM postings WHERE account LIKE 'payable:%' "
            "GROUP BY account, currency HAVING SUM(amount_minor) > 0"
        )
    }


def settled(network):
    """Waits until no work is left that is due."""
    until = time.time() + PATIENCE
    while time.time() < until:
        now = int(time.time() * 1_000_000)
        [(left,)] = network.sql(f"SELECT COUNT(*) FROM jobs WHERE state = 'waiting' AND due_at <= {now}")
        [(unlinked,)] = network.sql("SELECT COUNT(*) FROM chain_pending")
        if left == unlinked == "0":
            return True
        time.sleep(1)
    return False


def mails(folder):
    """The message ids of the mails to each address, as often as each was sent."""
    sent = collections.defaultdict(list)
    for file in (folder / "mail").iterdir():
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        sent[str(message["To"])].append(str(message["Message-ID"]))
    return sent


def faults(network, load):
    """What was promised and is not there, or is there twice."""
    found = list(load.faults)

    def none(what, statement):
        found.extend(f"{what}: {' '.join(row)}" for row in network.sql(statement)[:5])

    def all_of(what, promised, statement):
        there = {row[0] for row in network.sql(statement)}
        found.extend(f"{what}: {one}" for one in promised if one not in there)

    all_of("lost: the person", load.people, "SELECT email FROM people")
    all_of("lost: the posted brief", load.briefs, "SELECT id FROM briefs WHERE state <> 'draft'")
    all_of("not formed: the brief", load.briefs, "SELECT brief_id FROM runs WHERE kind = 'form'")
    none("formed twice", "SELECT brief_id FROM runs WHERE kind = 'form' GROUP BY brief_id, revision HAVING COUNT(*) > 1")
    none(
        "invited twice",
        "SELECT run_id, seat, member_id FROM invitations GROUP BY run_id, seat, member_id HAVING COUNT(*) > 1",
    )
    for answer in ("accept", "decline"):
        promised = [one for one, given in load.answers.items() if given == answer]
        # What was accepted can be closed later, when its team falls apart.
        states = "('accepted', 'closed')" if answer == "accept" else "('declined')"
        all_of(f"lost: {answer}", promised, f"SELECT id FROM invitations WHERE state IN {states}")
    all_of("lost: the release of", load.released, "SELECT subject FROM entries WHERE kind = 'release'")
    # In pieces, where a part was disputed; together they are never more than was agreed.
    none(
        "released more than once",
        "SELECT milestones.id FROM milestones JOIN ("
        "SELECT entries.subject, SUM(postings.amount_minor) AS taken FROM entries "
        "JOIN postings ON postings.entry_id = entries.id AND postings.account LIKE 'escrow:%' "
        "WHERE entries.kind = 'release' GROUP BY entries.subject) AS gone ON gone.subject = milestones.id "
        "WHERE gone.taken > amount_minor",
    )
    all_of("lost: the batch", load.batches, "SELECT id FROM payout_batches")
    found += [f"paid more than owed: {account}" for account in overpaid(network) - load.overpaid]
    none("given up", "SELECT kind, last_error FROM jobs WHERE state = 'dead'")
    sent = mails(network.folder)
    # Whoever got no answer and signs up again is sent a newer link.
    for who, tries in load.people.items():
        ids = set(sent.get(who, []))
        if not 1 <= len(ids) <= tries:
            found.append(f"{who} signed up {tries} times and was sent {len(ids)} mails to confirm the address")
    for log in ("book", "audit", "turns"):
        told = network.run(log, "verify")
        if told.returncode:
            found.append(f"muster {log} verify: {told.stdout}{told.stderr}")
    again = sum(len(ids) - len(set(ids)) for ids in sent.values())
    return found, sum(map(len, sent.values())) - again, again


def main():
    muster, rounds, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    network = Network(muster, folder)
    made = network.run("demo", "--members", "100")
    if made.returncode:
        raise SystemExit(made.stdout + made.stderr)
    known = f"(SELECT password_hash FROM people WHERE email = '{CARLA}')"
    network.sql(f"UPDATE people SET password_hash = {known} WHERE email <> '{CARLA}'")
    network.start()
    load = Load(network)
    threads = load.threads()
    for thread in threads:
        thread.start()
    for _ in range(rounds):
        time.sleep(random.uniform(0.2, 2.5))
        network.kill()
        network.start()
    time.sleep(2)
    load.over.set()
    for thread in threads:
        thread.join(30)
    is_settled = settled(network)
    found, sent, again = faults(network, load)
    if not is_settled:
        found.append(f"work was left after {PATIENCE} s")
    network.kill()
    which = "PostgreSQL" if network.postgres else "SQLite"
    print("| database | kills | requests | unanswered | people | briefs | answers | released | batches | mails | sent again | faults |")
    print("| --- " * 12 + "|")
    numbers = [
        rounds, load.asked, load.unanswered, len(load.people), len(load.briefs), len(load.answers), len(load.released),
        len(load.batches), sent, again, len(found),
    ]
    print(f"| {which} | " + " | ".join(map(str, numbers)) + " |")
    for fault in found[:50]:
        print(f"  {fault}")
    sys.exit(1 if found else 0)


main()
