"""A memory is deleted on the page while the chat answers with it: nothing of it comes back, by either process."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

from retold import Person, Retold
from witness import words

TRIES, WITHIN_S = 20, 0.12


def test_deleting_while_the_bot_answers_leaves_nothing_in_a_file_nor_in_the_history(
    retold: Retold, person: Person
) -> None:
    person.open()
    person.press("/affirm")
    coined, chance, forgotten = words(41), random.Random(41), list[str]()
    with ThreadPoolExecutor(1) as chat:
        for _ in range(TRIES):
            word = next(coined)
            (receipt,) = person.say(f"my aunt is called {word}").receipts
            answer = chat.submit(person.say, "what's my aunt's name?")
            time.sleep(chance.uniform(0, WITHIN_S))  # the race itself: at any moment of the turn
            gone = person.ask("DELETE", f"/webhooks/web/me/memories/{receipt['memory_id']}")
            assert (gone.status, gone.body["residue"]) == (200, 0)
            answer.result()
            forgotten.append(word)
            assert retold.holds(*forgotten) == []
            history = person.open().body["history"]
            assert [line["text"] for line in history if any(one in line["text"] for one in forgotten)] == []
