"""Conversations that together make the actions say everything they can say."""

from __future__ import annotations

from calls import Conversation
from past import told
from test_verbs import MOVE

from memory.service import MemoryService


def walk_through_remembering(ana: Conversation, ben: Conversation, service: MemoryService) -> None:
    ana.run("action_session_start")
    ana.say(MOVE)
    ana.say("/affirm", "action_accept_consent", "affirm")
    ana.run("action_session_start")
    ana.say("what do you remember?", "action_list_memories", "list_memories")
    ana.say("open my memories", "action_show_page", "open_memories_page")
    ana.say("export my data", "action_show_export", "export_data")
    ana.say("why did you say that?", "action_explain", "ask_why")
    ana.say("I love hiking")
    ana.run("action_session_start")
    service.change_profile("ana", {"level": "quiet"})
    ana.run("action_session_start")
    service.change_profile("ana", {"level": "acknowledge"})
    ana.say("I'm Mira", intent="give_name")
    ana.say("forget i love hiking", "action_propose_forget", "forget_something")
    ana.say("yes", "action_forget", "affirm")
    ana.run("action_session_start")
    ana.say(MOVE)
    ana.run("action_session_start")
    ana.say("actually I live in Braga now")
    ana.say("where do i live?", "action_recall", "ask_about_me")
    ana.say("where did i live before?", "action_recall", "ask_about_me")
    ana.say("what have i told you about my family?", "action_recall", "ask_about_me")
    ana.say("I love tea, I love hiking and I love chess")
    ana.say("what do i love?", "action_recall", "ask_about_me")
    ana.say("what's my brother's name?", "action_recall", "ask_about_me")
    ana.say("why?", "action_explain", "ask_why")
    ana.say("what do you remember?", "action_list_memories", "list_memories")
    for n, name in enumerate(("Ada", "Bo", "Cleo", "Dara", "Edo", "Fay", "Gus", "Hal", "Ida", "Jo")):
        service.tell("ana", f"my friend {name} plays chess number {n}", channel="by hand")
    ana.say("what do you remember?", "action_list_memories", "list_memories")
    ana.say("what have i told you about my friends?", "action_recall", "ask_about_me")
    ana.say("my pin is 4711")
    ana.say("I have diabetes")
    ana.say("yes", "action_keep_withheld", "affirm")
    ana.say("yes", "action_keep_withheld", "affirm")
    ana.say("I have asthma")
    ana.say("no", "action_drop_withheld", "deny")
    service.change_profile("ana", {"sensitive": "never"})
    ana.say("I have asthma")
    ana.say("yes", intent="affirm")
    ana.say("book me a table", intent="out_of_scope")
    ana.say("hmm", intent="tell_about_me")
    for text in ("hmm, so it goes, harbour and all", "I have two geese"):
        ana.say(text, intent="tell_about_me")
        ana.say("note it", "action_note_it", "note_it")
    ana.say("ugh", intent="feel_bad")
    ana.say("blorp", intent="nlu_fallback")
    ana.say("forget about zebras", "action_propose_forget", "forget_something")
    service.change_profile("ana", {"remembering": "off"})
    ana.say("what do you remember?", "action_list_memories", "list_memories")
    ana.say("stop", "action_stop_remembering", "stop_remembering")
    ana.say("I have two rabbits")
    ana.say("what are my rabbits called?", "action_recall", "ask_about_me")
    ana.say("remember again", "action_resume_remembering", "resume_remembering")
    ana.say("forget everything", "action_propose_forget_everything", "forget_everything")
    ana.say("no", "action_keep", "deny")
    ana.say("forget everything", "action_propose_forget_everything", "forget_everything")
    ana.say("yes", "action_forget_everything", "affirm")
    ben.run("action_session_start")
    ben.say("note it", "action_note_it", "note_it")
    ben.say("/deny", "action_decline_consent", "deny")
    ben.say("I have two rabbits")
    ben.run("action_session_start")


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


def walk_through_what_is_let_go(hal: Conversation, service: MemoryService) -> None:
    outcome = "action_take_outcome"
    hal.consent()
    hal.say("you can ask me things", "action_set_level", "set_level_attentive")
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


def walk_through_explaining(edo: Conversation, service: MemoryService) -> None:
    noted = ("what did you note?", "action_say_what_was_noted", "ask_what_noted")
    unknown = ("what don't you know?", "action_say_what_is_unknown", "ask_what_unknown")
    remember = ("do you remember me?", "action_say_whether_it_remembers", "ask_do_you_remember_me")
    wrong = ("not right", "action_take_correction", "correct_bot")
    edo.consent()
    for ask in (noted, unknown, remember, wrong):
        edo.say(*ask)
    edo.say("are you selling this?", "action_say_not_sold", "ask_selling")
    edo.say("the usual?", "action_offer_usual", "usual")
    for level in ("acknowledge", "attentive", "quiet", "invested"):
        edo.say("like that", "action_set_level", f"set_level_{level}")
        edo.say("which level?", "action_say_level", "ask_level")
        edo.say("I drink a flat white every morning")
        edo.say(*noted)
        edo.say(*noted)
        edo.say(*unknown)
        edo.say(*remember)
        edo.say("what do I drink every morning?", "action_recall", "ask_about_me")
        edo.say("why?", "action_explain", "ask_why")
        edo.say("how do you know?", "action_say_how_known", "ask_how_know")
        edo.say(*wrong)
        edo.say("hm", "action_reply", "thank")
    edo.say("the usual?", "action_offer_usual", "usual")
    edo.say("ugh", intent="feel_bad")
    for name in ("Ada", "Bo", "Cleo"):
        service.tell("edo", f"my friend {name} plays chess on Sundays", channel="by hand")
    told(service, "I have a dentist appointment tomorrow", days_ago=9, user_id="edo")
    for level in ("attentive", "quiet"):
        service.change_profile("edo", {"level": level})
        edo.say("when is my dentist appointment?", "action_recall", "ask_about_me")
        edo.say("what have i told you about my friends?", "action_recall", "ask_about_me")
    edo.say("hello there", "action_reply", "thank")
    for category in ("people", "work", "places", "habits", "goals", "pets", "study", "possessions"):
        service.tell("edo", f"something of the group {category}", channel="by hand", category=category)
    edo.say(*unknown)
    edo.say("who runs you?", "action_tell_about_itself", "ask_about_bot_more")
    edo.say("qwzx qwzx", "action_tell_about_itself", "ask_about_bot_more")
    edo.say("I love horror films")
    edo.say("I don't like horror films any more")
    edo.say(*wrong)


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
    finn.say("A walk by the river helps me when I am low")
    finn.say("my sister and I do not talk any more")
    finn.say("yay", intent="feel_good")
    for text in ("everything is terrible", "i hate my awful life", "i feel so sad and alone"):
        finn.say(text, intent="feel_bad")
    finn.say("i want to die", "action_meet_crisis", "crisis")
    told(service, "I have a dentist appointment tomorrow", days_ago=10, user_id="gil")
    gil.say("you can ask me things", "action_set_level", "set_level_attentive")
    gil.run("action_session_start")
    gil.say("/do_not_ask", "action_do_not_ask", "do_not_ask")
    gil.say("when was my dentist appointment?", "action_recall", "ask_about_me")


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
        ("I love tea", "it was terrible, I feel awful about it", "plan_went_badly"),
    ):
        service.forget_category("ivo", None)
        told(service, plan, days_ago=3, user_id="ivo")
        ivo.say(said, outcome, intent)
    ivo.say("should I see a doctor?", "action_recall", "ask_about_me")
    ivo.say("why do you want to know?", "action_explain", "ask_why")
    ivo.say("forget i love tea", "action_propose_forget", "forget_something")
    ivo.say("i see", "action_forget", "affirm")
    ivo.say("keep it short", "action_set_level", "set_level_quiet")
    ivo.say("blorp", intent="nlu_fallback")


def walk_through_what_people_say_beside_it(jon: Conversation, kay: Conversation, service: MemoryService) -> None:
    greet, suggest = ("action_return_greeting", "greet"), ("action_suggest", "suggest_something")
    jon.run("action_session_start")
    jon.say("hello", *greet)
    jon.say("I have a dog")
    jon.say("yes, but can I erase it?", "action_accept_consent", "affirm")
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
