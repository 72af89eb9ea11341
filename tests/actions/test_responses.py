"""Every response that actions name is authored, is said, and has just the places that are filled."""

from __future__ import annotations

import re

from calls import NOT_VALUES, ROOT, Conversation, domain
from starlette.testclient import TestClient
from walks.what_is_kept import walk_through_explaining, walk_through_remembering
from walks.what_it_asks import (
    walk_through_days,
    walk_through_following_up,
    walk_through_what_is_let_go,
    walk_through_what_is_unasked,
    walk_through_what_may_be_over,
)
from walks.what_people_want import (
    walk_through_what_is_for_the_person,
    walk_through_what_is_set_and_said_unasked,
    walk_through_what_people_say_beside_it,
)

from memory.service import MemoryService

LEVELS = ("quiet", "acknowledge", "attentive", "invested")


def test_every_response_is_authored_with_exactly_the_places_that_are_filled(
    client: TestClient, service: MemoryService
) -> None:
    """Walks through everything that actions can say; what they name and never say here fails the test."""
    people = [
        Conversation(client, name)
        for name in ("ana", "ben", "cleo", "dora", "edo", "finn", "gil", "hal", "ivo", "jon", "kay", "lou", "mia")
    ]
    ana, ben, cleo, dora, edo, finn, gil, hal, ivo, jon, kay, lou, mia = people
    walk_through_remembering(ana, ben, service)
    walk_through_following_up(cleo, service)
    walk_through_what_is_unasked(dora, service)
    walk_through_explaining(edo, service)
    walk_through_what_is_for_the_person(finn, gil, service)
    walk_through_what_is_let_go(hal, service)
    walk_through_what_is_set_and_said_unasked(ivo, service)
    walk_through_what_people_say_beside_it(jon, kay, service)
    kay.say("I went to the sea with my dog. " * 100)
    walk_through_days(lou)
    walk_through_what_may_be_over(mia, service)
    everybody_said = [said for person in people for said in person.seen]

    authored = domain()["responses"]
    for said in everybody_said:
        for variation in authored[said["response"]]:
            places = set(re.findall(r"{(\w+)}", variation["text"]))
            assert places == set(said) - NOT_VALUES, said["response"]
        assert all(said[place] not in (None, "") for place in set(said) - NOT_VALUES), said["response"]
    named = {name for name in authored if name.startswith("utter_level_is_")}
    for path in (ROOT / "actions").glob("*.py"):
        named |= set(re.findall(r"\"(utter_(?!action)\w+)\"", path.read_text()))
    assert named <= set(authored)
    only_on_faults = {
        "utter_disk_full",
        "utter_forgetting_unfinished",
        "utter_forgotten_with_residue",
        "utter_memory_failed",
        "utter_not_read",
        "utter_question_not_read",
        "utter_not_forgotten",
        "utter_unread",
        "utter_too_many",
    }
    said_names = {said["response"] for said in everybody_said}
    versions = {name for name in authored if name.rpartition("_")[2] in LEVELS and name.rpartition("_")[0] in authored}
    assert {
        name for name in named if name not in said_names and not any(v.startswith(name) for v in versions & said_names)
    } == only_on_faults
    assert versions - said_names == set(), "a version for a level that is never said"
