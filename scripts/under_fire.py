"""A network that is not left in peace: what scripts/prove-crashes and scripts/prove-faults have in common.

A demo network is served. People sign up, a client posts briefs, members answer invitations, bids are opened and awarded,
milestones are funded, submitted and accepted, some of the money goes back, members, spaces and clients are paid out, and the
bank tells that it paid them; whoever gets no answer, asks again. What was answered with a success is noted, and in the end
compared with the database and with the mail that left."""

import atexit
import collections
import email
import email.policy
import http.client
import itertools
import json
import os
import pathlib
import random
import signal
import socket
import sqlite3
import subprocess
import threading
import time

PASSWORD = "muster demo network"
CARLA, ADAM = "carla@demo.example", "adam@demo.example"
OUR_IBAN = "AT611904300234573201"
# Longer than a worker's lease: what a killed server had begun is taken up again.
PATIENCE = 300
HOUR = 3600

# Milestones of contracts that run, the youngest first, with somebody who pays for each and somebody who works for it.
OPEN_MILESTONES = """
    SELECT milestones.id, MIN(client.email), MIN(person.email) FROM milestones
    JOIN engagements ON engagements.id = milestones.engagement_id AND engagements.state = 'active'
    JOIN client_people ON client_people.client_id = engagements.client_id AND client_people.role = 'finance'
    JOIN people AS client ON client.id = client_people.person_id
    JOIN engagement_seats ON engagement_seats.engagement_id = engagements.id
    JOIN members ON members.id = engagement_seats.member_id
    JOIN people AS person ON person.id = members.person_id
    WHERE milestones.state IN ('planned', 'funded', 'submitted')
    GROUP BY milestones.id ORDER BY milestones.id DESC LIMIT 40"""


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
            "MUSTER_BANK_IBAN": OUR_IBAN,
            "MUSTER_LOG": "error",
        }
        self.postgres = os.environ.get("DATABASE_URL")
        if self.postgres:
            self.env["DATABASE_URL"] = self.postgres
        self.log = open(f"{folder}.log", "ab")
        self.process = None
        # Whatever ends the script, no server stays behind.
        atexit.register(self.kill)
        # How far the clock of its servers is ahead of ours, in seconds.
        self.ahead = 0

    def which(self):
        return "PostgreSQL" if self.postgres else "SQLite"

    def run(self, *arguments):
        return subprocess.run([self.muster, *arguments], env=self.env, capture_output=True, text=True)

    def demo(self):
        """Founds it, with one password for everybody."""
        made = self.run("demo", "--members", "100")
        if made.returncode:
            raise SystemExit(made.stdout + made.stderr)
        known = f"(SELECT password_hash FROM people WHERE email = '{CARLA}')"
        self.sql(f"UPDATE people SET password_hash = {known} WHERE email <> '{CARLA}'")

    def micros(self):
        """The time by the clock of its servers, as the database holds it."""
        return int((time.time() + self.ahead) * 1_000_000)

    def sql(self, statement):
        """The rows that a statement answers, as tuples of texts."""
        if self.postgres:
            command = ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", self.postgres]
            told = subprocess.run(
                [*command, "-c", statement], capture_output=True, text=True, check=True, timeout=PATIENCE
            ).stdout
            return [tuple(line.split("\x1f")) for line in told.splitlines() if line]
        with sqlite3.connect(self.folder / "muster.db", timeout=30) as file:
            return [tuple("" if cell is None else str(cell) for cell in row) for row in file.execute(statement)]

    def launch(self):
        """Starts the server, and does not wait for it. A file that may not grow is an error to it, and not its end: that
        is how it is where a disk is full."""
        self.process = subprocess.Popen(
            [self.muster, "serve"], env=self.env, stdout=self.log, stderr=self.log, restore_signals=False
        )

    def start(self):
        self.launch()
        if not self.until_ready(30):
            raise SystemExit(f"the server is not ready after half a minute; see {self.log.name}")

    def until_ready(self, seconds):
        """Whether it is ready within so many seconds."""
        until = time.time() + seconds
        while time.time() < until:
            if self.ask("GET", "/ready", whole=True)[0] == 200:
                return True
            if self.process.poll() is not None:
                raise SystemExit(f"the server stopped by itself; see {self.log.name}")
            time.sleep(0.05)
        return False

    def kill(self):
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def ask(self, method, path, token=None, body=None, key=None, whole=False):
        """Status and answer; status 0 where there was no answer. A body that is a text is sent as XML."""
        headers = {"content-type": "application/xml" if isinstance(body, str) else "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        if key:
            headers["idempotency-key"] = key
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            text = body if isinstance(body, str) else None if method == "GET" else json.dumps({} if body is None else body)
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
        # Set where nobody but the server may write to the database.
        self.hands_off = threading.Event()
        self.lock, self.tokens, self.payable, self.taken = threading.Lock(), {}, set(), set()
        self.accounts = itertools.count(1_000_000)
        self.people, self.briefs, self.answers, self.awarded = {}, [], {}, {}
        self.funded, self.released, self.refunded, self.batches, self.settled = set(), set(), set(), {}, set()
        self.faults, self.asked, self.away, self.unanswered = [], 0, 0, 0
        self.overpaid = overpaid(network)
        self.threads, self.skills = [], []

    def begin(self):
        self.skills = self.network.sql(
            "SELECT member_skills.skill_id FROM member_skills JOIN members ON members.id = member_id "
            "WHERE in_pool AND level >= 3 GROUP BY member_skills.skill_id ORDER BY COUNT(*) DESC LIMIT 6"
        )
        acts = [self.newcomers, self.client, self.deadlines, self.award, self.payer]
        acts += [self.work] * 2 + [self.answer] * 4
        self.threads = [threading.Thread(target=self.noting, args=(act,), daemon=True) for act in acts]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.over.set()
        for thread in self.threads:
            thread.join(45)

    def noting(self, act):
        """Does something until it is over; whoever stops before has met what nobody thought of."""
        try:
            act()
        except Exception as error:  # noqa: BLE001
            self.faults.append(f"nobody does this any more: {act.__name__}: {error!r}")

    def rows(self, statement):
        """What the database says, or nothing while it cannot be asked."""
        try:
            return self.network.sql(statement)
        except (sqlite3.Error, subprocess.SubprocessError):
            return []

    def ask(self, who, hat, method, path, body=None, key=None):
        """Asks as somebody under a hat, who signs in where they have to."""
        token = None
        if who:
            token = self.tokens.get((who, hat)) or self.sign_in(who, hat)
            if not token:
                return 0, None
        status, told = self.heard(method, path, *self.network.ask(method, path, token, body, key))
        if status == 401 and who:
            self.tokens.pop((who, hat), None)
            return 0, None
        return status, told

    def heard(self, method, path, status, told):
        """Counts an answer, and notes one that nobody should be given."""
        kind = told.get("type", "") if isinstance(told, dict) else ""
        with self.lock:
            self.asked += 1
            self.unanswered += status == 0
            self.away += status == 503
            if status >= 500 and status != 503:
                self.faults.append(f"{method} {path}: {status} {told}")
            elif status >= 400 and not kind.startswith("urn:muster:problem:"):
                self.faults.append(f"{method} {path}: {status}, and no problem is told: {told}")
        return status, told

    def sign_in(self, who, hat):
        body = {"email": who, "password": PASSWORD, "hat": hat}
        status, told = self.heard("POST", "/sessions", *self.network.ask("POST", "/sessions", None, body))
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

    def sign_up(self, who, until=float("inf")):
        """Whether somebody signed up, who tries until they have."""
        body = {"email": who, "password": PASSWORD, "name": "New", "language": "en"}
        tries, status = 0, 0
        while status in (0, 429, 503) and not self.over.is_set() and time.time() < until:
            tries += 1
            status, _ = self.ask(None, None, "POST", "/people", body)
            time.sleep(0.2)
        if status == 202:
            self.people[who] = tries
        return status == 202

    def newcomers(self):
        for number in itertools.count():
            self.sign_up(f"new{number}@fire.example")
            if self.over.is_set():
                return

    def client(self):
        for number in itertools.count():
            # Mondays from four weeks on: after the deadline, and spread, so that members have hours left.
            weeks = time.time() // (7 * 24 * HOUR) + random.randrange(4, 40)
            monday = time.strftime("%Y-%m-%d", time.gmtime(weeks * 7 * 24 * HOUR - 3 * 24 * HOUR))
            seats = [
                {
                    "id": f"seat-{place}", "title": "A seat", "hours": 4, "from": monday, "weeks": 2,
                    "skills": [{"skill": skill, "level": 2, "weight": 5, "must": True}],
                }
                for place, (skill,) in enumerate(random.sample(self.skills, 2))
            ]
            document = {
                "title": f"Brief {number}", "description": "Work.", "category": "web", "currency": "EUR", "seats": seats,
            }
            status, told = self.ask(CARLA, "client", "POST", "/briefs", document)
            if status == 201:
                in_two_weeks = time.time() + self.network.ahead + 14 * 24 * HOUR
                deadline = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(in_two_weeks))
                posting = {"bidding": "formed", "deadline": deadline}
                status, _ = self.insist(CARLA, "client", "POST", f"/briefs/{told['id']}/post", posting)
                # Posted already: the first answer was lost.
                if status in (200, 409):
                    self.briefs.append(told["id"])
            if self.over.wait(0.5):
                return

    def answer(self):
        """Members answer what they are offered: nine of ten take it."""
        while not self.over.is_set():
            offered = self.rows(
                "SELECT invitations.id, people.email FROM invitations JOIN members ON members.id = member_id "
                "JOIN people ON people.id = person_id WHERE invitations.state = 'pending' ORDER BY RANDOM() LIMIT 4"
            )
            for invitation, who in offered:
                self.say_where(who)
                answer = "decline" if random.random() < 0.1 else "accept"
                body = {"overlapping": True} if answer == "accept" else {}
                if self.ask(who, "member", "POST", f"/member/invitations/{invitation}/{answer}", body)[0] == 204:
                    self.answers[invitation] = answer
            self.over.wait(0.2)

    def say_where(self, who):
        """A member says where they want to be paid."""
        if who not in self.payable:
            body = {"holder": "Somebody Known", "iban": iban(next(self.accounts))}
            if self.ask(who, "member", "PUT", "/member/bank-details", body)[0] == 200:
                self.payable.add(who)

    def deadlines(self):
        """Nobody waits two weeks: the deadline of a brief that has a bid is now."""
        while not self.over.wait(1):
            if self.hands_off.is_set():
                continue
            now = self.network.micros()
            self.rows(
                f"UPDATE briefs SET deadline_at = {now} WHERE state = 'posted' AND deadline_at > {now} "
                "AND title LIKE 'Brief %' "
                "AND EXISTS (SELECT 1 FROM bids WHERE bids.brief_id = briefs.id AND bids.state = 'complete')"
            )
            self.rows(
                f"UPDATE jobs SET due_at = {now} WHERE kind = 'close_bidding' AND state = 'waiting' AND due_at > {now} "
                f"AND EXISTS (SELECT 1 FROM briefs WHERE briefs.state = 'posted' AND briefs.deadline_at <= {now} "
                "AND jobs.payload LIKE '%' || briefs.id || '%')"
            )

    def award(self):
        while not self.over.wait(0.5):
            opened = self.rows(
                "SELECT briefs.id, MIN(bids.id) FROM briefs JOIN bids ON bids.brief_id = briefs.id "
                "WHERE briefs.state = 'decided' AND bids.state = 'complete' AND briefs.title LIKE 'Brief %' GROUP BY briefs.id"
            )
            for brief, bid in opened:
                status, told = self.insist(CARLA, "client", "POST", f"/bids/{bid}/award", {}, f"award {bid}")
                if status == 201:
                    self.awarded[brief] = told["engagement"]

    def work(self):
        """Each milestone is funded, submitted, accepted; of some a euro goes back."""
        while not self.over.wait(0.1):
            found = self.rows(OPEN_MILESTONES)
            with self.lock:
                milestone, client, member = next((row for row in found if row[0] not in self.taken), (None, None, None))
                self.taken.add(milestone)
            if not milestone:
                continue
            path = f"/milestones/{milestone}"
            status, funding = self.insist(client, "client", "POST", f"{path}/fundings", {}, f"ask {milestone}")
            if status == 201:
                booked = {"bank_reference": f"Booking {milestone}"}
                post = f"/fundings/{funding['id']}/post"
                if self.insist(ADAM, "admin", "POST", post, booked, f"post {milestone}")[0] == 200:
                    self.funded.add(milestone)
            self.insist(member, "member", "POST", f"{path}/submit", {})
            if self.insist(client, "client", "POST", f"{path}/accept", {}, f"accept {milestone}")[0] == 200:
                self.released.add(milestone)
                if random.random() < 0.3:
                    back = {"kind": "refund", "amount": 100, "reason": "Agreed on."}
                    if self.insist(ADAM, "admin", "POST", f"{path}/refunds", back, f"refund {milestone}")[0] == 200:
                        self.refunded.add(milestone)

    def payer(self):
        for number in itertools.count():
            today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + self.network.ahead))
            body = {"currency": "EUR", "on": today, "smallest": 1}
            status, told = self.insist(ADAM, "admin", "POST", "/payout-batches", body, f"batch {number}")
            if status == 201:
                self.batches[told["id"]] = number
                self.bank(told["id"], today)
            if self.over.wait(1):
                return

    def bank(self, batch, today):
        """The bank pays a batch, and tells of it."""
        payouts, after = [], ""
        while after is not None:
            path = f"/payout-batches/{batch}/payouts?limit=100{after}"
            status, page = self.insist(ADAM, "admin", "GET", path)
            if status != 200:
                return
            payouts += page["items"]
            after = f"&after={page['next']}" if page.get("next") else None
        told = camt054(batch, today, [(one["end_to_end"], one["payout"]["amount"]["amount"]) for one in payouts])
        if self.insist(ADAM, "admin", "POST", "/bank-files", told)[0] == 201:
            self.settled.update(one["payout"]["id"] for one in payouts)


def iban(number):
    """An account of an Austrian bank that does not exist, each time another one."""
    account = 9_999_900_000_000_000 + number
    # AT is 1029 by ISO 13616, and the check digits themselves count as nothing.
    return f"AT{98 - (account * 1_000_000 + 102_900) % 97:02}{account}"


def camt054(name, day, payouts):
    """A notification that these payouts left the account: their end-to-end ids, with their cents."""
    entries = ""
    for payout, cents in payouts:
        amount = f'<Amt Ccy="EUR">{cents // 100}.{cents % 100:02}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
        entries += (
            f"<Ntry>{amount}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>OUT-{payout}</AcctSvcrRef>"
            f"<NtryDtls><TxDtls><Refs><EndToEndId>{payout}</EndToEndId></Refs>{amount}</TxDtls></NtryDtls></Ntry>"
        )
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>{name}</MsgId></GrpHdr><Ntfctn><Id>{name}</Id><Acct><Id><IBAN>{OUR_IBAN}</IBAN></Id></Acct>"
        f"{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    )


def overpaid(network):
    """Whose account says that they were paid more than they were ever owed: what a refund or a chargeback took of them later
    was owed to them before."""
    return {
        account
        for (account,) in network.sql(
            "SELECT account FROM postings JOIN entries ON entries.id = entry_id WHERE account LIKE 'payable:%' "
            "AND (account LIKE 'payable:client:%' OR kind NOT IN ('refund', 'chargeback')) "
            "GROUP BY account, currency HAVING SUM(amount_minor) > 0"
        )
    }


def settled(network, patience=PATIENCE):
    """Waits until no work is left that is due, and nothing that was tried in vain, but what waits for others' servers."""
    until = time.time() + patience
    while time.time() < until:
        due = f"due_at <= {network.micros()} OR (lane <> 'outward' AND attempts > 0)"
        [(left,)] = network.sql(f"SELECT COUNT(*) FROM jobs WHERE state = 'waiting' AND ({due})")
        [(unlinked,)] = network.sql("SELECT COUNT(*) FROM chain_pending")
        if left == unlinked == "0":
            return True
        time.sleep(1)
    return False


def mails_in(folder):
    """The message ids of the mails in a folder to each address, as often as each was sent."""
    sent = collections.defaultdict(list)
    for file in folder.iterdir():
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        sent[str(message["To"])].append(str(message["Message-ID"]))
    return sent


def again(sent):
    """How many mails were sent more than once."""
    return sum(len(ids) - len(set(ids)) for ids in sent.values())


def broken(network, load, sent):
    """What was promised and is not there, or is there twice; and what should not be."""
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
    all_of("lost: the award of", load.awarded, "SELECT brief_id FROM engagements")
    all_of("lost: the contract", load.awarded.values(), "SELECT id FROM engagements")
    none(
        "awarded, and hours not booked",
        "SELECT engagements.id FROM engagements JOIN engagement_seats ON engagement_id = engagements.id "
        "WHERE engagements.title LIKE 'Brief %' AND NOT EXISTS (SELECT 1 FROM bookings "
        "WHERE bookings.engagement_id = engagements.id AND bookings.member_id = engagement_seats.member_id)",
    )
    all_of("lost: the funding of", load.funded, "SELECT subject FROM entries WHERE kind = 'funding'")
    none("funded twice", "SELECT subject FROM entries WHERE kind = 'funding' GROUP BY subject HAVING COUNT(*) > 1")
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
    all_of("lost: the refund of", load.refunded, "SELECT subject FROM entries WHERE kind = 'refund'")
    none(
        "refunded twice",
        "SELECT subject FROM entries WHERE kind = 'refund' AND key LIKE 'refund:%' GROUP BY subject HAVING COUNT(*) > 1",
    )
    all_of("lost: the batch", load.batches, "SELECT id FROM payout_batches")
    all_of("lost: the bank's word on", load.settled, "SELECT payout_id FROM payout_moves WHERE state = 'settled'")
    [(transit,)] = network.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM postings WHERE account = 'transit'")
    [(under_way,)] = network.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM payouts WHERE state = 'sent'")
    if int(transit) + int(under_way):
        found.append(f"{under_way} cents are under way to the bank, and the book says {transit}")
    found += [f"paid more than owed: {account}" for account in overpaid(network) - load.overpaid]
    none("given up", "SELECT kind, last_error FROM jobs WHERE state = 'dead'")
    # Whoever got no answer and signs up again is sent a newer link.
    for who, tries in load.people.items():
        ids = set(sent.get(who, []))
        if not 1 <= len(ids) <= tries:
            found.append(f"{who} signed up {tries} times and was sent {len(ids)} mails to confirm the address")
    for log in ("book", "audit", "turns"):
        told = network.run(log, "verify")
        if told.returncode:
            found.append(f"muster {log} verify: {told.stdout}{told.stderr}")
    return found
