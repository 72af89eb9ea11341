"""What people set, want for themselves, and say beside it."""

from __future__ import annotations

from calls import Conversation
from past import told

from memory.service import MemoryService


def walk_through_what_is_for_the_person(finn: Conversation, gil: Conversation, service: MemoryService) -> None:
    suggest, decline = ("action_suggest", "suggest_something"), ("action_decline_suggestion", "decline_suggestion")
    for person in (finn, gil):
        person.consent()
        person.say("not my thing", *decline)
        person.say("suggest something", *suggest)
        person.say("not my thing", *decline)
        person.say("suggest something", *suggest)
        person.say("sounds good", "action_accept_suggestion", "accept_suggestion")
    finn.say("I love hiking in the mountains")
    finn.say("suggest something", *suggest)
    for _ in range(80):
        finn.say("something else please", *decline)
    gil.say("I'm not doing great today", intent="feel_bad")
    gil.say("my brother and I do not talk any more")
    for text in ("everything is terrible", "i hate my awful life", "i feel so sad and alone"):
        gil.say(text, intent="feel_bad")
    finn.say("I go for a walk by the river when I am low, it helps me")
    finn.say("my sister and I do not talk any more")
    finn.say("yay", intent="feel_good")
    for text in ("everything is terrible", "i hate my awful life", "i feel so sad and alone"):
        finn.say(text, intent="feel_bad")
    finn.say("i want to die", "action_meet_crisis", "crisis")
    told(service, "I have a driving test tomorrow", days_ago=10, user_id="gil")
    gil.say("you can ask me things", "action_set_level", "set_level_attentive")
    gil.run("action_session_start")
    gil.say("/do_not_ask", "action_do_not_ask", "do_not_ask")
    gil.say("when was my driving test?", "action_recall", "ask_about_me")


def walk_through_what_is_set_and_said_unasked(ivo: Conversation, service: MemoryService) -> None:
    sensitive, pace, outcome = (
        "action_set_sensitive",
        ("action_set_check_in", "set_checkin_interval"),
        "action_take_outcome",
    )
    ivo.run("action_session_start")
    ivo.say("keep sensitive things", sensitive, "set_sensitive")
    ivo.say("/affirm", "action_accept_consent", "affirm")
    for said in (
        "what about sensitive things?",
        "keep sensitive things",
        "never keep them",
        "ask before you keep them",
    ):
        ivo.say(said, sensitive, "set_sensitive")
    ivo.say("my father is in hospital")
    ivo.say("no", "action_drop_withheld", "deny")
    ivo.say("know my story", "action_set_level", "set_level_invested")
    ivo.say("ask me something", "action_set_level", "set_level_attentive")
    ivo.say("how often will you ask?", *pace)
    ivo.say("every week", *pace)
    ivo.say("how often will you ask?", *pace)
    for plan, said, intent in (
        ("I have an exam tomorrow", "the exam went badly", "plan_went_badly"),
        ("I have an exam tomorrow", "the exam was cancelled", "plan_not_happened"),
        ("My goal is to run a marathon", "I finished the marathon", "plan_went_well"),
        ("I love hiking", "it was terrible, I feel awful about it", "plan_went_badly"),
    ):
        service.forget_category("ivo", None)
        told(service, plan, days_ago=3, user_id="ivo")
        ivo.say(said, outcome, intent)
    service.forget_category("ivo", None)
    told(service, "I have an exam tomorrow", days_ago=3, user_id="ivo")
    ivo.say("it did not happen", outcome, "plan_not_happened")
    ivo.say("great", outcome, "plan_went_well")
    ivo.meant = "stop_remembering"
    ivo.say("maybe less of that", intent="nlu_fallback")
    ivo.say("should I see a doctor?", "action_recall", "ask_about_me")
    ivo.say("why do you want to know?", "action_explain", "ask_why")
    ivo.say("forget i love hiking", "action_propose_forget", "forget_something")
    for _ in range(3):
        ivo.say("i see", "action_forget", "affirm")
    ivo.say("keep it short", "action_set_level", "set_level_quiet")
    ivo.say("blorp", intent="nlu_fallback")


def walk_through_what_people_say_beside_it(jon: Conversation, kay: Conversation, service: MemoryService) -> None:
    greet, suggest = ("action_return_greeting", "greet"), ("action_suggest", "suggest_something")
    jon.run("action_session_start")
    jon.say("hello", *greet)
    jon.say("I have a dog")
    jon.say("yes, but can I erase it?", intent="nlu_fallback")
    jon.say("/affirm", "action_accept_consent", "affirm")
    jon.say("Leeds", intent="nlu_fallback")
    jon.say("no", "action_drop_name", "deny")
    jon.say("hello again", *greet)
    jon.say("I'm Jon and I work as a florist", intent="give_name")
    jon.say("I passed my driving test, I am so happy")
    jon.say("I have applied for another job, don't write that down")
    for said in ("that's life", "are you there?", "sorry about that"):
        jon.say(said, intent="nlu_fallback")
    jon.say("ok ok, and the colour of a zebra is what?", intent="deny")
    jon.say("know any good books about history?", *suggest)
    jon.say("a good book about the sea and history please", *suggest)
    jon.say("I drink a pot of tea every morning")
    jon.say("the usual?", "action_offer_usual", "usual")
    jon.say("no, I said two pots of tea")
    jon.say("i want to die", "action_meet_crisis", "crisis")
    jon.say("no I will not do anything tonight")
    kay.run("action_session_start")
    kay.say("/affirm", "action_accept_consent", "affirm")
    kay.run("action_session_start")
    kay.say("hello", *greet)
    service.change_profile("kay", {"level": "attentive"})
    told(service, "I have a job interview tomorrow", days_ago=10, user_id="kay")
    kay.run("action_session_start")
    kay.say("hi", *greet)
