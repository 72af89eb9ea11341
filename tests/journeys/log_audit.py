"""An audit of logs, for the tests in short and for benchmarks/faults.py at length: is a word or a secret in one?"""

from __future__ import annotations

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from retold import Person, Retold
from witness import words

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
