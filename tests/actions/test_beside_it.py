"""What people say beside a yes, a wish or a hard hour, as people said it whom nobody here had met."""

from __future__ import annotations

import pytest
from calls import Conversation
from clock import CLOCK
from past import told

from actions.catalog import read_catalog
from actions.forget import subject_of
from actions.mood import Mood, feels
from actions.suggest import WANTS
from memory.embeddings import Embedder
from memory.reading import Act, Context
from memory.reading.adapter import ReadingReader
from memory.service import MemoryService

FORGET = ("action_propose_forget", "forget_something")
SUGGEST = ("action_suggest", "suggest_something")


def quotes(service: MemoryService, user_id: str = "ana") -> list[str]:
    return [memory.quote for memory in service.memories(user_id)]


def test_a_hello_leaves_the_question_of_consent_open(ana: Conversation) -> None:
    ana.run("action_session_start")
    assert ana.say("good day", "action_return_greeting", "greet").names == ["utter_greet_consent"]
    assert ana.slots["pending"] == "consent"


def test_a_hello_after_the_greeting_is_not_greeted_a_second_time(ana: Conversation) -> None:
    ana.consent()
    ana.run("action_session_start")
    assert ana.say("hello", "action_return_greeting", "greet").names == ["utter_greet_go"]
    ana.channel = "slack"
    ana.run("action_session_start")
    assert ana.say("hello again", "action_return_greeting", "greet").names == []


def test_what_is_asked_not_to_be_written_down_is_not(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    said = ana.say("What follows is between us and should not be written anywhere: I have applied at another office.")
    assert said.names == ["utter_not_kept_asked"]
    assert ana.slots["memory"]["unkept"]
    assert ana.say("Actually she is sick. Dont keep that, its hers to tell").names == ["utter_not_kept_asked"]
    assert quotes(service) == []


def test_all_of_it_is_everything_however_it_is_understood(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I love hiking")
    for asked in ("Please erase all of it.", "forget it all", "i want that you forget everything about me, all"):
        assert ana.say(asked, *FORGET).names == ["utter_forget_everything_confirm"]
        assert ana.slots["pending"] == "forget_everything"
    assert quotes(service) == ["I love hiking"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("please get rid of the stuff i said about dev i don't want to look at it", "dev"),
        ("Take out the thing about Ray and the dock, he would kill me", "Ray and the dock"),
        ("forget the thing about the suit, it is stupid", "the suit"),
        ("Please forget what I said about the dentist.", "the dentist"),
        ("please that thing about Ada being pregnant, clear it, she will kill me", "Ada being pregnant"),
        ("forget that I live in Oslo", "live in Oslo"),
    ],
)
def test_what_is_to_be_forgotten_is_found_without_the_reason(text: str, subject: str) -> None:
    assert subject_of(text) == subject


def test_a_request_to_forget_is_itself_not_kept(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("my flatmate Dev is nice")
    proposed = ana.say("please get rid of what i said about Dev, i don't want to look at it", *FORGET)
    assert [receipt["quote"] for receipt in proposed.receipts] == ["my flatmate Dev is nice"]


def test_a_no_that_asks_for_it_not_to_be_kept_is_about_what_was_just_noted(ana: Conversation) -> None:
    ana.consent()
    ana.say("I bought a new suit")
    asked = ana.say("no dont keep that", intent="deny")
    assert (asked.names, ana.slots["pending"]) == (["utter_forget_confirm"], "forget")


def test_a_question_is_neither_noted_nor_answered_with_itself(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    assert ana.say("wait did i tell u my kids names", "action_recall", "ask_about_me").names == ["utter_not_told"]
    assert quotes(service) == []


def test_where_it_knows_something_from_that_was_never_kept_it_says_that_it_has_nothing(ana: Conversation) -> None:
    ana.consent()
    ana.say("I love hiking")
    said = ana.say("How did you know about my hip? Did I tell you that?", "action_say_how_known", "ask_how_know")
    assert said.names == ["utter_not_told"]


@pytest.mark.parametrize("correction", ["No I said friday.", "i said on the 19th"])
def test_a_correction_names_what_was_noted_before(ana: Conversation, correction: str) -> None:
    ana.consent()
    ana.say("I am going up to the camp on Thursday with Ray")
    said = ana.say(correction)
    assert said.names[-1] == "utter_correct_beside"
    assert said.responses[-1]["quote"] == "I am going up to the camp on Thursday with Ray"
    assert ana.slots["pending"] == "forget"


def test_a_book_is_looked_for_by_what_is_asked_and_never_by_what_is_not_wanted(ana: Conversation) -> None:
    ana.consent()
    asked = "Would you know of a good book for me? I like something with a bit of history in it and no murders"
    said = ana.say(asked, *SUGGEST)
    items = {item.text: item for item in read_catalog()}
    offered = [items[near] for one in said.responses if (near := one.get("near") or one.get("far"))]
    assert {item.kind for item in offered} == {"book"}
    assert not [item for item in offered if "murder" in item.text.lower()]


@pytest.mark.parametrize(
    "text",
    ["u got some movie the kids can see with me", "you have some book for me? not love story",
     "is there like a club or smth for ppl who work nights", "gimme one film for tonight, comedy"],
)  # fmt: skip
def test_a_wish_for_a_suggestion_is_one_by_its_form(text: str) -> None:
    assert WANTS.match(text)


def test_what_was_told_of_films_is_no_wish_for_one() -> None:
    assert not WANTS.match("I watched a film with my sister")
    assert not WANTS.match("what film did I tell you about?")


def test_the_day_after_a_crisis_line_is_no_time_for_notes(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "invested"})
    ana.say("i want to die", "action_meet_crisis", "crisis")
    assert ana.say("no I am not going to do anything right now").names == ["utter_after_crisis"]
    assert quotes(service) == []
    assert ana.say("my mother is coming to get me tomorrow").names == ["utter_noted_plan"]


def test_talk_of_every_day_is_not_called_hard(embedder: Embedder, one_reader: ReadingReader) -> None:
    mood = Mood(embedder)

    def says_bad(text: str) -> bool:
        return mood.tone(text, feels(one_reader.read(text, Context(CLOCK())).acts)).says_bad

    for text in ("It is me.", "It's lashing rain here", "honest at least lol", "Down to 12 smokes. Not nothing"):
        assert not says_bad(text), text
    assert says_bad("i feel so sad and alone")


@pytest.mark.parametrize(
    "text",
    ["My cancer is gone!", "There's no need to worry about my knee anymore", "I have no pain today",
     "my back doesn't hurt any more"],
)  # fmt: skip
def test_what_is_over_is_not_called_hard_whatever_word_is_in_it(embedder: Embedder, text: str) -> None:
    tone = Mood(embedder).tone(text, "bad")
    assert (tone.says_bad, tone.is_eased) == (False, True)


def test_how_somebody_feels_is_what_is_surest() -> None:
    assert feels([Act("feel.bad", 0.5), Act("feel.good", 0.7)]) == "good"
    assert feels([Act("tell", 0.9), Act("feel.bad", 0.5)]) == "bad"
    assert feels([Act("feel.bad", 0.3)]) is None
    assert feels([Act("feel.bad", 0.5), Act("feel.good", 0.5)]) is None


def test_a_season_is_no_plan_to_be_asked_after(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    assert "utter_will_ask" not in ana.say("My tomatoes have brown rot this year").names


def test_what_was_told_once_as_so_every_time_is_asked_about_as_the_usual(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    told(service, "I have a pot of tea every morning", days_ago=9)
    said = ana.say("the usual?", "action_offer_usual", "usual")
    assert (said.names, [receipt["quote"] for receipt in said.receipts]) == (
        ["utter_usual_once"],
        ["I have a pot of tea every morning"],
    )


def test_it_is_asked_once_more_whether_it_may_remember_and_then_no_more(ana: Conversation) -> None:
    ana.run("action_session_start")
    assert ana.say("my daughter sent me the link").names == ["utter_ask_consent_again"]
    assert ana.say("my dog is called Bruno").names == ["utter_not_kept_unasked"]
    assert ana.slots["pending"] == "consent"


def test_a_filler_does_not_close_what_was_asked_after_and_a_wish_for_silence_is_no_plan(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    told(service, "I have a job interview tomorrow", days_ago=10)
    ana.run("action_session_start")
    ana.say("ok so", intent="affirm")
    assert ana.say("it was awful, I feel so sad about it", intent="tell_about_me").names == ["utter_closed_bad"]
    ana.say("dont check in on the running this week, stresses me out", "action_set_check_in", "set_checkin_interval")
    assert not [quote for quote in quotes(service) if "running" in quote]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I always take the tram because I hate driving", "utter_noted"),
        ("I had a fight with my mother", "utter_noted_heavy"),
    ],
)
def test_a_dislike_is_not_called_hard_and_a_matter_of_ones_own_is(ana: Conversation, text: str, said: str) -> None:
    ana.consent()
    assert ana.say(text).names == [said]


def test_a_bad_day_is_no_good_news(ana: Conversation) -> None:
    ana.consent()
    ana.say("hi", "action_return_greeting", "greet")
    assert ana.say("bad day dont be cheerful", intent="feel_good").names == ["utter_noted"]
