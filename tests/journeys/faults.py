"""Faults under load, for the tests in short and for benchmarks/faults.py at length: kills, a crowd, an audit of logs.

What people say here is made of sentences of our own with a made-up word in each, which can be looked for everywhere.
"""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from retold import Person, Retold

TELLING = (
    "i found a map of {} in the attic",
    "i am writing a song about {}",
    "last year i saw a play about {}",
)
ASKING = (
    "what do you remember about me?",
    "what am i writing a song about?",
    "are you human?",
    "where do i live?",
    "what can you do?",
)
WORKS_AGAIN_S = 120
SYLLABLES = ("bra", "kel", "dor", "vim", "sul", "tan", "gro", "pel", "miv", "zor", "hul", "fen", "wik", "lod", "nax")


def words(seed: int) -> Iterator[str]:
    """Made-up names, each once."""
    chosen = list(itertools.product(SYLLABLES, repeat=4))
    random.Random(seed).shuffle(chosen)
    return ("".join(syllables).capitalize() for syllables in chosen)


DONE = ("told", "asked", "forgot")


@dataclass
class Witness:
    """Somebody who tells, asks and forgets, and writes down what was acknowledged. `kept` is word to memory's id."""

    person: Person
    words: Iterator[str]
    chance: random.Random
    user_id: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)

    def consent(self) -> None:
        self.person.open()
        assert self.person.press("/affirm").status == 200

    def acknowledged(self) -> int:
        return self.answers["told"] + self.answers["forgot"]

    def talk(self, until: threading.Event) -> None:
        while not until.is_set():
            step = self.chance.choices((self.tell, self.ask, self.forget), (4, 2, 3))[0]
            try:
                answer = step()
            except OSError:  # the process is gone: nothing was acknowledged
                answer = "not there"
            self.answers[answer] += 1
            if answer not in DONE:
                until.wait(1)

    def tell(self) -> str:
        word = next(self.words)
        text = self.chance.choice(TELLING).format(word)
        told = self.person.ask("POST", "/webhooks/web/messages", {"text": text})
        if told.status != 200:
            return f"told: {told.status}"
        ids = {receipt["memory_id"] for receipt in told.receipts if word in receipt["quote"]}
        if told.receipts and not ids:
            return "told: receipt of another message"
        if len(ids) != 1:
            return "told: not acknowledged"  # as when the memory was away, which the reply says
        self.kept[word] = ids.pop()
        return "told"

    def ask(self) -> str:
        asked = self.person.ask("POST", "/webhooks/web/messages", {"text": self.chance.choice(ASKING)})
        return "asked" if asked.status == 200 else f"asked: {asked.status}"

    def forget(self) -> str:
        if not self.kept:
            return self.ask()
        word = self.chance.choice(sorted(self.kept))
        memory_id = self.kept.pop(word)  # from here on it may be there or not, until it is acknowledged
        gone = self.person.ask("DELETE", f"/webhooks/web/me/memories/{memory_id}")
        if gone.status != 200:
            return f"forgot: {gone.status}"
        self.forgotten.add(word)
        return "forgot" if gone.body["residue"] == 0 else "forgot with residue"


@dataclass
class Killed:
    """What became of a run with kills. `lost` was acknowledged and is not there, `returned` was forgotten and is."""

    kills: Counter[str] = field(default_factory=Counter)
    damaged: int = 0
    told: int = 0
    forgot: int = 0
    lost: set[str] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)


def kill_under_load(retold: Retold, victims: list[tuple[str, ...]], people: int = 4, seed: int = 1) -> Killed:
    """Kills the named processes at random moments while people talk; after each, looks for what is lost or is back.

    Between two kills some things are told or forgotten, so that each meets a service at work. Every third time that the
    memory service is down, a file of its index is cut in half.
    """
    chance, found = random.Random(seed), Killed()
    witnesses = [Witness(Person(retold), words(100 * seed + n), random.Random(100 * seed + n)) for n in range(people)]
    for witness in witnesses:
        witness.consent()
        witness.tell()
        witness.user_id = witness.person.ask("GET", "/webhooks/web/me/memories").body["memories"][0]["user_id"]
    stop = threading.Event()
    with ThreadPoolExecutor(people) as crowd:
        talking = [crowd.submit(witness.talk, stop) for witness in witnesses]
        try:
            for names in victims:
                wait_for_more(witnesses, chance.randint(2, 8))
                time.sleep(chance.uniform(0, 0.5))
                retold.kill(*names)
                found.kills["+".join(names)] += 1
                if "memory" in names and found.kills.total() % 3 == 0:
                    found.damaged += cut_in_half(retold.home / "index", chance)
                retold.start(*names)
                compare(retold, witnesses, found)
        finally:
            stop.set()
    for one in talking:
        one.result()
    compare(retold, witnesses, found)
    for witness in witnesses:
        found.told += witness.answers["told"] + 1
        found.forgot += len(witness.forgotten)
        found.answers += witness.answers
    return found


def wait_for_more(witnesses: list[Witness], many: int) -> None:
    """Until so many more things were told or forgotten. Raises TimeoutError where nothing moves any more."""
    wanted, end = sum(one.acknowledged() for one in witnesses) + many, time.monotonic() + WORKS_AGAIN_S
    while sum(one.acknowledged() for one in witnesses) < wanted:
        if time.monotonic() > end:
            raise TimeoutError(f"Nothing works {WORKS_AGAIN_S} s after a start: {[one.answers for one in witnesses]}")
        time.sleep(0.02)


def compare(retold: Retold, witnesses: list[Witness], found: Killed) -> None:
    """Adds to `found` what is lost and what is back: by what is shown, and by the bytes of all files."""
    for witness in witnesses:
        kept, forgotten = set(witness.kept), set(witness.forgotten)  # before the look: both go on meanwhile
        shown = retold.service("GET", f"/v1/users/{quote(witness.user_id)}/memories?limit=500")["memories"]
        quotes = " ".join(memory["quote"] for memory in shown)
        found.lost |= {word for word in kept - forgotten if word not in quotes and word in witness.kept}
        found.returned |= {word for word in forgotten if word in quotes}
        found.returned |= set(retold.holds(*forgotten)) if forgotten else set()


def cut_in_half(folder: Path, chance: random.Random) -> int:
    """Damages one file; returns how many that were."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size > 1]
    if not files:
        return 0
    with chance.choice(files).open("r+b") as file:
        file.truncate(file.seek(0, 2) // 2)
    return 1


def talk_at_once(retold: Retold, people: int, for_s: float, seed: int = 2) -> Counter[str]:
    """People who tell, ask and forget at the same time; how often each thing was answered, and how."""
    witnesses = [Witness(Person(retold), words(100 * seed + n), random.Random(100 * seed + n)) for n in range(people)]
    for witness in witnesses:
        witness.consent()
    stop = threading.Event()
    with ThreadPoolExecutor(people) as crowd:
        talking = [crowd.submit(witness.talk, stop) for witness in witnesses]
        stop.wait(for_s)
        stop.set()
    for one in talking:
        one.result()
    return sum((witness.answers for witness in witnesses), Counter())


SAID = (
    "my sister {} keeps bees",
    "i moved to {} last spring and i have a cat",
    "my boss {} is kind to everybody",
    "i have an exam in {} next tuesday",
    "what did i tell you about {}?",
    "forget about {}",
    "my doctor {} says that i have asthma",
    "/restart {}",
    "no, not {} but something else",
    "{} {} {}",
)
SECRET = (
    ("my card number is {}", ("4111 1111 1111 1111", "5500005555555559", "4012-8888-8888-1881")),
    ("my password is {}", ("quoddle-77-Frim", "Zwieb3l!kuchen", "trombone9Mustard")),
    ("my pin is {}", ("7391", "80264")),
    ("here is my iban: {}", ("DE89370400440532013000", "GB33BUKB20201555555555")),
    ("the api key is {}", ("sk-9fQ2LrXw8ZtY4uVbN6mK1pJ7", "ghp_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uVwXy")),
)


AT_ONCE, WORDS_EACH = 4, 40


@dataclass
class Audited:
    """`found` is which word of whom was in which log; it is to be empty."""

    conversations: int = 0
    messages: int = 0
    words: int = 0
    bytes_of_logs: int = 0
    found: list[str] = field(default_factory=list)


def audit_logs(retold: Retold, conversations: int, lines: int = 4, seed: int = 3) -> Audited:
    """Conversations in which every message has a word that nobody else uses; then a search of all that was logged.

    Among them are commands, messages that are refused, and corrections by hand.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        coined = words(seed)
        each = [list(itertools.islice(coined, WORDS_EACH)) for _ in range(conversations)]
        talks = [pool.submit(converse, retold, lines, one, random.Random(seed + n)) for n, one in enumerate(each)]
    said = [word for talk in talks for word in talk.result()]
    return search_logs(retold, said, Audited(conversations, conversations * lines))


def converse(retold: Retold, lines: int, coined: list[str], chance: random.Random) -> list[str]:
    """One conversation; returns the words that were said in it."""
    said: list[str] = []

    def word() -> str:
        said.append(coined.pop())
        return said[-1]

    person = Person(retold)
    person.open()
    person.press(chance.choice(("/affirm", "/affirm", "/affirm", "/deny")))
    for line in chance.sample(SAID, lines):
        answered = person.ask("POST", "/webhooks/web/messages", {"text": line.format(*(word() for _ in range(3)))})
        assert answered.status == 200, answered.status
    for body in ({"text": [word()]}, {"text": f"{word()} " * 2000}, {"payload": f"/{word()}"}, {word(): 1}):
        assert person.ask("POST", "/webhooks/web/messages", body).status in (400, 413, 422)
    person.ask("POST", "/webhooks/web/me/memories", {"text": f"i keep a boat called {word()}"})
    person.ask("GET", f"/webhooks/web/me/memories?q={word()}")
    person.ask("GET", f"/webhooks/web/me/{word()}")
    return said


def audit_secrets(retold: Retold, conversations: int, seed: int = 4) -> tuple[Audited, list[str]]:
    """Conversations in which secrets are told; returns what is in the logs, and in which other file of ours one is."""
    chance, audited, said = random.Random(seed), Audited(), list[str]()
    for _ in range(conversations):
        person = Person(retold)
        person.open()
        person.press("/affirm")
        for line, secrets in SECRET:
            said.append(chance.choice(secrets))
            person.say(line.format(said[-1]))
            person.ask("POST", "/webhooks/web/me/memories", {"text": line.format(said[-1])})
            audited.messages += 1
        audited.conversations += 1
    long = sorted({secret for secret in said if len(secret) > 5})  # a PIN is in any file by chance
    return search_logs(retold, said, audited), retold.holds(*long)


def search_logs(retold: Retold, said: list[str], audited: Audited) -> Audited:
    for path in sorted(retold.logs.iterdir()):
        logged = path.read_text(errors="replace").casefold()
        audited.bytes_of_logs += len(logged)
        audited.found += [f"{word} in {path.name}" for word in sorted(set(said)) if word.casefold() in logged]
    audited.words = len(said)
    return audited


def lines_of(found: Any) -> str:
    """A report, a line for each of its fields."""
    return "\n".join(f"{name:15s} {value}" for name, value in vars(found).items())
