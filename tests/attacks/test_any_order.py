"""Telling, correcting, forgetting and restarting in any order, against a plain model of what is to be there."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from memory.embeddings import Embedder, load_embedder
from memory.opening import open_memory
from memory.reading.adapter import ReadingReader, open_reader
from memory.service import MemoryService

EXAMPLES, STEPS = int(os.environ.get("RETOLD_EXAMPLES") or 8), 20
WORDS = ("Brakeldor", "Vimsulta", "Tangropel", "Mivzorhul", "Fenwiklod", "Naxdorbra", "Sulgropel", "Hulvimtan")
TELLING = ("I own a book about {}", "i am writing a song about {}", "last year i saw a play about {}")
HOME = "I live in {}"
people = st.sampled_from(("web:ada", "slack:T1:U2"))
words = st.sampled_from(WORDS)
sentences = st.builds(str.format, st.sampled_from((*TELLING, HOME, HOME)), words)


@cache
def parts() -> tuple[Embedder, ReadingReader]:
    return load_embedder(), open_reader()


@dataclass(frozen=True)
class Kept:
    """What is to be kept of a memory."""

    user_id: str
    quote: str
    status: str = "current"
    supersedes: str | None = None

    @property
    def is_home(self) -> bool:
        return self.quote.startswith(HOME.format(""))


class AnyOrder(RuleBasedStateMachine):
    """The real service, ledger and index on the disk, beside a dict of what they are to hold."""

    told = Bundle("told")

    @initialize()
    def open_for_the_first_time(self) -> None:
        self.home = Path(tempfile.mkdtemp()) / "home"
        self.service = self.open()
        self.kept: dict[str, Kept] = {}
        self.delivered: list[tuple[str, str, str]] = []
        self.changes = self.messages = 0
        for user_id in ("web:ada", "slack:T1:U2"):
            self.service.change_profile(user_id, {"remembering": "on"})

    def open(self) -> MemoryService:
        embedder, reader = parts()
        return open_memory(self.home, embedder=embedder, reader=reader, index_shards=1)

    @rule(target=told, user_id=people, text=sentences)
    def tell(self, user_id: str, text: str) -> object:
        self.changes += 1
        mine = {id_: one for id_, one in self.kept.items() if one.user_id == user_id and one.status == "current"}
        same = [id_ for id_, one in mine.items() if one.quote == text]
        homes = [id_ for id_, one in mine.items() if one.is_home and text.startswith(HOME.format(""))]
        self.messages += 1  # counted, since an id that was once somebody's is never another message's
        message_id = f"m{self.messages}"
        self.delivered.append((user_id, message_id, text))
        (memory,) = self.observe(user_id, message_id, text)
        if same:
            assert memory in same
            return multiple()
        for id_ in homes:
            self.kept[id_] = replace(self.kept[id_], status="superseded")
        self.kept[memory] = Kept(user_id, text, supersedes=homes[0] if homes else None)
        return memory

    @rule(number=st.integers(0, 50))
    def deliver_again(self, number: int) -> None:
        if self.delivered:
            self.observe(*self.delivered[number % len(self.delivered)])  # nothing new, and nothing comes back

    @rule(memory_id=told, sentence=st.sampled_from(TELLING), word=words)
    def correct(self, memory_id: str, sentence: str, word: str) -> None:
        self.changes += 1
        before = self.kept.get(memory_id)
        if before is None or before.status != "current":
            return
        text = (HOME if before.is_home else sentence).format(word)
        self.service.correct(before.user_id, memory_id, {"quote": text}, channel="by hand")
        if text != before.quote:
            former = self.service.memory(before.user_id, memory_id).supersedes
            assert former is not None
            self.kept[former] = replace(before, status="superseded")
            self.kept[memory_id] = replace(before, quote=text, supersedes=former)

    @rule(memory_id=consumes(told))
    def forget(self, memory_id: str) -> None:
        if memory_id not in self.kept:
            return
        self.changes += 1
        report = self.service.forget(self.kept[memory_id].user_id, [memory_id])
        gone = []
        following: str | None = memory_id
        while following in self.kept:
            gone.append(self.kept.pop(following))
            following = gone[-1].supersedes
        assert (report.memories, report.residue) == (len(gone), 0)
        self.leave_no_byte(gone)

    @rule(user_id=people)
    def forget_everything(self, user_id: str) -> None:
        self.changes += 1
        report = self.service.forget_person(user_id)
        gone = [self.kept.pop(id_) for id_, one in list(self.kept.items()) if one.user_id == user_id]
        assert (report.memories, report.residue) == (len(gone), 0)
        self.delivered = [one for one in self.delivered if one[0] != user_id]
        self.leave_no_byte(gone)
        self.service.change_profile(user_id, {"remembering": "on"})

    @precondition(lambda self: self.changes >= 4)  # it costs as much as twenty of the others
    @rule()
    def restart(self) -> None:
        self.changes = 0
        self.service.close()
        self.service = self.open()

    @invariant()
    def all_that_is_to_be_there_is_there_and_nothing_else(self) -> None:
        for user_id in ("web:ada", "slack:T1:U2"):
            there = {
                memory.id: Kept(user_id, memory.quote, memory.status, memory.supersedes)
                for memory in self.service.memories(user_id)
            }
            expected = {id_: one for id_, one in self.kept.items() if one.user_id == user_id}
            assert {id_: without_lost_links(one, there) for id_, one in there.items()} == {
                id_: without_lost_links(one, expected) for id_, one in expected.items()
            }
        ledger = self.service._ledger
        held = ledger.ids_by_pseudonym(list(ledger.accounts_by_pseudonym()))
        assert self.service._index.keys() == {pseudonym: ids for pseudonym, ids in held.items() if ids}

    def observe(self, user_id: str, message_id: str, text: str) -> list[str]:
        seen = self.service.observe(user_id, text, message_id=message_id, sent_at=datetime.now(UTC), channel="web")
        return [memory.id for memory in seen.memories]

    def leave_no_byte(self, gone: list[Kept]) -> None:
        left = {one.quote for one in self.kept.values()}
        wanted = [one.quote.encode() for one in gone if one.quote not in left]
        for path in self.home.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                assert [text for text in wanted if text in data] == [], path.name

    def teardown(self) -> None:
        if hasattr(self, "service"):
            self.service.close()
            shutil.rmtree(self.home.parent)


def without_lost_links(one: Kept, others: dict[str, Kept]) -> Kept:
    """Without the id of what it superseded where that is gone."""
    return one if one.supersedes in others else replace(one, supersedes=None)


# Not made smaller, which would take an hour: the steps that failed are printed as they are.
AnyOrder.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=True, deadline=None, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate],
)  # fmt: skip
test_any_order_of_telling_correcting_forgetting_and_restarting_leaves_what_it_is_to_leave = AnyOrder.TestCase
