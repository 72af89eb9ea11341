"""What a message tells, whole sentences through the real parser."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from memory.models import Memory, Refused, Slot, Told
from memory.understand import Reader, slots
from memory.understand.updates import compare

SENT_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(reader: Reader, text: str, in_reply_to: str | None = None, known: tuple[Memory, ...] = ()) -> tuple[Told, ...]:
    return reader.read(text, sent_at=SENT_AT, timezone="Europe/Lisbon", in_reply_to=in_reply_to, known=known).told


def test_two_facts_in_one_sentence_become_separate_memories(reader: Reader) -> None:
    found = told(reader, "i just moved to porto with my sister Ines and have a job interview next tuesday")
    assert {one.slot for one in found} == {
        Slot("self", None, "home", "Porto"),
        Slot("sister", "sister", "name", "Ines"),
        None,
    }
    assert {one.quote for one in found} == {
        "i just moved to porto with my sister Ines",
        "have a job interview next tuesday",
    }
    plan = next(one for one in found if one.category == "plans")
    assert plan.about is not None
    assert (plan.about.from_, plan.about.to) == (date(2026, 11, 24), date(2026, 11, 24))
    assert plan.about.phrase == "next tuesday"


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Grew up in a tiny village near Cork", ["You grew up in a tiny village near Cork"]),
        ("been vegetarian since i was 12", ["You have been vegetarian since you were 12"]),
        ("Thinking of moving to Lisbon with my wife", ["You are thinking of moving to Lisbon with your wife"]),
        ("just came back from my weekly workout", ["You just came back from your weekly workout"]),
        ("running helps me clear my head", ["Running helps you clear your head"]),
        ("born and raised in Glasgow", ["You were born and raised in Glasgow"]),
        ("Not a fan of horror films", ["You are not a fan of horror films"]),
        ("Mum's coming to visit next weekend", ["Your mum's coming to visit next weekend"]),
        ("Since the divorce I live on my own", ["Since the divorce you live on your own"]),
        ("No longer at the bank, I'm freelancing now", ["No longer at the bank, you're freelancing now"]),
        ("my favourite film has to be Amélie", ["Your favourite film has to be Amélie"]),
        ("I used to play the cello but gave it up", ["You used to play the cello but gave it up"]),
        ("i'm not religious but my parents are", ["You're not religious but your parents are"]),
        ("my sister moved to Lyon and became a vet", ["Your sister moved to Lyon and became a vet"]),
        ("I moved to Lyon and became a vet", ["You moved to Lyon", "You became a vet"]),
        (
            "My sister's getting married in August and I'm the maid of honour",
            ["Your sister's getting married in August", "You're the maid of honour"],
        ),
        (
            "My boss Karen drives me up the wall",
            ["Your boss Karen drives you up the wall"],
        ),
        ("I had a dog called Moss when I was small", ["You had a dog called Moss when you were small"]),
        ("I've never told anyone but I write poems", ["You write poems"]),
        ("not gonna lie I cried at the end", ["You cried at the end"]),
        ("my ex Daniel still has my record player", ["Your ex Daniel still has your record player"]),
        ("my neighbour Mrs. Okafor feeds the cat", ["Your neighbour Mrs. Okafor feeds the cat"]),
        ("my mum keeps bees. they've got a house", ["Your mum keeps bees", "You said: they've got a house"]),
        ("was supposed to be in Lisbon this week", ["You were supposed to be in Lisbon this week"]),
        (
            "I've got a tortoise that belonged to my aunt. he's called Winston",
            ["You've got a tortoise that belonged to your aunt", "Your pet's name is Winston"],
        ),
        ("I fast during Ramadan so don't suggest lunch plans", ["You fast during Ramadan"]),
        ("I'm colourblind so please don't give me charts", ["You're colourblind"]),
        ("Dunno if I told you but Jo and I split up", ["You and Jo split up"]),
        ("my laptop was a hand me down from my uncle", ["Your laptop was a hand me down from your uncle"]),
        ("vegan for 4 years now, dont @ me", ["You said: vegan for 4 years now"]),
        ("I love my street but you need a car there", ['You said: "I love my street but you need a car there"']),
        ("Sorry for my english, I come from Brazil", ["You come from Brazil"]),
        ("I do not like when people call me Bill", ["You do not like when people call you Bill"]),
        ("My name is Nguyễn Minh Anh", ["Your name is Nguyễn Minh Anh"]),
        ("I moved to the US in 2010", ["You moved to the US in 2010"]),
        ("my grandad fought in World War I", ["Your grandad fought in World War I"]),
        ('my dad used to say "I pay you to work"', ['Your dad used to say "I pay you to work"']),
        ("ask me about my model trains", ['You said: "ask me about my model trains"']),
        ("the only person who calls me Robert is my mother", ["The only person who calls you Robert is your mother"]),
        ("my first language is Tamil, English is my third", ["Your first language is Tamil, English is your third"]),
        ("wish me luck, I've got a job interview at 3", ["You've got a job interview at 3"]),
        ("me and Tom are getting married!!", ["You and Tom are getting married!!"]),
        ("I'm left handed and my brother isn't", ["You're left handed and your brother isn't"]),
        ("I have a dog. his name's Baxter", ["You have a dog", "Your dog's name is Baxter"]),
        ("I fast on fridays so don't bother reminding me of lunch", ["You fast on fridays"]),
        ("I have my test on Wednesday. Don't wish me luck", ["You have your test on Wednesday"]),
        (
            "my cousin Precious introduced me to this guy. he is an engineer",
            ["Your cousin Precious introduced you to this guy", "You said: he is an engineer"],
        ),
        ("My name's Olumide but everyone at work calls me Olu", ["Your name is Olumide"]),
        ("im a miss and ill stay one", ["You're a miss and you'll stay one"]),
        ("ciao, sorry my english, I am Paola, I cook in a hotel", ["Your name is Paola", "You cook in a hotel"]),
        ("my teacher mrs. Yoon says my accent is good", ["Your teacher mrs. Yoon says your accent is good"]),
        ("as you know I love red peppers", ["You love red peppers"]),
        ("i m not a fan of war", ["You're not a fan of war"]),
        ("I got my U.S. citizenship", ["You got your U.S. citizenship"]),
        ("Finished my degree last week", ["You finished your degree last week"]),
        ("Raised by my gran in Leeds", ["You were raised by your gran in Leeds"]),
        ("diagnosed with lupus in may", ["You were diagnosed with lupus in may"]),
        ("Obsessed with pottery lately", ["You are obsessed with pottery lately"]),
        ("Used to love horror films", ["You used to love horror films"]),
        ("worked on oil rigs for 20 yrs", ["You worked on oil rigs for 20 yrs"]),
        ("so pumped for the season", ["You are pumped for the season"]),
        ("I d love to see America", ["You'd love to see America"]),
        ("oh my gosh, I passed my exam", ["You passed your exam"]),
        (
            "Been a long road but I'm at the end of my course",
            ["Been a long road but you're at the end of your course"],
        ),
        ("Have an exam on friday", ["You have an exam on friday"]),
        ("retired last year", ["You retired last year"]),
        ("I drove us all to Leeds", ['You said: "I drove us all to Leeds"']),
        ("I love playing Among Us", ["You love playing Among Us"]),
        ("Helped me get through the winter", ["Helped you get through the winter"]),
        ("my partner cooks and I wash up", ["Your partner cooks and you wash up"]),
        ("My students call me Miss Frizzle", ["Your students call you Miss Frizzle"]),
        ("my boss is Karen", ["Your boss's name is Karen"]),
        (
            "I work at a library on weekends and I always take the tram because I hate driving",
            ["You work at a library on weekends", "You always take the tram because you hate driving"],
        ),
        ("I bake bread when I need to calm down", ["You bake bread when you need to calm down"]),
        ("you should remember that I'm allergic to nuts", ["You're allergic to nuts"]),
        ("going through a divorce atm", ["You are going through a divorce atm"]),
        ("Quit the gym", ["You quit the gym"]),
        ("We keep Shabbat", ["You keep Shabbat"]),
        ("So far I've read two books of the ten", ["So far you've read two books of the ten"]),
        ("my kid sister is funny. she's 12", ["Your kid sister is funny", "Your sister's 12"]),
        (
            "my mum's friend is staying with us. she's a nurse",
            ["Your mum's friend is staying with you", "You said: she's a nurse"],
        ),
        ("my dentist left. she's having a baby", ["Your dentist left", "Your dentist's having a baby"]),
        ("My sister is a nurse. Moved to Rome in May", ["Your sister is a nurse", 'You said: "Moved to Rome in May"']),
        ("I have ME since 2019", ['You said: "I have ME since 2019"']),
        ("The bakery I worked at closed down", ["The bakery you worked at closed down"]),
        ("I'm Priya btw", ["Your name is Priya"]),
        ("no i don't i have 2 cats", ["You have 2 cats"]),
        ("yes I have I just finished my salad", ["You just finished your salad"]),
        ("Spitting isnt ladylike to my mum", ["Spitting isnt ladylike to your mum"]),
        ("I'll even cook dinner for us", ['You said: "I\'ll even cook dinner for us"']),
        ("I'm planning to run more so I build up strength", ["You're planning to run more so you build up strength"]),
        ("I get up at 4am for work", ["You get up at 4am for work"]),
        ("terrified of needles as a kid", ["You were terrified of needles as a kid"]),
        ("I should hate to leave my garden", ["You would hate to leave your garden"]),
        ("I shut at 5 so I can swim in the evenings", ["You shut at 5 so you can swim in the evenings"]),
        ("i moved out cos me and my stepdad dont get on", ["You moved out cos you and your stepdad dont get on"]),
        ("I hate recipes, long ones do my head in", ["You hate recipes, long ones do your head in"]),
        (
            "We've got Ofsted... sorry, Estyn, I trained in England",
            ['You said: "We\'ve got Ofsted... sorry, Estyn, I trained in England"'],
        ),
    ],
)
def test_each_thing_told_is_said_back_once_and_as_it_was_meant(
    reader: Reader, text: str, statements: list[str]
) -> None:
    assert [one.statement for one in told(reader, text)] == statements


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("we used to have a cat named Biscuit", Slot("cat", "cat", "former name", "Biscuit")),
        ("I was a nurse before the kids came", Slot("self", None, "former work", "nurse")),
        ("My sister Aoife's a vet in Galway", Slot("sister", "sister", "name", "Aoife")),
    ],
)
def test_a_slot_says_whether_it_was_or_is(reader: Reader, text: str, slot: Slot) -> None:
    assert slot in [one.slot for one in told(reader, text)]


@pytest.mark.parametrize(
    "text",
    [
        "I'm not a doctor",
        "I'm not from Sydney",
        "She's my ex now",
        "My teacher said I was the worst student in the school",
        "I collect pens, my wife says is 59 too many",
        "I worked for 12 hours yesterday",
        "My son in law's Danish",
        "My sister is lovely. Moved to Rome in May",
        "The place I live in is tiny",
        "I want to see Norway before I'm 70",
        "I moved to the guest room",
        "I started with beef",
    ],
)
def test_what_is_denied_or_said_by_others_fills_no_slot(reader: Reader, text: str) -> None:
    slots = [one.slot for one in told(reader, text) if one.slot and one.slot.attribute not in {"relation", "goal"}]
    assert slots == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("my cousin rang and she's getting married in june", date(2027, 6, 1)),
        ("I haven't spoken to my twin in nine years", date(2017, 11, 21)),
        ("It's my birthday on the 29th of February", date(2028, 2, 29)),
        ("I've been asked to be best man, the wedding's in December", date(2026, 12, 1)),
        ("I hurt my shoulder on Wednesday", date(2026, 11, 18)),
        ("I have an exam on the 23rd and i havent opened the book", date(2026, 11, 23)),
    ],
)
def test_the_verb_beside_a_day_says_whether_it_is_past(reader: Reader, text: str, first: date) -> None:
    assert [one.about.from_ for one in told(reader, text) if one.about] == [first]


def test_two_things_with_names_of_their_own_are_not_the_same(reader: Reader) -> None:
    first, second = told(reader, "my bike is called Rosinante"), told(reader, "my bike is called Grit")
    memory = Memory("a" * 32, "ana", first[0].quote, first[0].statement, "possessions", None, None, SENT_AT, "web", "m")
    assert compare(second[0], [memory], {memory.id: 0.99}).kind == "new"


def remembered(one: Told, minutes_ago: int = 1) -> Memory:
    told_at = SENT_AT - timedelta(minutes=minutes_ago)
    return Memory("a" * 32, "ana", one.quote, one.statement, one.category, one.slot, one.about, told_at, "web", "m")


@pytest.mark.parametrize(
    ("before", "now", "statement"),
    [
        ("I live in York", "no wait, Leeds", "You live in Leeds"),
        ("my daughter is called Mai", "no wait, she's called Mei-Lin", "Your daughter's called Mei-Lin"),
        ("my daughter is called Mai", "sorry, Mei-Lin", "Your daughter's name is Mei-Lin"),
    ],
)
def test_what_was_told_just_before_is_corrected_by_a_name_alone(
    reader: Reader, before: str, now: str, statement: str
) -> None:
    (first,) = told(reader, before)
    (second,) = told(reader, now, known=(remembered(first),))
    change = compare(second, [remembered(first)], {"a" * 32: 0.5})
    assert (second.statement, change.kind) == (statement, "supersedes")


def test_a_name_alone_corrects_nothing_told_long_before(reader: Reader) -> None:
    (first,) = told(reader, "I live in York")
    assert told(reader, "no wait, Leeds", known=(remembered(first, minutes_ago=90),)) == ()


def test_what_is_told_of_somebody_whose_name_is_known_is_new(reader: Reader) -> None:
    named = next(one for one in told(reader, "my daughter Mei is 7") if one.slot and one.slot.attribute == "name")
    (cried,) = told(reader, "my daughter Mei cried before her violin exam")
    (again,) = told(reader, "my daughter's name is Mei")
    assert compare(cried, [remembered(named)], {"a" * 32: 0.6}).kind == "new"
    assert compare(again, [remembered(named)], {"a" * 32: 0.6}).kind == "same"


def test_a_day_is_resolved_in_the_time_zone_of_the_person(reader: Reader) -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    found = reader.read("I have an exam tomorrow", sent_at=late, timezone="Asia/Tokyo").told
    assert found[0].about is not None
    assert found[0].about.from_ == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("I'm Mira", None),
        ("call me mira", None),
        ("my name is Mira", None),
        ("hi, I'm Mira!", None),
        ("Mira", "Hello! What should I call you?"),
        ("mira", "What's your name?"),
        ("it's mira", "And what may I call you?"),
    ],
)
def test_a_name_is_told_however_it_is_given(reader: Reader, text: str, before: str | None) -> None:
    found = told(reader, text, before)
    assert [one.slot for one in found] == [Slot("self", None, "name", "Mira")]
    assert found[0].category == "self"
    assert found[0].statement == "Your name is Mira"
    assert found[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        "forget about my sister",
        "what do you remember about me?",
        "stop remembering",
        "yes",
        "no thanks",
        "If I were rich I'd buy a boat",
        "can you help me?",
        "what's my sister's name?",
        "tell me a joke",
        "I'd like to know the weather",
        "thanks!",
        "ok",
        "do you like dogs?",
        "Don't be afraid to write and share",
        "Have faith in yourself and keep writing",
        "Thanks, Maria!",
        "Like I said",
        "No problem!",
        "oh my that is two of my favourite things",
        "Thanks for asking",
        "Or if I'm going too",
        "have some fun",
    ],
)
def test_what_tells_nothing_is_not_captured(reader: Reader, text: str) -> None:
    assert told(reader, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\U0001f600\U0001f600",
        "\x00\x01\x02",
        "a" * 10_000,
        "I went to the gym. " * 520,
        "\u200f\u05de\u05d4 \u05e9\u05dc\u05d5\u05de\u05da",
        "?" * 500,
        "\u202eabc",
        "e\u0301" * 400,
        "\ud83d",
        "I am 99999999999999999999 years old",
        "on 31 February 0000",
    ],
)
def test_no_text_makes_it_fail(reader: Reader, text: str) -> None:
    for one in told(reader, text):
        assert one.quote in text
    reader.ask(text, asked_at=SENT_AT)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my card is 4111 1111 1111 1111", "card"),
        ("my ssn is 536-22-1948", "ssn"),
        ("send it to DE89 3704 0044 0532 0130 00", "iban"),
        ("my wifi password is hunter22", "password"),
        ("my pin is 4821", "pin"),
        ("the api key is 9f8e7d6c5b4a", "token"),
    ],
)
def test_a_secret_is_refused_and_never_told(reader: Reader, text: str, kind: str) -> None:
    understood = reader.read(text, sent_at=SENT_AT)
    assert understood.refused == (Refused("secret", kind),)
    assert understood.told == ()


def test_what_stands_beside_a_secret_is_still_told(reader: Reader) -> None:
    understood = reader.read("I live in Porto. my pin is 4821.", sent_at=SENT_AT)
    assert [one.quote for one in understood.told] == ["I live in Porto."]
    assert understood.refused == (Refused("secret", "pin"),)


def test_what_is_sensitive_is_told_with_its_kind(reader: Reader) -> None:
    assert [one.sensitivity for one in told(reader, "I was diagnosed with diabetes")] == ["health"]


@pytest.mark.parametrize("rule", slots.RULES, ids=lambda rule: rule.example)
def test_every_slot_rule_fills_the_slot_of_its_example(rule: slots.SlotRule) -> None:
    assert rule.expected in [filled.slot for filled in slots.fill(rule.example)]


def test_every_slot_rule_stands_in_the_documentation() -> None:
    table = (Path(__file__).parents[3] / "docs" / "engine.md").read_text()
    rows = [f"| {rule.change} | {rule.example} | {rule.expected.value or ''} |" for rule in slots.RULES]
    assert [row for row in rows if row not in table] == []
