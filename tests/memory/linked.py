"""Two accounts of somebody, and how they are linked."""

from __future__ import annotations

from people import People

WEB, SLACK, SITE = "web:ana", "slack:T1:U1", "web:site:ana"
BOTH = {"I live in Porto", "my aunt Wilhelmina sings in a choir"}
"""What was told in the two, one in each."""


def link(people: People, shown: str = WEB, typed: str = SLACK) -> None:
    request = ask(people, people.service.make_link_code(shown, "Shall I make a code?").code, typed)
    people.service.link(shown, request, "Shall they be one?")


def ask(people: People, code: str, typed: str = SLACK) -> str:
    """Types a code, having been shown whose it is; returns the id of the request."""
    people.service.look_at_code(typed, code)
    return people.service.ask_to_link(typed, code, "Shall these be one?").id


def quotes(people: People, account: str) -> set[str]:
    return {memory.quote for memory in people.service.memories(account)}
