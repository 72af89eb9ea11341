"""Something to read, to see or to go out for: one thing near to what the person likes, one outside of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from actions.acknowledge import acknowledge, noted_of
from actions.catalog import Catalog, Item
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.models import Memory, Move
from memory.recall.continuity import may_be_raised
from memory.service import MemoryService

ANSWER_BUTTONS = ({"title": "Something else", "payload": "/decline_suggestion"},)

TASTES = ("tastes", "habits", "goals")

WANTED = {
    "book": re.compile(r"\b(?:book|books|novel|read|reading)\b", re.I),
    "film": re.compile(r"\b(?:film|films|movie|movies|watch|series|cinema)\b", re.I),
    "walk": re.compile(r"\b(?:walk|walks|hike|outdoors|outside)\b", re.I),
    "club": re.compile(r"\b(?:club|clubs|society|association|people|meet|group|friends|lonely)\b", re.I),
    "place": re.compile(r"\b(?:place|places|go out|somewhere)\b", re.I),
    "course": re.compile(r"\b(?:course|class|learn)\b", re.I),
}
"""Words by which a person names the kind that they want."""

ANOTHER = re.compile(r"\b(?:else|another|other|next|more|different)\b|^/", re.I)

WANTS = re.compile(
    r"^\W*(?:(?:ok|hey|so|and|please|pls|abeg|no|oh)\W+)*"
    r"(?:(?:do|would|have|can|could) (?:you|u) (?:know|have|got|happen to|think of|find|give|tell|name|recommend"
    r"|suggest|any|some|a)\b"
    r"|(?:you|u|ya) (?:got|have|know|recommend)\b|got any|any\b|gimme\b|give me\b|is there (?:like )?(?:a|an|any"
    r"|some)\b|which\b"
    r"|what (?:film|movie|book|series)\b|suggest|recommend)"
    r"[^.!]*?\b(?:books?|novels?|films?|movies?|series|walks?|hikes?|clubs?|groups?|society|course|class"
    r"|(?:something|anything|somewhere)\b(?: \w+){0,4} (?:to (?:read|watch|see|do|go)|read|watch))\b"
    r"(?! (?:did|was|were|is|do|does|has|have) (?:i|my|we)\b)(?!.*\b(?:i|we) (?:told|said|mentioned|told you)\b)",
    re.IGNORECASE,
)
"""A request for a suggestion by its form, however it was understood: "you got some movie the kids can see"."""

_UNWANTED = re.compile(
    r"\b(?:no|not|notin|nothing|without|never|hate|don['’]?t (?:want|like))\b(?: (?:a|an|any|too|so|very|about"
    r"|with|more|like))*"
    r" (?P<what>[a-z]{3,})",
    re.IGNORECASE,
)
"""What somebody does not want: "no murders"."""

STEM = 5
"""Words that begin with as many letters alike are taken for the same."""

DETAILED = 5
"""A request of more words than this says what is wanted, and not only of what kind."""

ONE_MORE = re.compile(
    r"\b(?:something|anything|what) else\b|^/"
    r"|\b(?:another|other|next|different|more) (?:one|idea|suggestion|book|film|walk)s?\b",
    re.I,
)
"""Asks for a suggestion where none was just made."""

LATER = re.compile(r"\b(?:another|some other|one) (?:day|time)\b|\blater\b|\bnot (?:now|today)\b", re.I)
"""Puts it off, which asks for nothing now."""

DISLIKED = re.compile(
    r"\b(?:hate|hated|loathe|dislike|despise|can'?t stand|cannot stand|can'?t bear|not|never|no longer|any ?more"
    r"|sick of|no \w+s|tired of|bored of|gave up|giving up|stopped|quit|alone|lonely|tired|died|miss)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words by which something is told that no suggestion is to be near to."""

TOGETHER = timedelta(seconds=5)
"""Suggestions that were made within this time were made in one reply."""


class Suggest(Verb):
    action_name = "action_suggest"

    def __init__(self, memory: MemoryService, public_url: str, catalog: Catalog) -> None:
        super().__init__(memory, public_url)
        self._catalog = catalog

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        suggest(turn, reply, self._catalog)
        return []


class DeclineSuggestion(Verb):
    """What was declined is not offered again; where something else is asked for, that follows."""

    action_name = "action_decline_suggestion"

    def __init__(self, memory: MemoryService, public_url: str, catalog: Catalog) -> None:
        super().__init__(memory, public_url)
        self._catalog = catalog

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        last = last_suggestions(self.memory.moves(turn.user_id))
        for move in last:
            self.memory.answer_move(turn.user_id, move, "declined")
        if ANOTHER.search(turn.text) and not LATER.search(turn.text) and (last or ONE_MORE.search(turn.text)):
            suggest(turn, reply, self._catalog)
        else:
            reply.say("utter_suggestion_declined" if last else "utter_suggestion_none")
        return []


class AcceptSuggestion(Verb):
    action_name = "action_accept_suggestion"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        last = last_suggestions(self.memory.moves(turn.user_id))
        for move in last:
            self.memory.answer_move(turn.user_id, move, "told")
        if last:
            reply.say("utter_suggestion_accepted", noted=noted_of(turn, reply))
        elif not acknowledge(turn, reply):
            reply.say("utter_suggestion_none")
        return []


def suggest(turn: Turn, reply: Reply, catalog: Catalog) -> None:
    """One item near to a taste, with its receipt, and one far from all of them, with the reason."""
    made = [move for move in reply.memory.moves(turn.user_id) if move.kind == "suggestion"]
    without = {move.item for move in made}
    if len(without) + 2 > len(catalog.items):  # all was offered: only what was declined stays out
        without = {move.item for move in made if move.answer == "declined"}
    kinds = () if turn.is_button else tuple(kind for kind, words in WANTED.items() if words.search(turn.text))
    without |= catalog.named(_unwanted(turn.text)) if kinds else set()
    told = [] if reply.is_off else _tastes(turn, reply)
    wished = catalog.asked_for(turn.text, without, kinds) if kinds and len(turn.text.split()) > DETAILED else None
    if wished:
        _as_asked(reply, catalog, wished, without)
        return
    near = catalog.near(told, without, kinds)
    if near:
        left = without | {near[0].id}
        far = catalog.far(told, left, None, kinds) if kinds else catalog.far(told, left, near[0].kind)
    else:
        far = catalog.far(told, without, None, kinds) or catalog.far(told, without, None)
    if near:
        item, memory = near
        reply.move("suggestion", item.id, memory_id=memory.id)
        reply.say(
            "utter_suggest_near", drawn=[memory], near=item.text, quote=memory.quote, day=reply.day(memory.told_at)
        )
    if far is None:
        if not near:
            reply.say("utter_suggest_nothing")
        return
    reply.move("suggestion", far.id)
    if near and kinds:
        reply.say("utter_suggest_other", buttons=ANSWER_BUTTONS, far=far.text, kind=far.kind)
        return
    response = "utter_suggest_far" if near else "utter_suggest_any"
    reply.say(response, buttons=ANSWER_BUTTONS, far=far.text, reason=reason_of(far, kinds))


def _as_asked(reply: Reply, catalog: Catalog, wished: Item, without: Collection[str]) -> None:
    """What the request itself is nearest to, and another of the kind that is far from it."""
    reply.move("suggestion", wished.id)
    other = catalog.unlike(wished, {*without, wished.id})
    reply.say("utter_suggest_asked", buttons=() if other else ANSWER_BUTTONS, near=wished.text)
    if other:
        reply.move("suggestion", other.id)
        reply.say("utter_suggest_other", buttons=ANSWER_BUTTONS, far=other.text, kind=other.kind)


def _unwanted(text: str) -> set[str]:
    """How the words begin of what a request does not want."""
    return {match["what"].lower()[:STEM] for match in _UNWANTED.finditer(text)}


def _tastes(turn: Turn, reply: Reply) -> list[Memory]:
    """What may be built on: nothing that is over, sensitive, or that the person wants left alone."""
    moves = reply.memory.moves(turn.user_id)
    memories = may_be_raised(reply.memory.memories(turn.user_id), moves)
    return [memory for memory in memories if memory.id not in turn.noted and _is_taste(memory)]


def last_suggestions(moves: list[Move]) -> list[Move]:
    """Those of the latest reply that made any, where they have no answer yet. `moves` are the latest first."""
    open_ = [move for move in moves if move.kind == "suggestion" and move.answer is None]
    return [move for move in open_ if open_[0].made_at - move.made_at < TOGETHER]


def decline_last(turn: Turn, memory: MemoryService) -> bool:
    """Takes a bare "no" for what was suggested in the reply before it; False where nothing was."""
    last = last_suggestions(memory.moves(turn.user_id))
    if not last or turn.messages_since(last[0].made_at) > 1:
        return False
    for move in last:
        memory.answer_move(turn.user_id, move, "declined")
    return True


def _is_taste(memory: Memory) -> bool:
    """Something one likes or does, of which more could be wanted."""
    return memory.category in TASTES and not DISLIKED.search(memory.quote)


def reason_of(item: Item, asked_for: Collection[str] = ()) -> str:
    """Why something that is not near to anybody's taste is suggested."""
    if item.kind in asked_for:
        return f"you asked for a {item.kind}"
    if item.offline and item.people:
        return "it is done with others and without a screen"
    return "it needs no screen" if item.offline else "it is of another kind"
