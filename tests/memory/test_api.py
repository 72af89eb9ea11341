"""The REST contract, over HTTP against the real application."""

from __future__ import annotations

from http_calls import say, user_token
from people import People
from starlette.testclient import TestClient


def test_the_whole_contract_in_one_conversation(client: TestClient) -> None:
    assert client.get("/v1/users/ana/profile").json()["remembering"] == "on"
    (home,) = say(client, "I live in Porto")["memories"]
    assert " ".join(sorted(home)) == (
        "about attribute category channel ended_on expires_at id imported_at imported_from in_reply_to message_id "
        "modality negated quote repeats seen sensitivity slot statement status supersedes told_at used user_id value "
        "weight who"
    )
    assert home["slot"] == {"entity": "self", "relation": None, "attribute": "home", "value": "Porto"}
    plan = say(client, "I have an exam next tuesday", message_id="m2")["memories"][0]
    assert plan["about"] == {"from": "2026-11-24", "to": "2026-11-24", "phrase": "next tuesday"}
    assert say(client, "my pin is 4711", message_id="m3")["withheld"] == [{"reason": "secret", "category": "pin"}]

    listed = client.get("/v1/users/ana/memories").json()
    assert {memory["id"] for memory in listed["memories"]} == {home["id"], plan["id"]}
    first = client.get("/v1/users/ana/memories", params={"limit": 1}).json()
    second = client.get("/v1/users/ana/memories", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert first["memories"] + second["memories"] == listed["memories"]
    assert second["next_cursor"] is None
    places = client.get("/v1/users/ana/memories", params={"category": "places"}).json()
    assert [memory["id"] for memory in places["memories"]] == [home["id"]]

    by_hand = client.post("/v1/users/ana/memories", json={"text": "I play the bassoon"})
    assert (by_hand.status_code, by_hand.json()["memories"][0]["channel"]) == (201, "by hand")
    recalled = client.get("/v1/users/ana/recall", params={"q": "where do I live?"}).json()
    assert recalled["answerable"]
    assert (recalled["outcome"], recalled["answering"]) == ("answer", 1)
    assert recalled["matches"][0]["memory"]["id"] == home["id"]
    assert 0 <= recalled["matches"][0]["score"] <= 1

    path = f"/v1/users/ana/memories/{home['id']}"
    assert client.patch(path, json={"text": "I live in Braga"}).json()["quote"] == "I live in Braga"
    assert [former["quote"] for former in client.get(path).json()["history"]] == ["I live in Porto"]
    assert client.get("/v1/users/ana/uses").json() == {"uses": []}
    changed = client.put("/v1/users/ana/profile", json={"level": "quiet", "timezone": "Europe/Lisbon"}).json()
    assert (changed["level"], changed["timezone"], changed["remembering"]) == ("quiet", "Europe/Lisbon", "on")
    assert "attachment" in client.get("/v1/users/ana/export").headers["content-disposition"]
    assert "# What I remember" in client.get("/v1/users/ana/export", params={"format": "markdown"}).text

    report = client.delete(path).json()
    assert (report["memories"], report["residue"]) == (2, 0)
    assert set(report) == {"memories", "vectors", "transcript_turns", "scanned_files", "residue", "took_ms"}
    assert client.get(path).status_code == 404
    assert client.delete("/v1/users/ana/memories", params={"category": "plans"}).json()["memories"] == 1
    assert client.delete("/v1/users/ana").json()["residue"] == 0
    assert client.get("/v1/users/ana/profile").json()["remembering"] == "unasked"


def test_what_waits_for_a_yes_is_shown_and_decided(client: TestClient) -> None:
    say(client, "I have diabetes")
    (waiting,) = client.get("/v1/users/ana/withheld").json()["withheld"]
    assert (waiting["quote"], waiting["sensitivity"]) == ("I have diabetes", "health")
    (kept,) = client.post("/v1/users/ana/withheld", json={"keep": True}).json()["memories"]
    assert kept["quote"] == "I have diabetes"
    say(client, "I have asthma", message_id="m2")
    assert client.post("/v1/users/ana/withheld", json={"keep": False}).json()["memories"] == []
    assert client.get("/v1/users/ana/withheld").json() == {"withheld": []}


def test_two_accounts_are_linked_and_unlinked(client: TestClient) -> None:
    say(client, "I live in Porto")
    asked = {"consent_text": "Shall they be one?"}
    made = client.post("/v1/users/ana/link-codes", json=asked)
    assert made.status_code == 201
    assert set(made.json()) == {"code", "expires_at"}
    typed = {"code": made.json()["code"], "consent_text": "Shall these be one?"}
    own = client.post("/v1/users/ana/links", json=typed)
    assert (own.status_code, own.headers["content-type"]) == (409, "application/problem+json")
    assert client.post("/v1/users/slack:T1:U1/links", json=typed).status_code == 409  # not looked at yet
    look = client.post("/v1/users/slack:T1:U1/link-codes/look", json={"code": typed["code"]}).json()
    assert set(look) == {"own", "other", "expires_at"}
    assert set(look["other"]) == {"channel", "where", "memories", "since"}
    waiting = client.post("/v1/users/slack:T1:U1/links", json=typed)
    assert waiting.status_code == 202
    assert client.get("/v1/users/slack:T1:U1/links").json() == {"links": []}
    (request,) = client.get("/v1/users/ana/link-requests").json()["requests"]
    assert (request["id"], request["made"]) == (waiting.json()["id"], True)
    answer = f"link-requests/{request['id']}"
    assert client.post(f"/v1/users/slack:T1:U1/{answer}", json={"yes": True, **asked}).status_code == 404
    assert client.post(f"/v1/users/ana/{answer}", json={"yes": True}).status_code == 422
    linked = client.post(f"/v1/users/ana/{answer}", json={"yes": True, **asked})
    assert [(one["account"], set(one)) for one in linked.json()["links"]] == [
        ("slack:T1:U1", {"account", "channel", "where", "linked_at"})
    ]
    (of_ana,) = client.get("/v1/users/ana/links").json()["links"]
    assert (of_ana["account"], of_ana["channel"]) == ("slack:T1:U1", "slack")
    there = client.get(
        "/v1/users/slack:T1:U1/memories", headers={"Authorization": f"Bearer {user_token('slack:T1:U1')}"}
    )
    assert [memory["quote"] for memory in there.json()["memories"]] == ["I live in Porto"]
    unlinked = client.delete("/v1/users/ana/links/slack:T1:U1")
    assert (unlinked.status_code, unlinked.json()) == (200, {"links": []})
    assert client.delete("/v1/users/ana/links/slack:T1:U1").status_code == 404
    assert client.get("/v1/users/slack:T1:U1/memories").json()["memories"] == []


def test_an_id_with_odd_characters_is_one_person(client: TestClient, people: People) -> None:
    people.consent("slack:T1:U2 é")
    say(client, "I live in Porto", user_id="slack:T1:U2%20%C3%A9")
    assert len(people.service.memories("slack:T1:U2 é")) == 1


def test_every_path_of_the_contract_is_there(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {path.removeprefix("/v1/users/{user}"): sorted(paths[path]) for path in paths} == {
        "/messages": ["post"],
        "/read": ["post"],
        "/memories": ["delete", "get", "post"],
        "/memories/{memory_id}": ["delete", "get", "patch"],
        "/recall": ["get"],
        "/withheld": ["get", "post"],
        "/uses": ["get"],
        "/moves": ["get"],
        "/people": ["get"],
        "/profile": ["get", "put"],
        "/export": ["get"],
        "/import": ["post"],
        "/link-codes": ["post"],
        "/link-codes/look": ["post"],
        "/link-requests": ["get"],
        "/link-requests/{request_id}": ["post"],
        "/links": ["get", "post"],
        "/links/{account}": ["delete"],
        "": ["delete"],
    }
