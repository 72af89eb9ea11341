"""Which changes are made at once. What is too doubtful leaves both memories side by side, and the person may be asked.

A memory that is wrongly ended is worse than two that stand side by side. So each kind of change has its own sign in the
words, and only where that is right in six of seven cases of the tuned voices it counts: `python -m training.life`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from memory.life.ends import ended_kinds
from memory.life.evidence import New
from memory.life.learned import Effect
from memory.life.member import State
from memory.life.rules import SAME_TALK, is_alike
from memory.life.tables import ME, attribute, moved_words, words
from memory.life.timing import age_told
from memory.recall.lexical import stems
from memory.understand.words import MONTHS, NUMBERS, WEEKDAYS

FULFILLED = 0.74
"""From this likelihood on the answer to a question tells how a plan went. Source: the tuned voices."""
MOST_WORDS = 3
"""Words of a value that is one: of more, nobody can tell whether another stands against it."""
_OPPOSITE = {"likes": "dislikes", "dislikes": "likes"}
"""Attributes of which the one denies the other, of the same value."""
_SAID_BY_VALUE = frozenset({"name", "also_known_as", "age", "birthday", "pronouns"})
"""Whose value says all of it."""
_AGAIN = frozenset(
    stem for word in ("also", "still", "just", "again", "say", "said", "tell", "told", "already", "know", "really",
                      "remember", "btw", "yes", "yeah", "please")
    for stem in stems(word)
)  # fmt: skip
"""Words around what is told once more."""
_HOW = frozenset({"a", "an", "the", "my", "our", "with", "alone", "near", "by", "at", "here", "there", "on", "in"})
"""Words with which one says how or with whom one lives."""
PLANNED = frozenset({"plan", "event", "trip", "health_event"})
"""Attributes of which a plan with another day may be the same plan."""
_BESIDE = frozenset({"also", "too", "second", "another", "other", "weekend", "weekends", "weekdays", "both", "part"})


def made_surely(new: New, earlier: Sequence[State], closing: Sequence[float]) -> dict[str, Effect]:
    """What `new` surely does to which of the earlier ones, by id; `closing` is how likely it ends each of them."""
    rows = list(zip(earlier, closing, strict=True))
    last = max((old.told_at for old in earlier if is_alike(new.state, old)), default=None)
    meant = _likeliest([row for row in rows if puts_right(new, row[0])]) or _likeliest(
        [row for row in rows if moves_plan(new, row[0])]
    )
    went = _likeliest([row for row in rows if fulfils_surely(new, *row)])
    found: dict[str, Effect] = {}
    for old in earlier:
        if old is meant or (meant is None and replaces_surely(new, old, old.told_at == last)):
            found[old.memory_id] = "replaces"
        elif ends_surely(new, old):
            found[old.memory_id] = "ends"
        elif old is went:
            found[old.memory_id] = "fulfils"
    return found


def _likeliest(rows: Sequence[tuple[State, float]]) -> State | None:
    best = max(rows, key=lambda row: (row[1], row[0].told_at), default=None)
    return best and best[0]


def tells_again(state: State, old: State) -> bool:
    """Whether words of the same value say nothing more: "I'm a part-time nurse" does, after "I'm a nurse"."""
    if state.attribute in _SAID_BY_VALUE:
        return True
    known = {*stems(old.quote), *stems(old.value), *stems(state.value)}
    return not set(stems(state.quote)) - known - _AGAIN


def replaces_surely(new: New, old: State, last: bool) -> bool:
    """Whether what is told takes the place of `old`; `last`: that is the last one of its attribute and owner."""
    state = new.state
    if not _differ(state, old) or not is_alike(state, old) or {state.modality, old.modality} != {"holds"}:
        return False
    if state.attribute == "age":
        return _is_older(state, old)
    short = max(len(words(state.value)), len(words(old.value))) <= MOST_WORDS
    moved = says_moved(state) or (_is_own_home(state) and _is_own_home(old))
    return last and short and attribute(state.attribute).one and not _is_beside(state, old) and moved


def ends_surely(new: New, old: State) -> bool:
    """Whether what is told denies `old`, or calls off what was planned."""
    state = new.state
    if state.who != old.who or old.negated or state.modality not in ("holds", "was", "habit"):
        return False
    value, former = _content(state.value), _content(old.value)
    if old.modality == "plan":
        off = "off" in ended_kinds(state) or (state.negated and is_alike(state, old))
        return off and bool(_content(state.quote) & former)
    if not state.negated and _OPPOSITE.get(state.attribute) == old.attribute:
        return bool(value) and value == former
    if state.negated and is_alike(state, old) and state.attribute not in ("other", "state", "feeling", "event"):
        return bool(value) and value <= former
    return (
        state.modality == "was" and old.modality == "holds" and is_alike(state, old) and bool(value) and value == former
    )


def fulfils_surely(new: New, old: State, likely: float) -> bool:
    """Whether what is told answers how it went with what was planned."""
    told = new.state.modality in ("holds", "was") and not new.state.negated
    return told and old.modality == "plan" and new.answers and likely >= FULFILLED


def puts_right(new: New, old: State) -> bool:
    """ "I mean 9", after "my son is 8": what was said of the same in this talk."""
    state, soon = new.state, new.state.told_at - old.told_at <= SAME_TALK
    happened = state.attribute == "event" and (state.modality, old.modality) != ("plan", "plan")
    told = not happened and state.modality != "was"
    return new.corrects and soon and told and is_alike(state, old) and _differ(state, old)


def _differ(state: State, old: State) -> bool:
    return not state.negated and not old.negated and state.value.casefold() != old.value.casefold()


def moves_plan(new: New, old: State) -> bool:
    """ "The interview has been moved to Friday": another day for what has the same words."""
    state = new.state
    plans = (state.modality, old.modality) == ("plan", "plan") and {state.attribute, old.attribute} <= PLANNED
    if not plans or state.who != old.who or not _differ(state, old):
        return False
    if state.about is None or old.told_at == state.told_at or (old.about and state.about.from_ == old.about.from_):
        return False
    return (new.corrects or says_moved(state)) and bool(
        (_content(state.value) or _content(state.quote)) & _content(old.value)
    )


def _is_older(state: State, old: State) -> bool:
    if "than" in {*words(state.value), *words(old.value)}:
        return False  # "younger than me by four years"
    told, before = age_told(state.value), age_told(old.value)
    return told is not None and before is not None and before < told


def _is_beside(state: State, old: State) -> bool:
    """ "during the week" beside "at weekends", or a second one."""
    said = [*words(state.quote), *words(old.quote)]
    during = ("the", "week") in pairwise(said) and {"in", "during", "through"} & set(said)
    return bool(_BESIDE & set(said) or during) or (state.repeats is not None and state.repeats != old.repeats)


def says_moved(state: State) -> bool:
    """Whether the words say that it is otherwise from now on."""
    return "now" in ended_kinds(state) or bool(moved_words() & set(words(state.quote)))


def _is_own_home(state: State) -> bool:
    """ "I live in Leeds": one lives in one place, by its name; "in a flat" says how."""
    first = (words(state.value) or [""])[0]
    return state.attribute == "home" and state.who == ME and len(words(state.value)) <= 2 and first not in _HOW


def _content(text: str) -> set[str]:
    """What a text is about, without days, numbers, and the words for a change."""
    return {stem for stem in stems(text) if stem not in _days_and_changes() and not stem[0].isdigit()}


@cache
def _days_and_changes() -> frozenset[str]:
    plain = "today tomorrow next last week day new be go get cancelled canceled"
    return frozenset(stems(" ".join([plain, *MONTHS, *WEEKDAYS, *NUMBERS, *moved_words()])))
