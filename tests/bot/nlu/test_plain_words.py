"""What the words alone decide: a crisis, and that what would act or hurt has been asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.exceptions import InvalidConfigException

from bot.nlu.plain_words import WORDS_YML, decide, read_words

from .conftest import ROOT

CRISIS_YML = ROOT / "bot" / "crisis.yml"
WORDS = read_words(CRISIS_YML)
LISTED = yaml.safe_load(WORDS_YML.read_text())

HARMLESS = (
    "i'm dying to see that film",
    "this job is killing me",
    "i could die laughing",
    "i don't want to die",
    "my uncle died in april",
    "my grandfather killed himself in 1980",
    "my aunt works for a suicide hotline",
    "i cut myself shaving",
    "i hurt myself at football",
    "i want to jump into the lake",
    "i want to live in Porto",
    "i don't want to live in the city anymore",
    "there is no point in living so far from work",
    "i took all my books to the flea market",
    "i want to end my subscription",
    "i want to disappear to an island for a week",
    "i slept badly and never woke up in time",
    "life is hard right now",
    "i can't do this job anymore",
    "she would be better off without him",
    "i cut myself again on the bread knife",
    "i wrote a goodbye card to my pupils",
    "i ended it with my boyfriend",
    "the drive would be easier if i was not working",
    "i would miss my evenings if i ended the course",
)


def found_by(entries: list[dict[str, str]], text: str) -> list[str]:
    return [entry["example"] for entry in entries if re.search(entry["pattern"], text, re.IGNORECASE)]


def examples_of(key: str) -> list[Any]:
    return [
        pytest.param(one, entry["example"], id=entry["example"])
        for one in LISTED["asked_for"]
        for entry in one.get(key, ())
    ]


@pytest.mark.parametrize("entry", yaml.safe_load(CRISIS_YML.read_text())["words"], ids=lambda entry: entry["example"])
def test_each_crisis_pattern_finds_its_example(entry: dict[str, str]) -> None:
    assert found_by([entry], entry["example"])
    assert decide(entry["example"], "tell_about_me", WORDS) == "crisis"


@pytest.mark.parametrize(("one", "example"), examples_of("any"))
def test_a_message_is_taken_for_what_a_single_pattern_finds(one: dict[str, Any], example: str) -> None:
    assert found_by(one["any"], example) == [example]
    assert [decide(example, intent, WORDS) for intent in one["intents"]] == one["intents"]


@pytest.mark.parametrize(("one", "example"), examples_of("none"))
def test_a_message_is_not_taken_for_what_a_single_pattern_rules_out(one: dict[str, Any], example: str) -> None:
    assert found_by(one["none"], example) == [example]
    assert not one.get("any") or found_by(one["any"], example)
    assert {decide(example, intent, WORDS) for intent in one["intents"]} == {"nlu_fallback"}


@pytest.mark.parametrize("one", LISTED["instead"], ids=lambda one: one["example"])
def test_a_message_is_something_else_where_its_words_say_so(one: dict[str, Any]) -> None:
    for intent in one.get("intents", ["tell_about_me"]):
        assert decide(one["example"], intent, WORDS) == one["becomes"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_grave_is_no_crisis(text: str) -> None:
    assert decide(text, "tell_about_me", WORDS) == "tell_about_me"


@pytest.mark.parametrize(
    "text",
    [
        "I haven't told Aroha yet. I don't want it to be a thing.",
        "I've been meaning to get the stock on the computer. I'd like to do 200 a week. You may nag me about it.",
        "tonight tea with lemon again, outside minus something, the doors don't want to close",
    ],
)
def test_what_has_no_word_of_danger_is_no_crisis_whatever_the_classifier_says(text: str) -> None:
    assert decide(text, "crisis", WORDS) == "nlu_fallback"


def test_a_crisis_is_found_whatever_the_classifier_says_and_in_any_case() -> None:
    assert decide("I  WANT TO kill\nmyself", "greet", WORDS) == "crisis"
    assert decide("i don’t want to live anymore", "forget_everything", WORDS) == "crisis"


@pytest.mark.parametrize("intent", ["forget_something", "forget_everything", "stop_remembering", "go_off_the_record"])
def test_nothing_destructive_is_understood_that_no_word_asks_for(intent: str) -> None:
    assert decide("i would like to talk about my job", intent, WORDS) == "nlu_fallback"


@pytest.mark.parametrize("text", ["please don't forget that", "i'd hate for you to forget that", "never delete it"])
def test_a_wish_to_have_it_kept_is_no_wish_to_forget(text: str) -> None:
    assert decide(text, "forget_something", WORDS) == "nlu_fallback"


@pytest.mark.parametrize("text", ["froget about my dog", "don't keep that", "get rid of it", "take that off your list"])
def test_a_wish_to_forget_passes(text: str) -> None:
    assert decide(text, "forget_something", WORDS) == "forget_something"


def test_a_malformed_crisis_file_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "crisis.yml"
    file.write_text("words: [{pattern: '('}]")
    with pytest.raises(InvalidConfigException, match="crisis.yml"):
        read_words(file)


@pytest.mark.parametrize(
    "text",
    [
        "please stop remembering for today, i want to complain a little and not hear of it next week",
        "Good. I think maybe you can stop writing things down on me now",
    ],
)
def test_a_wish_that_nothing_more_be_noted_is_one_however_it_is_taken(text: str) -> None:
    assert decide(text, "tell_about_me", WORDS) == "stop_remembering"
    assert decide("stop remembering that I like tea?", "tell_about_me", WORDS) == "tell_about_me"
