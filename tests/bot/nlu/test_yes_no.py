"""What is a yes and what is a no: whole messages out of a closed grammar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.yes_no import Answer, read_answer

from .conftest import ROOT

LINES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).with_name("answers.jsonl")).read_text().splitlines()
]
WORDS: dict[str, Any] = yaml.safe_load((ROOT / "bot/nlu/yes_no.yml").read_text())
KINDS = ("filler", "hello", "thanks", "yes", "weak", "no", "doubt")
ROWS = [("consent", kind, row) for kind in KINDS for row in WORDS[kind]] + [
    (asked, kind, row) for asked, kinds in WORDS["questions"].items() for kind, rows in kinds.items() for row in rows
]
READ_AS = dict.fromkeys(("yes", "weak", "act", "lean", "filler", "hello", "thanks"), "yes") | {
    "no": "no",
    "wrong": "wrong",
    "doubt": "unclear",
}

NO_YES_TO_CONSENT = """\
I do not consent, ok?
you may remember nothing
yes, I said no
sure, but don't keep anything
sure I'd rather you didn't
yes I mind
I'd say yes but no
go for it... not!
alright stop
go ahead and delete it
can I say yes later?
okay later
yes?
yes to what?
yes, if you never store it
keep it short
keep it brief please
you can ask me things
Yes Minister is my favourite show
good
right
yeah right
yes, Minister
yes, my foot
keep it down
yes, I hate being tracked
yes, I have doubts
yes, I'm Dana, go away
yes, I live in Leeds, jk
yes, do one
save me
you can keep your questions
ok boomer
fine, whatever
please
thanks
absolutely no way
of course you can't
you can, can you
definitely maybe
certainly not now
no means yes
I agree to nothing
agreed, but
yes (no)
yes/no
да
yes 🙄
yes\uff1f
yes, I'm Dana but keep nothing
yes, I am Dana, and you?
yes and I do mind
it's okay, thanks
it's fine thank you
all good, cheers
no worries, thanks
yes, I'm opposed
yes, I am opposed
yes, we're closed
yes, I'm gone
yes, I lied
yes, I quit
yes, I hate spying
yes, I take back
yes, I gather
yes, my eye
yes, my God
yes, my hat
it's a yes from my cat
you may go
k""".splitlines()
NO_YES_TO_SENSITIVE = """\
keep it to yourself
Keep it between us
keep it secret please
sure, but don't store it
good question
ok but delete it right away
well, yes and no
Sure, I'd mind
keep it, no wait
yes keep it private
yes keep it, I'm over the hill
keep that about nothing
keep that about me private
keep that about Alan but not Mary
keep it on ice
keep that thought
hold on
keep me out of it
okay thanks
it's all right, thank you
yes it's sensitive
drop it
it's fine, leave it
keep it, and my wife has it too
it's no secret""".splitlines()
NO_YES_TO_ERASING = """\
okay hold on
ok wait
yes?
yes, no
yes but keep my sister
ok
sure
fine
that's fine
it's fine
drop it
forget it
scrap that
clear
yes except the first
only the first
all but one
wait
stop
no
cancel
let it go
leave it
keep it
yes keep it
yes later
not sure
yeah nah
delete the other one
yes, delete my account
yes, I'm Dana
yes the first one
undo""".splitlines()


@pytest.mark.parametrize(("asked", "kind", "row"), ROWS, ids=lambda value: str(value)[:40])
def test_every_row_has_an_example_that_it_reads_and_one_that_it_does_not(asked: str, kind: str, row: Any) -> None:
    assert read_answer(row["example"], asked).reading == READ_AS[kind]
    assert read_answer(row["counter"], asked).reading != READ_AS[kind]


def test_nobody_else_is_taken_for_saying_yes() -> None:
    """Written by somebody who did not know the grammar."""
    taken = [one for one in LINES if one["label"] != "yes" and read_answer(one["text"], one["asked"]).reading == "yes"]
    assert len(LINES) == 300
    assert taken == []


def test_a_plain_yes_and_a_plain_no_are_seldom_asked_for_twice() -> None:
    for label in ("yes", "no"):
        plain = [one for one in LINES if one["label"] == label and not one.get("beside")]
        read = [read_answer(one["text"], one["asked"]).reading == label for one in plain]
        assert sum(read) / len(read) >= 0.9, label


def test_facts_beside_a_yes_count_for_consent_alone() -> None:
    beside = [one for one in LINES if one.get("beside")]
    read = [(one["asked"], read_answer(one["text"], one["asked"])) for one in beside]
    assert sum(answer.beside for asked, answer in read if asked == "consent") >= 8
    assert {answer.reading for asked, answer in read if asked != "consent"} == {"unclear"}


@pytest.mark.parametrize(
    "told", ["I'm Dana", "I am from Leeds", "my sister is a nurse", "I live in Porto", "I'm 34 and I've got two cats"]
)
def test_a_plain_fact_beside_a_yes_takes_nothing_back(told: str) -> None:
    assert read_answer(f"Yes, {told}", "consent").beside


def test_a_yes_may_say_what_it_is_about_and_that_one_is_glad() -> None:
    assert read_answer("yes you can keep that about alan", "sensitive") == Answer("yes", whole=True, about=("alan",))
    assert read_answer("Yes, keep it, I'm so relieved", "sensitive").reading == "yes"
    assert read_answer("yes, I'm so relieved", "forget").reading == "unclear"
    assert read_answer("yes, delete that about alan", "forget").reading == "unclear"


@pytest.mark.parametrize("text", ["no but I'd say dont", "no, actually, maybe dont keep it", "nah wait mate dont"])
def test_a_no_that_is_said_twice_is_one_whatever_stands_between(text: str) -> None:
    assert read_answer(text, "sensitive").reading == "no"
    assert read_answer(text.replace("dont", "yes dont"), "sensitive").reading == "unclear"


@pytest.mark.parametrize("asked", ["consent", "sensitive", "forget", "forget_everything"])
def test_what_takes_a_yes_back_or_says_more_is_none(asked: str) -> None:
    said = {"consent": NO_YES_TO_CONSENT, "sensitive": NO_YES_TO_SENSITIVE}.get(asked, NO_YES_TO_ERASING)
    assert [text for text in said if read_answer(text, asked).reading == "yes"] == []


@pytest.mark.parametrize("text", ["ok", "fine", "sure", "that's fine", "sounds good", "I don't mind"])
def test_a_half_hearted_yes_counts_only_right_below_the_question(text: str) -> None:
    assert read_answer(text, "consent").reading == "yes"
    assert read_answer(text, "consent", amid_other=True).reading == "unclear"
    assert read_answer(text, "forget").reading == "unclear"


@pytest.mark.parametrize("text", ["yes", "YES!!", "yesss pls", "y", "👍🏿", "aye", "of course", "go on then", "“yes”"])
def test_a_clear_yes_is_one_to_every_question(text: str) -> None:
    for asked in ("consent", "sensitive", "forget", "forget_everything", "name"):
        assert read_answer(text, asked, amid_other=True).reading == "yes"


@pytest.mark.parametrize("hidden", ["yes\u200b", "\u2066yes\u2069", "ye\u00ads"])
def test_what_cannot_be_seen_changes_nothing(hidden: str) -> None:
    assert read_answer(hidden, "consent").reading == "yes"
    assert read_answer(hidden + " but no", "consent").reading == "unclear"


def test_a_long_message_is_no_answer_and_is_read_at_once() -> None:
    for text in ("yes " * 2_000, "yes," * 149, "no " * 5_000, "i " * 299, "and i " * 100, "?" * 4_000):
        assert read_answer(text, "forget").reading in ("yes", "unclear")
    assert read_answer("yes " * 2_000, "forget").reading == "unclear"
