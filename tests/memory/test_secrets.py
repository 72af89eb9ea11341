"""What is secret reaches no file, in whatever field it stands and however it is written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from people import NOW, People

from memory.errors import InputInvalid
from memory.models import Memory
from memory.understand.secret_cues import CUES, Cue
from memory.understand.secrets import find_secrets

SECRET = [
    "my pass is Sunflower99!", "My pw: Orchid_31", "the code for the side gate is 4821", "my PIN's 4821",
    "use Marigold88! to get into my laptop", "AWS secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "my pin is four eight two one", "pin: four-eight-two-one", "my password is not Tulip2000 but Tulip2001",
    "my pass\u00adword is hunter22",
    "my p\u0430ssword is hunter22", "my pa$$word is hunter22", "my pin is \uff14\uff18\uff12\uff11",
    "the pin\u200b is 48\u200b21", "4821 is the pin of my visa", "key to the safe: 12-24-36", "my locker is 31 7 19",
    "my passport number is 533380006", "sort code 20-00-00 account 55779911", "my tax number is 12 345 678 901",
    "my seed phrase: legal winner thank year wave sausage worth useful legal winner thank yellow",
    "legal winner thank year wave sausage worth useful legal winner thank yellow", "my 2FA backup code is 7f3k-22mn",
    "my security question answer is Fluffy", "the password to the vault is \"open sesame\"", "password=marigold",
    "my password: correct horse battery staple", "our bike lock opens with 1 8 1 2",
    "8037 is what the back gate takes", "the shed goes 6 1 4 9",
    "summer house door: 27 then 50", "remember 7306 please. its for the debit",
    "mein PIN ist drei null sechs neun",
    "moja hasło to wiewiorka31", "mot de passe : coquelicot7", "I set it to Tr0mb0nist",
    "pad wants 5830#", "the kids tablet opens when you draw a Z", "swipe down, left, up on the phone and it opens",
    "turnip is my password", "they ask my first school for the reset and I put Hazelgrove",
    "my ledger words begin with ocean, walnut, pepper, and end in yacht",
    "fern then 4 then otter then 9 gets me in to the laptop",
    "password:turnip", "pin:4821", "PIN:4821 for the side gate", "login mira:turnip7", "wpa2:turnip4ever",
    "https://mira:turnip7@example.com/login", "postgres://app:t0psecret@db.example/shop",
    "mon mot de passe est navet", "minha senha é nabo", "moje hasło jest rzepa", "密码是 turnip7",
]  # fmt: skip
HARMLESS = [
    "I forgot my PIN again", "my password is too long", "set my alarm for seven fifteen every morning",
    "my locker is number 214",
    "we are at gate 114", "call me on 07700 900123", "my passport expires in 2027", "I write code in python3",
    "the combination of sweet and salty, 10 out of 10",
    "my username is cherry_pie09", "my email is anna.s99@example.com",
    "the key is to rest", "I saved 5000 in my account for the car",
    "my order number is 88213",
    "the alarm went at 6 25 and again at 0655", "the garage wants 2300",
    "my pin cushion has 213 needles",
    "I have 3 children aged 6 9 and 12 and one tablet", "visa interview on 14 03 2026", "swipe right on the phone app",
    "the address is 1422 Garage Road", "my phone number ends with 223",
    "my password was hacked in 2019", "the bank shut two branches, one in 2023",
 "drive safe, it's 400 km",
    "my site is https://example.com:8080/about", "note:milk and eggs", "ratio a:b is fine", "the score was ana:bea 3:1",
    "Monday:gym, Tuesday:swim", "the code word est in French means is",
    "went shopping came home made soup fed cat watched telly slept like baby",
]  # fmt: skip


@pytest.mark.parametrize("text", SECRET)
def test_a_secret_is_found_by_its_shape(text: str) -> None:
    assert find_secrets(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert find_secrets(text) == ()


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.example)
def test_every_cue_finds_its_example(cue: Cue) -> None:
    assert cue.kind in {kind for _, _, kind in find_secrets(cue.example)}


def test_a_place_leads_back_to_the_text_as_it_was_written() -> None:
    text = "Hello. My p\u0430ss\u00adword is Tul\u200bip2001. Bye now."
    ((start, end, _),) = find_secrets(text)
    assert text[start:end].startswith("p\u0430ss") or text[start:end].startswith("My")
    assert "Tul\u200bip2001" in text[start:end]
    assert "Bye" not in text[start:end]


def test_a_value_is_not_kept_from_beside_it_either(people: People) -> None:
    seen = people.say("ana", "my pin is 482177. I have a cat called 482177 and a dog called Rex")
    assert ("secret", "pin") in {(one.reason, one.category) for one in seen.withheld}
    assert people.files_with("482177") == []


@pytest.mark.parametrize(("line", "value"), [("What is your password?", "marigold"), ("My password is", "zebrafinch")])
def test_a_bare_value_after_a_line_that_names_a_password_is_one(people: People, line: str, value: str) -> None:
    if line.endswith("?"):
        seen = people.say("ana", value, in_reply_to=line)
    else:
        people.say("ana", line)
        seen = people.say("ana", value)
    assert [one.reason for one in seen.withheld] == ["secret"]
    assert people.files_with(value) == []


def test_no_field_that_a_person_can_set_takes_a_secret(people: People) -> None:
    service = people.service
    memory = people.tell("ana", "I have a red bicycle")
    for changes in (
        {"quote": "I have a blue bicycle", "statement": "You have the password hunter22"},
        {"statement": "Your card is 4111 1111 1111 1111"},
        {"quote": "my pin is 482177"},
    ):
        with pytest.raises(InputInvalid):
            service.correct("ana", memory.id, changes, channel="by hand")
    for channel in ("hunter 22", "Hunter22!", "4111111111111111"):
        with pytest.raises(InputInvalid):
            service.tell("ana", "I have a green bicycle", channel=channel)
    for profile in (
        {"levels": {"hunter22": "quiet"}},
        {"consent_text": "My password is hunter22"},
        {"consent_text": "hunter22"},
    ):
        with pytest.raises(InputInvalid):
            service.change_profile("ana", profile)
    with pytest.raises(InputInvalid):
        people.say("ana", "I like tea", message_id="hunter 22")
    people.say("ana", "I like green tea", in_reply_to="You said that the password is hunter22.")
    people.reopen()
    assert people.files_with("hunter22", "hunter 22", "482177", "4111 1111", "4111111111111111") == []


def test_a_secret_that_comes_in_two_parts_by_hand_is_refused(people: People) -> None:
    memory = people.tell("ana", "I have a red bicycle")
    corrected = people.service.correct("ana", memory.id, {"quote": "My door code is"}, channel="by hand")
    with pytest.raises(InputInvalid):
        people.service.correct("ana", corrected.id, {"quote": "739184"}, channel="by hand")
    people.service.tell("ana", "My password is", channel="by hand")
    with pytest.raises(InputInvalid):
        people.service.tell("ana", "Orchid_31", channel="by hand")
    for channel in ("pin.is.739184", "my_pin_739184"):
        with pytest.raises(InputInvalid):
            people.service.tell("ana", "I have a green bicycle", channel=channel)
    assert people.files_with("739184", "Orchid_31") == []


def test_an_import_takes_no_secret_in_any_field(people: People) -> None:
    def exported(**fields: str) -> Memory:
        told = datetime(2026, 3, 1, tzinfo=UTC)
        base = {"id": "a1", "user_id": "x", "quote": "I sing", "statement": "You sing", "category": "habits",
                "slot": None, "about": None, "told_at": told, "channel": "web", "message_id": "m1"}  # fmt: skip
        return Memory(**base | fields)  # type: ignore[arg-type]

    for n, fields in enumerate(
        (
            {"quote": "my pw is hunter22"},
            {"statement": "Your pin is 482177"},
            {"in_reply_to": "My pin is 482177."},
            {"channel": "my pw is hunter22"},
            {"message_id": "my pw is hunter22"},
        )
    ):
        taken = people.service.import_memories("ana", [exported(id=f"a{n}", **fields)])
        assert ("quote" in fields) == ([one.reason for one in taken.refused] == ["secret"])
    assert people.files_with("hunter22", "482177") == []


def test_marks_that_hide_others_are_not_kept(people: People) -> None:
    (told,) = people.service.tell("ana", "I have a\x00 \u202ered\u202c bicycle\ud800", channel="by hand")
    assert told.quote == "I have a red bicycle"
    corrected = people.service.correct(
        "ana", told.id, {"quote": "I have a \u2066blue\u2069 bicycle\x07"}, channel="by hand"
    )
    assert corrected.quote == "I have a blue bicycle"
    seen = people.say("ana", "I live in Por\u202eto", sent_at=NOW)
    assert [memory.quote for memory in seen.memories] == ["I live in Porto"]


def test_no_file_of_the_project_reads_a_secret_from_a_log(
    home: Path, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    people.say("ana", "my pw: Orchid_31")
    assert "Orchid" not in caplog.text
