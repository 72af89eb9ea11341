"""The questions that we wrote, put to the people of our own conversations: what was told, and near misses."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.tables import Table, tables
from memory.life import Picture
from memory.recall.paired import Paired, PairScorer
from memory.recall.ranking import ranked
from memory.recall.wanted import Wanted
from memory.recall.whom import whom


def own_questions(scorer: PairScorer) -> Iterator[tuple[Paired, bool]]:
    """Each question of the half worked on with whether it was told, but for requests and what was not captured."""
    for table in tables("worked on"):
        if not table.name.startswith("tastes"):
            yield from _of(table, scorer)


def _of(table: Table, scorer: PairScorer) -> Iterator[tuple[Paired, bool]]:
    memories = table.person.memories
    picture = Picture.of(memories)
    for asked in table.questions:
        question, candidates = table.person.question(asked.text)
        told = any(asked.answered_by(memory.quote) for memory in memories)
        if question.request or not candidates or (asked.answers and not told):
            continue
        wanted = Wanted.of(question, whom(question, picture, memories), picture)
        yield Paired.of(asked.text, ranked(question, candidates), wanted, picture, scorer), told
