"""Takes from a network what it stands on, one thing after the other, while it is used, and then looks whether everything it
promised is there, once.

    prove-faults.py MUSTER FOLDER        (with DATABASE_URL for PostgreSQL, which has to be that of scripts/postgres)

The network and those who use it are those of under_fire.py. During a fault every request is answered as always, or told to
come again (503), or not answered at all; what is told is a problem (RFC 9457). Afterwards the network is well again by
itself. Clocks are moved with libfaketime; where that is not installed, their faults are left out, and said to be."""

import collections
import contextlib
import email
import email.policy
import glob
import os
import pathlib
import resource
import shlex
import signal
import socket
import socketserver
import sqlite3
import subprocess
import sys
import threading
import time

from under_fire import HOUR, Load, Network, again, broken, settled

# How long the faults last, in seconds. Silence is longer than anybody waits for an answer (under_fire.py), so that it is
# noticed, and shorter than PostgreSQL lets a statement take.
NO_ROOM, LOCKED, GONE, SILENT = 20, 60, 60, 25
NO_WORD, REFUSED, BROKEN_OFF, AHEAD = 45, 30, 20, 20
# How soon everything is well again after one, and how soon after the last one nothing is left to do: letters that nobody
# took in for a minute and a half leave one after the other.
BACK, LEFT = 90, 480
# How often a server compares its clock with the database's, and a little.
A_MINUTE = 80
# What SQLite's files may grow to where a disk is full: less than a demo network has.
ROOM = 1 << 20
# More than a segment of PostgreSQL's log, which must have room where a table has none.
A_SEGMENT = 17 << 20


class Post(socketserver.ThreadingTCPServer):
    """A mail server that is in the mood that it is put in: fine, silent, refusing or dropping."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mood, self.lock = "fine", threading.Lock()
        # The message ids of what was taken in for each address, and how often somebody met each mood.
        self.sent, self.met = collections.defaultdict(list), collections.Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, letter):
        message = email.message_from_bytes(letter, policy=email.policy.default)
        with self.lock:
            self.sent[str(message["To"])].append(str(message["Message-ID"]))

    @contextlib.contextmanager
    def put_in(self, mood):
        self.mood = mood
        try:
            yield
        finally:
            self.mood = "fine"


class Conversation(socketserver.StreamRequestHandler):
    """A client of the mail server."""

    timeout = 120

    def handle(self):
        with contextlib.suppress(OSError):
            self.say("220 post.example")
            for line in self.rfile:
                self.acknowledge()
                verb = line[:4].strip().upper()
                if verb == b"DATA":
                    if self.say("354 Go on") and not self.letter():
                        return
                elif verb == b"QUIT":
                    self.say("221 Bye")
                    return
                else:
                    self.say("250-post.example\r\n250 8BITMIME" if verb == b"EHLO" else "250 Fine")

    def acknowledge(self):
        """What came is acknowledged at once: whoever sends the end of a letter apart from the letter would wait for it."""
        if hasattr(socket, "TCP_QUICKACK"):
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def say(self, line):
        """Answers, as the mood has it; whether it is what was to be said."""
        mood = self.server.mood
        self.server.met[mood] += 1
        if mood == "silent":
            return False
        said = "554 Nothing is taken in here" if mood == "refusing" else line
        self.wfile.write(f"{said}\r\n".encode())
        return said == line

    def letter(self):
        """Takes a letter in; whether the conversation goes on."""
        text = b""
        for line in self.rfile:
            self.acknowledge()
            if line == b".\r\n":
                self.server.take(text)
                self.say("250 Taken")
                return True
            text += line[1:] if line.startswith(b".") else line
            if self.server.mood == "dropping" and len(text) > 100:
                return False
        return False


class Cluster:
    """The PostgreSQL of scripts/postgres: its processes, which belong to us or to a user that root lends it."""

    def __init__(self, network):
        self.network = network
        self.data = pathlib.Path(network.sql("SHOW data_directory")[0][0])
        place = self.data.stat()
        lent = os.getuid() == 0 and place.st_uid != 0
        self.owner = {"user": place.st_uid, "group": place.st_gid, "extra_groups": []} if lent else {}
        self.log = open(f"{network.folder}-postgres.log", "ab")
        self.process = None
        # That of scripts/postgres does not wait for what was said to be committed, since nothing there ends it.
        network.sql("ALTER ROLE CURRENT_USER SET synchronous_commit = on")

    def processes(self):
        """The first one, and all that it began."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        begun = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
                if parent == first:
                    begun.append(int(stat.parent.name))
        return [first, *begun]

    @contextlib.contextmanager
    def without_room(self):
        """The largest table cannot grow any more, and nothing else can that is as large. A full disk takes root to make;
        a file that may not grow is refused the same way."""
        now, rows = self.network.micros(), 60_000
        self.network.sql(
            "INSERT INTO jobs (id, kind, lane, payload, state, due_at, lease_until, attempts, created_at, finished_at) "
            f"SELECT 'job_filler' || n, 'filler', 'own', repeat('x', 220), 'done', {now}, 0, 1, {now}, {now} "
            f"FROM generate_series(1, {rows}) AS n"
        )
        self.network.sql("CHECKPOINT")
        size = int(self.network.sql("SELECT pg_relation_size('jobs')")[0][0])
        if size < A_SEGMENT:
            raise SystemExit(f"the table of jobs has {size} bytes only")
        try:
            self.limit(size)
            yield
        finally:
            self.limit("unlimited")
            self.network.sql("DELETE FROM jobs WHERE kind = 'filler'")

    def limit(self, most):
        """How large files may grow that these processes write, and those that they begin."""
        for place, process in enumerate(self.processes()):
            command = ["prlimit", f"--pid={process}", f"--fsize={most}:"]
            # Only the first one is there for certain.
            subprocess.run(command, check=place == 0, stderr=subprocess.DEVNULL, **self.owner)

    @contextlib.contextmanager
    def silent(self):
        """Everybody is there, and nobody answers."""
        stopped = self.processes()
        try:
            for process in stopped:
                os.kill(process, signal.SIGSTOP)
            yield
        finally:
            for process in stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)

    @contextlib.contextmanager
    def gone(self):
        """It ends as by a crash (SIGQUIT), and is started again."""
        os.kill(self.processes()[0], signal.SIGQUIT)
        try:
            yield
        finally:
            self.start()

    def start(self):
        command = shlex.split((self.data / "postmaster.opts").read_text())
        self.process = subprocess.Popen(
            command, cwd=self.data, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
            **self.owner,
        )
        until = time.time() + BACK
        while time.time() < until:
            with contextlib.suppress(subprocess.SubprocessError):
                self.network.sql("SELECT 1")
                return
            time.sleep(0.5)
        raise SystemExit(f"PostgreSQL does not come back; see {self.log.name}")


class Clock:
    """A clock that can be moved under a server's feet, by libfaketime."""

    def __init__(self, folder):
        places = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/lib64/faketime", "/usr/local/lib/faketime")
        found = [library for place in places for library in glob.glob(f"{place}/libfaketimeMT.so.1")]
        self.library = found[0] if found else None
        self.file = pathlib.Path(f"{folder}-clock")

    def set(self, ahead):
        """So many seconds ahead of the machine's."""
        new = self.file.with_suffix(".new")
        new.write_text(f"+{ahead}\n")
        new.replace(self.file)

    def env(self):
        return {
            "LD_PRELOAD": self.library, "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
        }


class Proof:
    """A network in use, what is done to it, and what was seen."""

    def __init__(self, muster, folder):
        self.network = Network(muster, folder)
        self.network.demo()
        self.cluster = Cluster(self.network) if self.network.postgres else None
        self.post, self.clock = Post(), Clock(folder)
        self.network.env["MUSTER_SMTP_URL"] = self.post.url()
        self.network.start()
        self.load = Load(self.network)
        self.found, self.rows = [], []

    def run(self):
        self.load.begin()
        time.sleep(20)
        if self.cluster:
            self.suffer("a table cannot grow", NO_ROOM, self.cluster.without_room())
            self.suffer("the database is silent", SILENT, self.cluster.silent())
            self.suffer("the database is gone", GONE, self.cluster.gone())
        else:
            self.suffer("files cannot grow", NO_ROOM, self.without_room())
            self.suffer("somebody else holds the file", LOCKED, self.locked())
        self.suffer("the mail server says nothing", NO_WORD, self.post.put_in("silent"), "silent")
        self.suffer("the mail server refuses all", REFUSED, self.post.put_in("refusing"), "refusing")
        self.suffer("the mail server drops letters", BROKEN_OFF, self.post.put_in("dropping"), "dropping")
        if not self.clock.library:
            self.skip("the clock jumps", "libfaketime is not installed (apt-get install faketime)")
        elif self.cluster:
            self.two_clocks()
        else:
            self.jump()
        self.load.end()
        if not settled(self.network, LEFT):
            self.found.append(f"work was left {LEFT} s after the last fault")
        self.found += broken(self.network, self.load, self.post.sent)
        self.network.kill()

    def suffer(self, what, seconds, fault, mood=None):
        """Has a fault last for so many seconds, and waits until everything is well again."""
        before = self.counts()
        with fault:
            time.sleep(seconds)
            during = self.counts()
        asked, away, unanswered = (now - then for now, then in zip(during, before))
        met = self.post.met[mood] if mood else away + unanswered
        if not met:
            self.found.append(f"{what}: nobody met it, so nothing was proven")
        self.note(what, seconds, asked, away, unanswered, self.well_again(what))

    def well_again(self, what):
        """After how many seconds the network is ready and somebody has signed up."""
        over = time.time()
        who = f"after{len(self.rows)}@fire.example"
        if not self.network.until_ready(BACK) or not self.load.sign_up(who, over + BACK):
            self.found.append(f"{what}: not well again after {BACK} s")
        return f"{time.time() - over:.1f}"

    def counts(self):
        with self.load.lock:
            return self.load.asked, self.load.away, self.load.unanswered

    def note(self, what, seconds, asked, away, unanswered, back):
        answered = asked - away - unanswered
        self.rows.append([self.network.which(), what, seconds, asked, answered, away, unanswered, back])
        print(f"{what}: {answered} of {asked} requests answered, well again after {back} s", file=sys.stderr)

    def skip(self, what, because):
        self.rows.append([self.network.which(), f"{what}: SKIPPED, {because}", *["–"] * 6])
        print(f"SKIPPED: {what}: {because}", file=sys.stderr)

    @contextlib.contextmanager
    def without_room(self):
        """The server cannot write a file beyond so many bytes, which is refused as on a full disk. Nobody else may write
        to the database then: they would make room in its log."""
        process = self.network.process.pid
        _, hardest = resource.prlimit(process, resource.RLIMIT_FSIZE)
        self.load.hands_off.set()
        try:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (ROOM, hardest))
            yield
        finally:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (hardest, hardest))
            self.load.hands_off.clear()

    @contextlib.contextmanager
    def locked(self):
        """Another program is in the middle of writing to the database."""
        file = sqlite3.connect(self.network.folder / "muster.db", timeout=60, isolation_level=None)
        with contextlib.closing(file) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    def jump(self):
        """The one server's clock jumps an hour forth and back. In the end it is forth again: what was put off until an
        hour later has to be done as well."""
        self.move_clock(0)
        self.network.kill()
        self.network.env |= self.clock.env()
        self.network.start()
        for ahead, what in ((HOUR, "the clock jumps an hour forth"), (0, "the clock jumps an hour back")):
            before = self.counts()
            self.move_clock(ahead)
            time.sleep(AHEAD)
            asked, away, unanswered = (now - then for now, then in zip(self.counts(), before))
            self.note(what, AHEAD, asked, away, unanswered, self.well_again(what))
            if asked <= away + unanswered:
                self.found.append(f"{what}: nobody is answered any more")
        self.move_clock(HOUR)

    def move_clock(self, ahead):
        self.clock.set(ahead)
        self.network.ahead = ahead

    def two_clocks(self):
        """Of two servers on one database, one is an hour ahead: it is not ready and does no job, until its clock is right."""
        what, begun = "of two servers, one is an hour ahead", time.time()
        second = Network(self.network.muster, f"{self.network.folder}-second")
        second.env |= {"MUSTER_SECRETS": str(self.network.folder), "MUSTER_SMTP_URL": self.post.url()}
        second.env |= self.clock.env()
        self.clock.set(HOUR)
        before = self.counts()
        second.launch()
        if not becomes(lambda: second.ask("GET", "/ready", whole=True)[0] == 503, 30):
            self.found.append(f"{what}: it says that it is ready")
        # The right one ends, and leaves something to do: reminders that would be due much later.
        self.network.kill()
        now = self.network.micros()
        self.network.sql(f"UPDATE jobs SET due_at = {now} WHERE kind = 'remind' AND state = 'waiting'")
        if self.left() == 0:
            self.found.append(f"{what}: nothing was left to do, so nothing was proven")
        done = self.done()
        time.sleep(10)
        if self.done() != done or second.ask("GET", "/ready", whole=True)[0] != 503:
            self.found.append(f"{what}: it works by a wrong clock")
        during = self.counts()
        self.clock.set(0)
        over = time.time()
        if not becomes(lambda: second.ask("GET", "/ready", whole=True)[0] == 200 and self.done() > done, A_MINUTE):
            self.found.append(f"{what}: with the right time it does not work either")
        back = f"{time.time() - over:.1f}"
        self.network.start()
        second.kill()
        asked, away, unanswered = (now - then for now, then in zip(during, before))
        self.note(what, round(over - begun), asked, away, unanswered, back)

    def left(self):
        """How many jobs are due."""
        due = f"state = 'waiting' AND due_at <= {self.network.micros()}"
        return int(self.network.sql(f"SELECT COUNT(*) FROM jobs WHERE {due}")[0][0])

    def done(self):
        """How many jobs were done so far."""
        return int(self.network.sql("SELECT COUNT(*) FROM jobs WHERE state = 'done'")[0][0])

    def tell(self):
        print("| database | fault | seconds | requests | answered | told to come again | unanswered | well again after, s |")
        print("| --- " * 8 + "|")
        for row in self.rows:
            print(f"| {' | '.join(map(str, row))} |")
        print()
        load, sent = self.load, self.post.sent
        told = {
            "database": self.network.which(), "people": len(load.people), "briefs": len(load.briefs),
            "answers": len(load.answers), "awards": len(load.awarded), "funded": len(load.funded),
            "released": len(load.released), "payouts": len(load.settled),
            "mails": sum(map(len, sent.values())) - again(sent), "sent again": again(sent), "faults": len(self.found),
        }
        print(f"| {' | '.join(told)} |")
        print("| --- " * len(told) + "|")
        print(f"| {' | '.join(map(str, told.values()))} |")
        for fault in self.found[:50]:
            print(f"  {fault}")


def becomes(is_so, seconds):
    """Whether something is so within so many seconds."""
    until = time.time() + seconds
    while time.time() < until:
        if is_so():
            return True
        time.sleep(0.5)
    return False


def main():
    muster, folder = sys.argv[1:]
    proof = Proof(muster, folder)
    proof.run()
    proof.tell()
    sys.exit(1 if proof.found else 0)


main()
