"""What stands around the tagger: quotes, modality, days, secrets, what is asked."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from annotated import SAID_AT, SeesAnything, read
from hypothesis import given
from hypothesis import strategies as st

from memory.reading import Context, Reading
from memory.reading.reader import TaughtReader
from memory.reading.taught import ClauseTag, FactTag, MentionTag, Tagged, WhenTag


def test_a_message_becomes_acts_and_facts() -> None:
    text = "dee. just moved to hull w my sis mara, she starts at the docks monday. whens bin day lol"
    reading = read(
        text,
        "dee. :: answer.value\n"
        "  me name = dee\n"
        "just moved to hull w my sis mara, :: tell\n"
        "  me home = hull !2\n"
        '  @mara:person(sister) name = mara "my sis mara"\n'
        "she starts at the docks monday. :: tell\n"
        "  @mara<she> employer = the docks ~plan when(monday) 2026-12-07 !2\n"
        "whens bin day lol :: ask.world",
        bot="What should I call you?",
    )
    name, home, mara, docks = reading.facts
    assert (name.who, name.value_text, home.value_text, home.weight) == (None, "dee", "hull", 2)
    assert mara.who is not None
    assert (reading.words(mara.who.words), mara.who.name, mara.who.relation) == ("my sis mara", "mara", "sister")
    assert docks.who is not None
    assert docks.who.pronoun
    assert docks.about is not None
    assert str(docks.about.from_) == "2026-12-07"
    assert reading.words(docks.quote) == "she starts at the docks monday."
    assert [clause.acts[0].name for clause in reading.clauses] == ["answer.value", "tell", "tell", "ask.world"]


def test_friday_is_the_coming_one_of_a_plan_and_the_last_one_of_what_happened() -> None:
    text = "got an interview friday"
    found = [
        read(text, f"{text} :: tell\n  me event = an interview {modality}when(friday) ?").facts[0].about
        for modality in ("~plan ", "")
    ]
    assert [str(one.from_) for one in found if one] == ["2026-12-04", "2026-11-27"]


def test_days_that_the_tagger_misses_are_found_by_the_rules() -> None:
    for facts in ("", "\n  me event = an exam ~plan"):
        (fact,) = (reading := read("i have an exam in 3 days", f"i have an exam in 3 days :: tell{facts}")).facts
        assert fact.about is not None
        assert (fact.modality, str(fact.about.from_)) == ("plan", "2026-12-03")
        assert fact.phrase is not None
        assert reading.words(fact.phrase) == "in 3 days"


@pytest.mark.parametrize(
    ("text", "fact", "denied"),
    [
        ("i dont live in hull any more", "home = hull", True),
        ("I no longer live in Hull", "home = Hull", True),
        ("I don't like tea any more", "dislikes = tea", False),
        ("I don't live in Hull any more, I live in Oslo", "home = Oslo", False),
        ("I live in Hull, and don't ask me any more", "home = Hull", False),
        ("I want to see no more of Hull", "home = Hull", False),
    ],
)
def test_what_is_said_to_hold_no_more_is_denied(text: str, fact: str, denied: bool) -> None:
    assert [one.negated for one in read(text, f"{text} :: tell\n  me {fact}").facts] == [denied]


@pytest.mark.parametrize(
    ("text", "value", "name", "relation"),
    [
        ("my sister is called Ines", "called Ines", "Ines", "sister"),
        ("my brother's name is Tom", "Tom", "Tom", "brother"),
        ("my name is Dee", "Dee", "Dee", None),
        ("my sister knows that I'm called Dee", "Dee", "Dee", None),
    ],
)
def test_a_name_is_of_whom_the_words_before_it_say(text: str, value: str, name: str, relation: str | None) -> None:
    (fact,) = read(text, f"{text} :: tell\n  me name = {value}", bot="What should I call you?").facts
    assert (fact.value_text, fact.who and fact.who.relation) == (name, relation)


@pytest.mark.parametrize(("line", "attributes"), [("What should I call you?", ["name"]), ("Where was that?", [])])
def test_a_word_alone_is_perhaps_the_name_that_was_asked_for(line: str, attributes: list[str]) -> None:
    assert [
        (fact.attribute, fact.confidence < 0.7) for fact in read("Leeds", "Leeds :: answer.value", bot=line).facts
    ] == [(name, True) for name in attributes]


@pytest.mark.parametrize(
    ("text", "whose"), [("I moved to Hull with my sister", None), ("I saw my sister in Hull", "sister")]
)
def test_a_home_told_with_somebody_is_the_persons(text: str, whose: str | None) -> None:
    (fact,) = read(text, f"{text} :: tell\n  @mara<my sister> home = Hull").facts
    assert (fact.who and fact.who.relation) == whose


@pytest.mark.parametrize(
    ("fact", "value"), [("home = in Hull", "Hull"), ("likes = Hull in May", "Hull in May"), ("home = in", "in")]
)
def test_a_value_is_without_the_words_that_lead_to_it(fact: str, value: str) -> None:
    (read_,) = read("I live in Hull in May", f"I live in Hull in May :: tell\n  me {fact}").facts
    assert read_.value_text == value


def test_a_condition_is_of_health_and_all_that_its_clause_tells_is() -> None:
    text = "I have HIV and live in Hull"
    facts = read(text, f"{text} :: tell\n  me condition = HIV\n  me home = Hull").facts
    assert [fact.sensitivity for fact in facts] == ["health", "health"]


def test_a_question_tells_no_more_than_a_musing() -> None:
    text = "does my sister Ann like tea?"
    reading = read(text, f"{text} :: ask.me\n  @ann<my sister Ann> likes = tea")
    assert [fact.modality for fact in reading.facts] == ["maybe"]


@pytest.mark.parametrize("modality", ["worry", "maybe", "hearsay", "fiction"])
def test_what_is_not_told_keeps_its_modality(modality: str) -> None:
    reading = read("what if i move to hull", f"what if i move to hull :: tell\n  me home = hull ~{modality}")
    assert [fact.modality for fact in reading.facts] == [modality]


def test_of_a_long_clause_the_part_that_tells_is_quoted_in_whole_words() -> None:
    before = "we went on and on about the weather, and the price of bread, and all the trains that never come, "
    text = f"{before}and then I moved to Hull, and we went on and on about that"
    reading = read(text, f"{text} :: tell\n  me home = Hull")
    assert reading.words(reading.facts[0].quote) == "then I moved to Hull"


def test_a_secret_is_no_fact() -> None:
    reading = read("my pin is 4711", "my pin is 4711 :: tell\n  me other = 4711")
    assert reading.facts == ()
    assert reading.secrets == ("pin",)


def test_what_answers_a_question_for_a_password_is_no_fact() -> None:
    reading = read("blue house", "blue house :: answer.value\n  me other = blue house", bot="What is your password?")
    assert (reading.facts, reading.secrets) == ((), ("password",))


def test_what_only_the_tagger_calls_a_secret_is_no_fact() -> None:
    text = "the key is under the frog"
    reading = read(text, f"{text} :: tell\n  me other = under the frog $secret")
    assert (reading.facts, reading.secrets) == ((), ("password",))


def test_what_a_sensitive_clause_tells_is_sensitive_and_nothing_else() -> None:
    reading = read(
        "had the thing again, and I moved to Hull. remember that the pills go on Tuesday",
        "had the thing again, :: tell\n  me event = the thing $health\n"
        "and I moved to Hull. :: tell\n  me home = Hull\n"
        "remember that the pills go on Tuesday :: want.remember\n  me worry = pills ~worry $health",
    )
    assert [clause.sensitivity for clause in reading.clauses] == ["health", None, "health"]
    assert [fact.sensitivity for fact in reading.facts if fact.modality == "holds"] == ["health", None, "health"]
    assert reading.sensitivity == "health"


def test_all_of_many_facts_are_there() -> None:
    lines = [f"My cousin C{number} lives in Leeds." for number in range(45)]
    told = [f"{line} :: tell\n  @c{number}<C{number}> home = Leeds" for number, line in enumerate(lines)]
    assert len(read("\n".join(lines), "\n".join(told)).facts) == 45


def test_a_clause_that_surely_tells_is_kept_in_its_own_words() -> None:
    text = "my brother rings the church bells. I mend clocks. dentist thursday. hm"
    reading = read(
        text,
        "my brother rings the church bells. :: tell\n  @bro<my brother> habit = rings ~worry\n"
        "I mend clocks. :: tell\ndentist thursday. :: tell\n  me event = dentist ~worry when(thursday) ?\nhm :: tell",
    )
    clocks = reading.clauses[1].facts
    assert [(fact.who, fact.attribute, fact.value_text, fact.modality) for fact in clocks] == [
        (None, "other", "I mend clocks", "holds")
    ]
    assert reading.clauses[3].facts == ()


def test_a_clause_that_surely_tells_is_dated() -> None:
    clause = ClauseTag(0, 16, {"tell": 0.9})
    tagged = Tagged((clause,), (), (WhenTag(8, 16, 0.9),), ())
    reading = TaughtReader(SeesAnything(tagged)).read("dentist thursday", Context(SAID_AT))
    (fact,) = reading.facts
    assert (fact.attribute, fact.modality) == ("plan", "plan")
    assert fact.about is not None
    assert str(fact.about.from_) == "2026-12-03"


def test_a_clause_that_surely_tells_is_of_whom_it_names_first() -> None:
    text = "mara and I mend clocks"
    tagged = Tagged((ClauseTag(0, len(text), {"tell": 0.9}),), (MentionTag(0, 4, "person", 0.9),), (), ())
    (fact,) = TaughtReader(SeesAnything(tagged)).read(text, Context(SAID_AT)).facts
    assert fact.who is not None
    assert fact.who.name == "mara"


def test_what_is_asked() -> None:
    reading = read("whens my sisters bday", "whens my sisters bday :: ask.me(@sisters birthday day now)")
    (act,) = reading.acts
    assert act.asked is not None
    assert act.asked.who is not None
    assert (act.asked.attribute, act.asked.type, act.asked.of_person) == ("birthday", "day", False)
    mine = read("where do i work", "where do i work :: ask.me(me employer place now)").acts[0].asked
    assert mine is not None
    assert (mine.of_person, mine.who, mine.attribute) == (True, None, "employer")


def test_a_value_of_the_line_before_has_no_span() -> None:
    bot = "Is it the practice?"
    reading = read("yes that one", "yes that one :: answer.yes\n  me employer = bot:the practice", bot=bot)
    assert [(fact.value, fact.value_text) for fact in reading.facts] == [(None, "the practice")]


def _any_tagged(text: str, places: list[int], chance: float) -> Tagged:
    at = sorted(min(place, len(text)) for place in places)
    spans = [(a, b) for a, b in zip(at, at[1:], strict=False) if a < b] or [(0, len(text))]
    return Tagged(
        tuple(ClauseTag(*span, {"tell": chance, "want.remember": 1 - chance}) for span in spans),
        tuple(MentionTag(*span, "person", 1.0) for span in spans),
        tuple(WhenTag(*span, 1.0) for span in spans),
        tuple(
            FactTag(*span, "home", 1.0, 0, 1.0, {"holds": chance, "worry": 1 - chance}, 0.0, 1.0, {}, number)
            for number, span in enumerate(spans)
        ),
    )


@given(st.text(min_size=1, max_size=60), st.lists(st.integers(0, 60), min_size=2, max_size=8), st.floats(0, 1))
def test_every_span_lies_in_the_message_whatever_the_tagger_sees(text: str, places: list[int], chance: float) -> None:
    tagger = SeesAnything(_any_tagged(text, places, chance))
    reading: Reading = TaughtReader(tagger).read(text, Context(datetime(2026, 11, 30, tzinfo=timezone.utc)))
    for fact in reading.facts:
        for span in (fact.quote, fact.value, fact.phrase, fact.who and fact.who.words):
            assert span is None or 0 <= span.start <= span.end <= len(text)
        assert fact.value_text
        assert fact.value is None or fact.value_text.split()[0] in reading.words(fact.value)
