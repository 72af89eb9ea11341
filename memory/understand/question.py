"""What a question asks for: whom it is about, which attribute, what kind of answer, which days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from memory.models import About
from memory.reading.reading import Asked
from memory.understand import dates
from memory.understand.words import ANIMALS, KIN, WIDER, alternatives

AnswerType = Literal["name", "person", "place", "time", "number", "list", "yes or no", "thing"]


@dataclass(frozen=True)
class Question:
    """A question put to the first person, as recall needs it."""

    text: str
    first_person: str
    relations: tuple[str, ...]
    """The relations whose memories may answer it: for "siblings" also sister and brother."""
    attribute: str | None
    answer_type: AnswerType
    interval: About | None
    history: bool
    """It asks for what held before."""
    request: bool = False
    """It asks for a suggestion: not what was told, but what fits it."""
    of_self: bool = False
    """It asks what the person themself does, is or has: what somebody of theirs does is no answer."""
    asked: Asked | None = None
    """What the reading says that it asks for."""


ATTRIBUTES: tuple[tuple[str, str, str], ...] = (
    (
        "name",
        r"\b(?:what(?:'s| is| are| was)? .*\bnames?\b|who am i|what(?:'s| is) .+ called|called\?"
        r"|do you (?:know|remember) .*\bnames?\b)",
        "what's my sister's name?",
    ),
    ("birthday", r"\b(?:birthday|bday|when (?:was|were) .+ born)\b", "when is my birthday?"),
    ("age", r"\b(?:how old (?:am|is|are|was)|my age|what age)\b", "how old am I?"),
    (
        "home",
        r"\b(?:^where i (?:now |currently )?live\b|where (?:do|did|am|was|is|have|are|does) .*\b(?:live"
        r"|living|lived|based|staying|move|moved|relocate)\b|what (?:city|town|country) do (?:i|we) live"
        r"|(?:what|where)(?:'s| is| was| are| were)? my (?:old |new |last |former |previous |current )?"
        r"(?:homes?|address|hometown)\b|(?:city|town) is my home|where(?:'s| is) (?:my )?home)",
        "where do I live?",
    ),
    (
        "origin",
        r"\b(?:where (?:am|was|were|do|did|is|are) .*\b(?:from|born|grow up|raised)\b|my hometown)",
        "where am I from?",
    ),
    (
        "work",
        r"\b(?:what do(?:es)? .+ do for (?:work|a living)|how do i (?:earn|make) (?:my|a) (?:living|money)"
        r"|(?:what|where|which)(?:'s| is| was)? my (?:old |new |last |former |previous |current )?"
        r"(?:job|occupation|profession|work)\b|what do i do\?|what job do i|where do(?:es)? .+ work\b"
        r"|who do i work for)",
        "what do I do for work?",
    ),
    ("employer", r"\b(?:where do(?:es)? .+ work|who do(?:es)? .+ work for|my employer)", "where do I work?"),
    ("study", r"\bwhat (?:do|did|am|was) .+ (?:study|studying|major)", "what do I study?"),
    ("vehicle", r"\b(?:what (?:car|vehicle)|my (?:car|vehicle)|what do i drive)\b", "what car do I drive?"),
    ("favourite", r"\bmy (?:favou?rite|fav) ", "what's my favourite colour?"),
    ("allergy", r"\ballerg", "what am I allergic to?"),
    ("main diet", r"\b(?:my diet|am i (?:a )?(?:vegetarian|vegan))\b", "what is my diet?"),
    (
        "have",
        r"\b(?:(?:what|how many|which) (?:pets|siblings|kids|children"
        rf"|{alternatives([*KIN, *ANIMALS])}) do i have|do i have (?:any|an?) )",
        "what pets do I have?",
    ),
    ("marital", r"\b(?:am i (?:married|single|engaged|divorced)|relationship status)", "am I married?"),
    ("language", r"\bwhat languages?\b", "what languages do I speak?"),
)
CUES: dict[str, str] = {
    "home": r"\b(?:liv\w+|mov\w+|based|settle\w*|flat|house|apartment|from|born|grew|in [A-Z])",
    "age": r"\b(?:\d{1,3}|years?|turn\w+|old|born|one|two|three|four|five|six|seven|eight|nine|ten|teen\w*"
    r"|twent\w+|thirt\w+)\b",
    "birthday": r"\b(?:birthday|bday|born)\b",
    "work": r"\b(?:work\w*|job|is an?|am an?|'m an?|was an?|business|company|shop|runs?|teach\w*|stud\w+|retired)\b",
    "marital": r"\b(?:married|single|divorced|engaged|widowed|wife|husband|partner)\b",
    "vehicle": r"\b(?:drive|car|van|truck|bike|ride)\b",
    "allergy": r"\ballerg",
    "favourite": r"\b(?:favou?rite|fav|love|best|most)\b",
}
"""What a memory without the slot must hold for it to answer a question about an attribute all the same."""
TRADE = re.compile(
    r"\bfor a living\b|^(?:and |so )?i (?:mostly |mainly |also |still )?"
    r"(?:repair|fix|mend|build|make|sell|teach|design|restore|clean|manage|deliver|breed|train|translate"
    r"|edit|program|install|"
    r"service|produce|research|weld|tailor|cut|style|drive (?:a|the) (?:\w+ )?(?:bus|train|taxi|tram"
    r"|truck|lorry|cab|ambulance)|(?:run|own|have) (?:a|my own|the) (?:\w+ )?(?:shop|store|bakery|farm|"
    r"caf[eé]|restaurant|company|business|salon|garage|practice|studio|kiosk))\b"
    r"(?!.*\b(?:every|each|usually|often|always|sometimes|weekends?|evenings?|hobby|myself)\b)",
    re.I,
)
"""Says what somebody does for a living without the word work: "I repair clocks"."""
_CUES = {attribute: re.compile(pattern) for attribute, pattern in CUES.items()}


def has_cue(attribute: str | None, text: str) -> bool:
    """Whether a text can answer a question about `attribute` at all, as far as its words say."""
    if attribute == "work" and TRADE.search(text):
        return True
    cue = _CUES.get((attribute or "").split()[0]) if attribute else None
    return cue is None or bool(cue.search(text))


_ATTRIBUTES = tuple((name, re.compile(pattern, re.I)) for name, pattern, _ in ATTRIBUTES)
_LEAD = re.compile(
    r"^(?:(?:hey|hi|so|ok|okay|please|and|but|also|well|retold)\b[,!. ]*)*"
    r"(?:(?:do|can|could|would) you (?:still )?(?:remember|recall|know|tell me|remind me)"
    r"(?: about| of)?\b|"
    r"(?:what|which things|anything) (?:did|have|do) (?:i|you) (?:ever |already )?"
    r"(?:tell|told|say|said|know|remember|mention|mentioned|recall)(?: to)?(?: you)?(?: about| of)?\b|"
    r"(?:did|have) i (?:ever |already )?(?:tell|told|mention|mentioned)(?: to)?(?: you)?"
    r"(?: about| of| that)?\b|"
    r"(?:tell|remind) me(?: again)?(?: about| of)?\b|remember\b)[, ]*",
    re.I,
)
_LIST = re.compile(
    r"\b(?:what (?:did|have|do) (?:i|you) .*\b(?:tell|told|say|said|know|remember)|everything"
    r"|all (?:of )?(?:my|the)|which .+s\b|list|what (?:are|were) my)\b",
    re.I,
)
_HISTORY = re.compile(
    r"\b(?:before|used to|previously|former(?:ly)?|earlier|in the past"
    r"|old (?:job|home|address|employer|name)|previous|last (?:job|home|address|employer))\b",
    re.I,
)
_REQUEST = re.compile(
    r"\b(?:recommend\w*|suggest\w*|advise|advice|any ideas?|what do you think of|looking (?:for|to)"
    r"|should (?:i|we)|could (?:i|we)|can (?:i|we) (?:get|buy|go|do|put|eat)|would suit|"
    r"what (?:are|is|'s|would be) (?:some|a good|the best|the most|good)"
    r"|is (?:it |an? |the ).+(?:good|right|nice) (?:idea|choice|present|one)?|"
    r"which .+ (?:should|could|would|is (?:the )?(?:best|good))|(?:help|plan|give) (?:me|us)"
    r"|how (?:can|should|could) (?:i|we)|(?:i|we) need an?|i'm planning)\b",
    re.I,
)
_RECOUNTED = re.compile(
    r"\b(?:did|does|was|were|had|has|have|do i|am i)\b.*\b(?:recommend\w*|suggest\w*|advi[cs]e\w*|give"
    r"|gave|given)\b|\b(?:suggested|recommended|gave|received|according)\b",
    re.I,
)
"""Asks what was once suggested, and for no suggestion now."""
_OF_YOU = re.compile(
    r"\b(?:you(?:'d| would| could| can)?|would you|can you) (?:\w+ )?"
    r"(?:recommend|suggest|advise|pick|choose|get|make|read|go for|look at|plan|find|think of|spend"
    r"|stay)\b|"
    r"\byou have any (?:recommendations|suggestions|ideas|tips|advice)\b"
    r"|\b(?:would|could) (?:\w+ ){1,2}(?:suit|fit|help) me\b|\bfor (?:me|us)\?",
    re.I,
)
_OF_THE_WORLD = re.compile(
    r"^(?:(?:what(?:'s)?|which|where(?:'s)?|is there|are there|any)\b(?!.*\b(?:i|me|we|us|am)\b)"
    r"|how (?:do|can|could|should|would) (?:i|you|we|one)\b(?! "
    r"(?:feel|know|like|call|spell|say|relax|cope|deal)))"
    r"(?!.*\b(?:my|mine|our|he|she|his|her|him|they|their|did|was|were|has|had|have|been|happened|called|names?)\b)"
    r"(?!.*\bthe (?!best|most|top|main|famous|highlights|finest|local|fastest|future|world|sights|moment"
    r"|top|greatest|usual|classics|holidays|weekend|evening))",
    re.I,
)
_OF_SELF = re.compile(r"\b(?:do|did|am|was|have|had|can|could|will|would) i\b", re.I)
_NAMED = re.compile(
    r"(?<!\bin)(?<!\bof)(?<!\bto)(?<!\bat)(?<!\bfrom)(?<!\bnear)(?<!\baround)(?<!^) (?!I\b)[A-Z][a-z]+"
    r"(?:'s)?\b(?= \w)"
)
_KIN = re.compile(rf"\b({alternatives([*KIN, *ANIMALS, *WIDER])})\b", re.I)
_THIRD = {"her": "my", "his": "my", "their": "my", "she": "I", "he": "I", "him": "me"}
_GRAMMAR = {
    "does i": "do I",
    "is i": "am I",
    "has i": "have I",
    "herself": "myself",
    "himself": "myself",
    "themselves": "myself",
}
_BROKEN = re.compile(r"\b(?:does i|is i|has i|herself|himself|themselves)\b", re.I)


def parse_question(text: str, today: date, *, night: bool = False) -> Question:
    """Read a question put on the person's day `today`, at `night` in its small hours."""
    stripped = _LEAD.sub("", text.strip()).strip() or text.strip()
    first = _first_person(stripped)
    words = [m.lower() for m in _KIN.findall(first)]
    relation = next((_relation(word) for word in words), None)
    relations = tuple(dict.fromkeys([relation, *WIDER.get(relation, ())])) if relation else ()
    attribute = next((name for name, pattern in _ATTRIBUTES if pattern.search(first)), None)
    if attribute == "favourite" and (match := re.search(r"my (?:favou?rite|fav) ([\w -]+?)(?:\?|$)", first, re.I)):
        attribute = "favourite " + match[1].strip().lower()
    history = bool(_HISTORY.search(first)) or bool(re.search(r"\bdid i (?:live|work|drive)\b", first, re.I))
    mentions = dates.find(first, today, night=night)
    return Question(
        text,
        first,
        relations,
        attribute,
        _answer_type(first, text),
        mentions[0] if mentions else None,
        history,
        _asks_for_advice(text),
        of_self=not relation and bool(_OF_SELF.search(first)),
    )


def _asks_for_advice(text: str) -> bool:
    """ "Which coat should I buy?", or one about the world ("which coats are warm?"): what was told may bear on it."""
    if _OF_YOU.search(text):
        return True
    if _RECOUNTED.search(text):
        return False
    return bool(_REQUEST.search(text)) or bool(_OF_THE_WORLD.search(text)) and not _NAMED.search(text)


def _relation(word: str) -> str:
    return KIN.get(word) or ANIMALS.get(word) or word


def _first_person(text: str) -> str:
    """Turn "what is her job" and "where does she live", asked of the person's own store, to "my" and "I"."""
    text = _BROKEN.sub(lambda m: _GRAMMAR[m[0].lower()], text)
    text = re.sub(r"\bfor a living\b", "for work", text, flags=re.I)  # where one lives is no answer
    if re.search(r"\b(?:my|i|me)\b", text, re.I) and _KIN.search(text):
        return text
    if re.search(r"\b(?:i|my|me)\b", text, re.I):
        return re.sub(r"\b(her|his|their)\b", lambda m: _THIRD[m[1].lower()], text, flags=re.I)
    return text


def _answer_type(first: str, text: str) -> AnswerType:
    low = first.lower()
    if _LIST.search(text):
        return "list"
    if re.match(r"(?:when|what (?:day|date|time|year|month))\b", low) or re.search(r"\bhow long ago\b", low):
        return "time"
    if low.startswith("where"):
        return "place"
    if low.startswith("who"):
        return "person"
    if re.match(r"how (?:many|much|old|long|often)\b", low):
        return "number"
    if re.search(r"\bname\b|\bcalled\b", low):
        return "name"
    return "yes or no" if re.match(r"(?:do|did|am|is|are|was|were|have|has|will|would|can|could)\b", low) else "thing"
