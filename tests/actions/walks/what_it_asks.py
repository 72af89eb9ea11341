"""What the bot asks, adds and follows up of its own accord, and what it lets go of."""

from __future__ import annotations

from datetime import UTC, datetime

from calls import Conversation
from clock import CLOCK
from past import told

from memory.service import MemoryService


def walk_through_following_up(cleo: Conversation, service: MemoryService) -> None:
    cleo.run("action_session_start")
    cleo.say("keep it short", "action_set_level", "set_level_quiet")
    cleo.say("/affirm", "action_accept_consent", "affirm")
    outcome, leave = "action_take_outcome", ("/do_not_ask", "action_do_not_ask", "do_not_ask")
    cleo.say("it went well", outcome, "plan_went_well")
    cleo.say("know my story", "action_set_level", "set_level_invested")
    for said, intent in (
        ("it went well", "plan_went_well"),
        ("badly", "plan_went_badly"),
        ("it fell through", "plan_not_happened"),
        ("they were kind", "tell_about_me"),
    ):
        service.forget_category("cleo", None)
        told(service, "I have a job interview tomorrow", days_ago=10, user_id="cleo")
        cleo.run("action_session_start")
        cleo.say(said, "action_reply" if intent == "tell_about_me" else outcome, intent)
    cleo.say("when was my interview?", "action_recall", "ask_about_me")
    told(service, "I have an exam tomorrow", days_ago=1, user_id="cleo")
    cleo.run("action_session_start")
    cleo.say("the exam went well", outcome, "plan_went_well")
    cleo.say("hm", "action_reply", "thank")
    cleo.say("why?", "action_explain", "ask_why")
    cleo.say("My goal is to learn the cello")
    cleo.say("/set_checkin_interval", "action_set_check_in", "set_checkin_interval", days=1)
    for said in ("still at it", "I did it", "I gave up on it"):
        service.forget_category("cleo", None)
        told(service, "My goal is to run a marathon", days_ago=3, user_id="cleo")
        cleo.run("action_session_start")
        cleo.say(said, outcome, "plan_went_well")
    cleo.say("ask me every week", "action_set_check_in", "set_checkin_interval")
    cleo.say("hmm", "action_set_check_in", "set_checkin_interval")
    cleo.say("never", "action_set_check_in", "set_checkin_interval")
    cleo.say("just nod", "action_set_level", "set_level_acknowledge")
    cleo.say("ask me every week", "action_set_check_in", "set_checkin_interval")
    service.forget_category("cleo", None)
    told(service, "I have an exam on the 3rd of next month", days_ago=1, user_id="cleo")
    cleo.say("don't ask me about the exam", "action_do_not_ask", "do_not_ask")
    cleo.say("/set_level_attentive", "action_set_level", "set_level_attentive")
    cleo.say("don't ask me about the exam", "action_do_not_ask", "do_not_ask")
    cleo.say(*leave)


def walk_through_days(lou: Conversation) -> None:
    CLOCK.set(datetime(2027, 3, 1, 12, tzinfo=UTC))  # a Monday
    lou.consent()
    lou.say("I have an exam next Tuesday")
    lou.say("the 9th", intent="nlu_fallback")


def walk_through_what_is_let_go(hal: Conversation, service: MemoryService) -> None:
    outcome = "action_take_outcome"
    hal.consent()
    hal.say("I had a fight with my mother", intent="feel_bad")
    hal.say("feeling really down", outcome, "plan_went_badly")
    hal.say("you can ask me things", "action_set_level", "set_level_attentive")
    told(service, "I have a driving test tomorrow", days_ago=10, user_id="hal")
    hal.run("action_session_start")
    hal.say("/do_not_ask", "action_do_not_ask", "do_not_ask")
    hal.say("when was my driving test?", "action_recall", "ask_about_me")
    hal.say("my dad died on Sunday", intent="feel_bad")
    service.forget_category("hal", None)
    for said, intent in (("glad it is over", "feel_good"), ("it was too much for me", "feel_bad")):
        told(service, "I have an interview on the 3rd of next month", days_ago=62, user_id="hal")
        hal.run("action_session_start")
        hal.say(said, "action_reply", intent)
        service.forget_category("hal", None)
    for intent in ("plan_went_well", "plan_went_badly", "plan_not_happened"):
        hal.say("as it was", outcome, intent)
    hal.say("I am a florist")
    hal.say("why do you ask?", "action_explain", "ask_why")
    hal.say("I'd rather not talk about my work", "action_do_not_ask", "do_not_ask")
    hal.say("my aunt keeps geese")
    hal.say("let's not talk about that", "action_do_not_ask", "do_not_ask")
    hal.say("off the record from here", "action_go_off_the_record", "go_off_the_record")


def walk_through_what_is_unasked(dora: Conversation, service: MemoryService) -> None:
    dora.consent()
    dora.say("you can ask me things here", "action_set_level", "set_level_attentive")
    for text in (
        "I always wear odd socks",
        "I can't stand horror films",
        "I work as a plumber",
        "I work on the railway",
        "my degree takes four years",
        "I live in Leeds",
        "I was born in Hull",
        "my cousin came to stay",
        "I have a rabbit",
        "I have a hamster",
    ):
        dora.say(text)
        dora.say("it does", intent="thank")
        dora.say("hm", intent="greet")
        service.forget_category("dora", None)
    told(service, "I go swimming every Thursday", days_ago=20, user_id="dora")
    dora.say("I swam a kilometre in the lake on my own")
    dora.say("know my story", "action_set_level", "set_level_invested")
    told(service, "I love jazz concerts", days_ago=20, user_id="dora")
    for text in ("I heard a jazz concert in the park", "My favourite colour is green", "I have an exam tomorrow"):
        dora.say("hm", intent="greet")
        dora.say("hm", intent="greet")
        dora.say("hm", intent="greet")
        dora.say(text)
    dora.say("I love hiking and I love chess")


def walk_through_what_may_be_over(mia: Conversation, service: MemoryService) -> None:
    mia.consent()
    for before, now, answer in (
        ("I work at the port", "I work at a bakery", ("both", "action_keep_both", "affirm")),
        ("My favourite film is Alien", "My favourite film is Heat", ("kind of", "action_reply", "nlu_fallback")),
        ("My favourite colour is red", "My favourite colour is blue", ("/deny", "action_end_former", "deny")),
    ):
        told(service, before, days_ago=30, user_id="mia")
        mia.say(now)
        mia.say(*answer)
        service.forget_category("mia", None)
