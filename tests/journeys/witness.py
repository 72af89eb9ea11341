"""Somebody who tells, asks and forgets under load, and remembers what was acknowledged.

What people say here is made of sentences of our own with a made-up word in each, which can be looked for everywhere.
"""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from retold import Person, Retold

TELLING = (
    "I own a book about {}",
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
SYLLABLES = ("bra", "kel", "dor", "vim", "sul", "tan", "gro", "pel", "miv", "zor", "hul", "fen", "wik", "lod", "nax")
DONE = ("told", "asked", "forgot")


def words(seed: int) -> Iterator[str]:
    """Made-up names, each once."""
    chosen = list(itertools.product(SYLLABLES, repeat=4))
    random.Random(seed).shuffle(chosen)
    return ("".join(syllables).capitalize() for syllables in chosen)


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


def witnesses_of(retold: Retold, people: int, seed: int) -> list[Witness]:
    """So many, each with words and chances of their own."""
    return [Witness(Person(retold), words(100 * seed + n), random.Random(100 * seed + n)) for n in range(people)]
