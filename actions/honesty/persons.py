"""What may be said in the first person, and what of the person who is spoken to: lists of what is allowed.

People have more words for feelings, lives and closeness than any list of refused ones could hold. So the lists (in
rules.yml) are of what software truly does, and of what a person does here; whatever else is said with "I", "my", "we",
"you" or "your" is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"[A-Za-z']+|\d+|\{\w*\}|[.,;:!?()\ue000]")
_CUT = re.compile(r"n't\b|'(?:m|ve|ll|d|re|s)\b")
_PRETENCE = re.compile(r"\b(?:pretend\w*|untrue|if i said|not say that)\b.*", re.IGNORECASE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOPS = frozenset(".,;:!?()\ue000")
_NEGATIONS = _set("not n't never no nothing cannot neither nor nobody without")
_BE = _set("am 'm was were are 're be been being")
_CLOSE = _set("we us our ours mine myself")
_MODALS = _set("can could may might would should need 'd shall")
_HYPOTHETICAL = _set(
    "what if when whatever where wherever whether how which who whom unless until while once things thing "
    "everything anything something nothing all words sentence sentences lines before after until"
)
_BEFORE_SUBJECT = (
    _STOPS
    | _MODALS
    | _set(
        "and but so because since as or then that though although perhaps maybe now also today yes no do did will "
        "are were was have has had must know think hope believe"
    )
)


@dataclass(frozen=True)
class Allowed:
    """What may follow a pronoun. A word stands for itself, `one_two` for two words in a row.

    `does` after "I" or "you"; `denies` where a negation comes between, too ("any" for whatever does); `is_` after a
    form of "to be"; `has` after "my" or "your"; `skips` stand between the two and decide nothing.
    """

    does: frozenset[str]
    denies: frozenset[str]
    is_: frozenset[str]
    has: frozenset[str]
    skips: frozenset[str]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Allowed:
        """From the fields of rules.yml, each a text of words."""
        return cls(*(frozenset(data[name].split()) for name in ("does", "denies", "is", "has", "skips")))


_IRREGULAR = {
    past: base
    for base, pasts in {
        "keep": "kept", "say": "said", "tell": "told telling", "find": "found", "forget": "forgot forgotten forgetting",
        "leave": "left leaving", "write": "wrote written writing", "run": "ran running", "do": "did done does",
        "give": "gave given giving", "send": "sent", "hear": "heard", "mean": "meant", "begin": "began begun",
        "take": "took taken taking", "hold": "held", "draw": "drew drawn", "bring": "brought", "lose": "lost losing",
        "catch": "caught", "choose": "chose chosen choosing", "speak": "spoke spoken", "make": "made making",
        "know": "knew known", "see": "saw seen", "get": "got getting", "understand": "understood", "have": "has had",
        "come": "came coming", "use": "using", "erase": "erasing", "mistake": "mistook", "set": "setting",
    }.items()
    for past in pasts.split()
}  # fmt: skip
_ENDINGS = ("s", "es", "d", "ed", "ing")


def bases(word: str) -> set[str]:
    """The forms that a list may hold a word by: "noted" and "notes" are "note"."""
    found = {word, _IRREGULAR.get(word, word)}
    for ending in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            found |= {stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
    return found


def split_words(sentence: str) -> list[str]:
    """Its words in lower case, with "I'm" as "i", "'m" and "can't" as "can", "n't"; numbers and places as "{}"."""
    words: list[str] = []
    for word in _WORD.findall(re.sub(r"\bUS\b", "USA", sentence).lower().replace("’", "'")):
        cut = _CUT.search(word)
        words += [word[: cut.start()], cut.group()] if cut and cut.start() else [word]
    words = ["{}" if word.isdigit() or word[:1] == "{" else word for word in words]
    return [{"ca": "can", "wo": "will"}.get(word, word) for word in words]


def find_claim(sentence: str, itself: Allowed) -> bool:
    """Whether the sentence says of the bot what software does not do, have or be."""
    # "I would be pretending if I said ...": what follows is not said.
    words = split_words(_PRETENCE.sub("", sentence))
    for at, word in enumerate(words):
        if word == "i" and not _may_follow(words, at, itself):
            return True
        pair = "_".join(words[at + 1 : at + 3])
        if word == "my" and not ({_next(words, at), pair} & itself.has or _denied(words, at)):
            return True
        if word == "me" and not (_told_me(words, at, itself) or _denied(words, at)):
            return True
        if (
            word in _CLOSE
            and words[at - 1 : at] != ["between"]
            and not (_denied(words, at) or _next(words, at) in ("can", "could", "direct", "talk"))
        ):
            return True
    return False


def find_personal(sentence: str, person: Allowed) -> bool:
    """Whether the sentence says something of the person that anybody could not know of everybody."""
    words = split_words(sentence)
    for at, word in enumerate(words):
        before = words[at - 1] if at else "."
        if word == "you" and before in _BEFORE_SUBJECT and not _may_follow(words, at, person):
            return True
        own = before in ("mean", "or", "not") or (before == "be" and _denied(words, at)) or "nothing" in words[:at]
        if word == "your" and not own and _next(words, at) not in person.has:
            return True
    return False


def _may_follow(words: list[str], at: int, allowed: Allowed) -> bool:
    before = words[at - 1] if at else "."
    if before in _HYPOTHETICAL and (words[at] == "you" or before in ("whether", "if")):
        return True
    if before == "that" and at > 1 and words[at - 2] in _HYPOTHETICAL and words[at] == "you":
        return True
    negated, free, is_ = False, before in _MODALS, before in _BE
    for here in range(at + 1, len(words)):
        word, pair = words[here], f"{words[here]}_{_next(words, here)}"
        if word in _STOPS:
            return True
        if words[at] == "you" and (pair == "have_to" or word == "need"):
            free = True
        elif word in _NEGATIONS:
            negated = True
        elif word in _BE:
            is_ = True
        elif word in _MODALS and (words[at] == "you" or word != "need"):
            free = not negated and _next(words, here) not in _NEGATIONS
        elif word not in allowed.skips or pair in allowed.does | allowed.is_:
            if words[at] == "you" and free:
                return True
            if words[at] == "you" and "nothing" in words[here : here + 4]:
                return True
            rest = "_" + _next(words, here)
            forms = {word, pair} if is_ else {form for base in bases(word) for form in (base, base + rest)}
            if forms & (allowed.is_ if is_ else allowed.does):
                return True
            return negated and ("any" in allowed.denies or bool(forms & allowed.denies))
    return True


def _told_me(words: list[str], at: int, itself: Allowed) -> bool:
    before, earlier = (words[at - 1] if at else "."), (words[at - 2] if at > 1 else ".")
    found = {f"{form}_me" for form in bases(before)} | {f"{form}_{before}_me" for form in bases(earlier)}
    return bool((found | {f"{one}_{_next(words, at)}" for one in found}) & itself.does)


def _denied(words: list[str], at: int) -> bool:
    return any(word in _NEGATIONS for word in words[:at])


def _next(words: list[str], at: int) -> str:
    return words[at + 1] if at + 1 < len(words) else "."
