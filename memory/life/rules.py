"""What needs no likelihood: what a fact can do at all, by how many values hold at a time, and what is plain."""

from __future__ import annotations

from datetime import timedelta

from memory.life.ends import ended_kinds
from memory.life.evidence import New
from memory.life.learned import Change, Effect
from memory.life.member import State
from memory.life.picture import Picture
from memory.life.tables import ME, attribute, relation_in, words
from memory.life.timing import age_told
from memory.recall.lexical import stems

SAME_TALK = timedelta(hours=3)
MATTERS = 2
"""The weight from which a home or an employer that is told of later is the new one. Source: of 27 in the taught voices
20 replace the former one."""
SURE, NEAR = 0.6, 0.45
_TURNS = frozenset({"event", "state", "health_event", "other", "plan", "trip", "home", "job", "employer"})
"""What can end something of another attribute, or of somebody else."""
_NO_OUTCOME = frozenset(
    {
        "name",
        "also_known_as",
        "likes",
        "dislikes",
        "kind",
        "breed",
        "colour",
        "origin",
        "believes",
        "fear",
        "birthplace",
    }
)
"""What no plan comes to."""
_PLACE, _ARTICLES = "_", frozenset({"a", "an", "the"})


def is_alike(state: State, old: State) -> bool:
    return state.who == old.who and state.attribute == old.attribute


def is_repeated(state: State, old: State) -> bool:
    """Whether the same sentence says the same once more, though it was read as another attribute."""
    if state.who != old.who or state.negated != old.negated or state.about not in (None, old.about):
        return False
    said, value, former = stems(state.quote), set(stems(state.value)), set(stems(old.value))
    whole = "other" in (state.attribute, old.attribute) or value <= former or former <= value
    return bool(said) and said == stems(old.quote) and whole


def may_close(new: New, old: State, likely: float) -> bool:
    """Whether a fact can end an earlier one at all, which it does to `likely`.

    Of what there are many, one more ends none; within a talk one adds to what one has just said, unless it is put
    right, denied, or said to be otherwise now; and what is told of something else has to be very likely.
    """
    state = new.state
    alike = is_alike(state, old)
    if old.modality in ("plan", "wish"):
        if likely < SURE and not _has_to_do(new, old):
            return False
        ahead = state.modality in ("plan", "wish") and not state.negated
        return alike or new.corrects if ahead else state.attribute not in _NO_OUTCOME
    if state.negated or new.corrects:
        return alike or likely >= SURE
    if not alike:
        return state.attribute in _TURNS and likely >= SURE
    later = state.told_at - old.told_at > SAME_TALK
    return not attribute(state.attribute).adds and (later or "now" in ended_kinds(state))


def _has_to_do(new: New, old: State) -> bool:
    """Whether anything ties a fact to what was planned: a word of it or of the line, its day, or how near they are."""
    said = {*stems(new.state.value), *stems(new.state.quote), *stems(new.line or "")}
    due = old.about is not None and old.about.from_ <= new.state.told_at.date()
    near = max(new.near.get(old.memory_id, (0.0,))) > NEAR
    return due or near or bool(said & {*stems(old.value), *stems(old.quote)})


def by_rule(new: New, old: State, last: bool = True) -> Effect | None:
    """What needs no likelihood: the same value told again, another one where there is but one, a plan with another day.

    `last`: it is the last one of its attribute that was told of the same one.
    """
    state = new.state
    if is_repeated(state, old):
        return "same"
    if state.who != old.who or state.attribute != old.attribute or state.modality != old.modality:
        return None
    value, former = set(stems(state.value)), set(stems(old.value))
    if state.negated != old.negated:
        return "ends" if state.negated and value and value <= former else None
    if value == former and value and (state.about is None or state.about == old.about):
        return "same"
    if state.negated or not value:
        return None
    if state.attribute == "age":
        told, before = age_told(state.value), age_told(old.value)
        return "replaces" if told is not None and before is not None and told != before else None
    if state.modality == "plan":
        moved = state.about is not None and old.about is not None and state.about.from_ != old.about.from_
        return "replaces" if moved and (value & former or (new.corrects and last)) else None
    moved_on = state.attribute in ("home", "employer") and state.weight >= MATTERS and not value & former
    if moved_on and state.modality == "holds" and state.told_at - old.told_at > SAME_TALK:
        return "replaces"
    once = attribute(state.attribute).one
    return "replaces" if once and (new.corrects or "now" in ended_kinds(state)) else None


def contradicts(state: State, old: State) -> bool:
    """Whether one sentence is told with another value, of what there is one of: "I work at the port", "I work at a
    bakery". Both stay, and it is asked."""
    one = attribute(state.attribute).one or state.attribute == "favourite"
    if not one or not is_alike(state, old) or {state.modality, old.modality} != {"holds"}:
        return False
    value, former = set(stems(state.value)), set(stems(old.value))
    apart = value - former and former - value and not state.negated and not old.negated
    said = _around(state)
    return bool(apart and said and said == _around(old)) and state.told_at != old.told_at


def _around(state: State) -> list[str]:
    """The words around the value, with its place; none where it is not in the quote, or all of it."""
    value, said = words(state.value), words(state.quote)
    at = next((at for at in range(len(said)) if said[at : at + len(value)] == value), None)
    if at is None or len(said) == len(value):
        return []
    return [word for word in [*said[:at], _PLACE, *said[at + len(value) :]] if word not in _ARTICLES]


def denied(state: State, picture: Picture) -> list[Change]:
    """ "I don't have a sister" against a sister who was told of: both stay, and it is asked."""
    if not state.negated or state.who != ME or state.attribute not in ("sibling", "child", "parent", "relative", "pet"):
        return []
    relation = relation_in(state.value)
    return [
        Change("contradicts", old.memory_id)
        for member in picture.members.values()
        if relation and member.related == relation
        for old in member.states
        if old.current
    ]
