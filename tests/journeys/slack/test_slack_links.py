"""Slack and the web, linked by a code: one person, until they are unlinked."""

from __future__ import annotations

import json
import re
import urllib.parse

from colleague import Colleague
from fake_slack import FakeSlack
from retold import Person, Retold


def visitor(place: Retold) -> Person:
    person = Person(place)
    person.open()
    person.press("/affirm")
    return person


def texts(place: Retold, colleague: Colleague) -> set[str]:
    path = f"/v1/users/{urllib.parse.quote(colleague.user_id)}/memories"
    return {memory["quote"] for memory in place.service("GET", path)["memories"]}


def test_a_code_of_the_web_links_in_slack_and_the_home_tab_unlinks(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    person = visitor(place)
    person.say("i live in Kiruna")
    colleague.consent()
    assert "linked with no other" in colleague.command("unlink").text
    made = person.ask("POST", "/webhooks/web/me/link-codes", {"consent_text": "Yes, link them."})
    assert made.status == 201, made

    asked = colleague.command(f"link {made.body['code']}")
    assert "link a Slack account in the workspace Acme (nothing told yet) with a browser" in asked.text
    assert "(1 memory, since" in asked.text
    assert "Kiruna" not in asked.text
    assert "made yourself" in asked.text
    since = slack.now()
    colleague.press(asked, "Both are mine: link them")
    done = slack.wait_for(lambda call: call.arguments.get("replace_original") is True, since)
    assert "I have asked" in done.text
    assert texts(place, colleague) == set()
    (request,) = person.ask("GET", "/webhooks/web/me/link-requests").body["requests"]
    assert (request["other"]["channel"], request["other"]["where"]) == ("slack", "Acme")
    yes = {"yes": True, "consent_text": "Yes, link them."}
    assert person.ask("POST", f"/webhooks/web/me/link-requests/{request['id']}", yes).status == 200
    assert texts(place, colleague) == {"i live in Kiruna"}
    since = slack.now()
    colleague.send("where do i live?")
    assert "linked with another: a browser" in colleague.answer(since, "linked with another").text
    assert "in the web chat" in colleague.answer(since, "Kiruna").text
    assert "linked with another: a Slack account in the workspace Acme" in person.say("hello").text
    (link,) = person.ask("GET", "/webhooks/web/me/links").body["links"]
    assert link["channel"] == "slack"

    view = colleague.open_home()
    assert "Linked with the web chat" in json.dumps(view)
    since = slack.now()
    colleague.press_home(view, "Unlink …")
    left = colleague.home(since)
    assert "Linked with" not in json.dumps(left)
    colleague.answer(since, "Unlinked")
    assert texts(place, colleague) == set()
    assert person.ask("GET", "/webhooks/web/me/links").body["links"] == []


def test_a_code_of_slack_links_on_the_web(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    person = visitor(place)
    colleague.consent()
    since = slack.now()
    colleague.press_home(colleague.open_home(), "Link another account …")
    dialog = dict(slack.wait_for(lambda call: call.method == "views.open", since).arguments["view"])
    assert "one person to me" in json.dumps(dialog)
    since = slack.now()
    colleague.submit(dialog, "")
    code = re.search(r"Your code is (\S+)\.", colleague.answer(since, "Your code is").text)
    assert code
    typed = {"code": code[1], "consent_text": "Yes, link them."}
    assert person.ask("POST", "/webhooks/web/me/links", typed).status == 409
    look = person.ask("POST", "/webhooks/web/me/link-codes/look", {"code": code[1]}).body
    assert (look["other"]["channel"], look["other"]["where"]) == ("slack", "Acme")
    asked = person.ask("POST", "/webhooks/web/me/links", typed)
    assert asked.status == 202, asked
    assert person.ask("GET", "/webhooks/web/me/links").body["links"] == []
    question = colleague.command("link")
    assert "Acme (nothing told yet) with a browser" in question.text
    since = slack.now()
    colleague.press(question, "Both are mine: link them")
    slack.wait_for(lambda call: "Linked with the web chat" in call.text, since)
    account = person.ask("GET", "/webhooks/web/me/links").body["links"][0]["account"]
    assert account == colleague.user_id
    since = slack.now()
    colleague.send("i live in Vadso")
    colleague.answer(since, "Noted")
    assert "Vadso" in person.say("where do i live?").text

    unlinked = person.ask("DELETE", f"/webhooks/web/me/links/{urllib.parse.quote(account, safe='')}")
    assert (unlinked.status, unlinked.body["links"]) == (200, [])
    assert "Vadso" not in person.say("where do i live?").text


def test_a_wrong_code_is_said_to_be_one(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    assert "This code is wrong" in colleague.command("link NOT-A-CODE").text


def test_a_code_that_somebody_was_talked_into_typing_gives_nothing_by_itself(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    mallory, victim = visitor(place), colleague
    victim.consent()
    since = slack.now()
    victim.send("i live in Vardo")
    victim.answer(since, "Noted")
    code = mallory.ask("POST", "/webhooks/web/me/link-codes", {"consent_text": "Yes, link them."}).body["code"]
    asked = victim.command(f"link {code}")
    assert "read, change and erase everything you told me here" in asked.text
    assert mallory.ask("GET", "/webhooks/web/me/link-requests").body["requests"] == []
    assert "Vardo" not in str(mallory.ask("GET", "/webhooks/web/me/export").body)


def test_a_message_changed_into_off_the_record_is_not_noted(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    ts = colleague.send("i play the bassoon")
    colleague.answer(since, "Noted")
    since = slack.now()
    colleague.edit(ts, "Just between us and do not write this down: I live in Hammerfest")
    colleague.answer(since, "bassoon")
    assert "Hammerfest" not in str(colleague.command("list").text)


def test_what_is_sensitive_waits_in_the_home_tab(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    for title, kept in (("Don't keep it", set()), ("Keep it", {"I was diagnosed with diabetes"})):
        since = slack.now()
        colleague.send("I was diagnosed with diabetes")
        colleague.answer(since, "sensitive")
        view = colleague.open_home()
        assert "Waiting for your answer" in json.dumps(view)
        since = slack.now()
        colleague.press_home(view, title)
        assert "Waiting for your answer" not in json.dumps(colleague.home(since))
        assert texts(place, colleague) == kept


def test_a_thing_is_put_to_rest_and_taken_up_again(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    colleague.send("i play the bassoon")
    colleague.answer(since, "Noted")
    view, since = colleague.open_home(), slack.now()
    colleague.press_home(view, "Don't bring this up")
    view = colleague.home(since)
    assert "(not brought up again)" in json.dumps(view)
    since = slack.now()
    colleague.press_home(view, "You may bring it up again")
    assert "(not brought up again)" not in json.dumps(colleague.home(since))
