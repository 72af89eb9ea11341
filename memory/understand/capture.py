"""Decide whether a clause tells something about the person: rejections first, then signs that add up to a score."""

from __future__ import annotations

import re

from memory.understand import signs
from memory.understand.sentences import Clause
from memory.understand.words import KIN, alternatives

ELIDED = re.compile(
    r"^(?:just |recently |still |always |usually |currently |never |also |really |definitely |mostly |only |not |probably )*"
    r"(?:have|had|got|love|loved|hate|hated|like|liked|enjoyed|lived|live|worked|work|wanted|needed|prefer|preferred|went|was|"
    r"been|born|became|grew|moved|came|started|finished|bought|gonna|going to|trying to|planning|thinking (?:of|about)|"
    r"looking into|used to|can't|couldn't|don't|didn't|haven't|hope to|hoping to|getting|\w+ed|working|living|studying|"
    r"reading|playing|training|making|learning|writing|taking|watching|doing|researching|spending|cooking|baking|painting|"
    r"running|swimming|not (?:an? (?:\w+ )?fan|into|keen|fond)|ate|saw|made|met|took|gave|won|lost|sold|broke up|split up|"
    r"quit (?:the|my|smoking|drinking|vaping|uni|college|school|sugar|alcohol|coffee|caffeine))\b")
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_LIGHT = frozenset(["thing", "things", "lot", "lots", "time", "times", "way", "ways", "bit", "kind", "sort", "fun", "idea", "one", "ones", "something", "anything", "everything", "nothing", "someone", "anyone", "people", "everyone", "luck", "life", "world", "guess", "bunch", "couple", "hope", "deal", "sense", "moment", "chance", "part", "today", "lol", "haha"])
_ASKS_PERSON = re.compile(r"\b(?:you|your|u|ya)\b[^?]*\?|\b(?:what|where|which|who|how|when|why|any)\b[^?]*\?\W*$|"
                          r"(?:^|[.!,] )(?:is|are|was|were|did|does|has|have|will)\b[^?.!]*\?\W*$", re.I)
_EMPTY = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|yup|no|nope|not|sure|ok|okay|maybe|thanks|thank you|please|nothing|none|dunno|fine|good|great|well|"
    r"me too|same|you|and you|i|lol|haha|hi|hello|hey|skip|never mind|nevermind|later|stop|pass|right|wrong|true|false|cool|"
    r"nice|awesome|totally|definitely|absolutely|exactly|really|so|too|much|very|bye|goodbye|welcome|course|of|alright)\b\W*)*$")
_PLEASE = re.compile(r"(?:and |so |but |ok(?:ay)?,? )?(?:please|pls|kindly) (?!remember\b|note\b|keep in mind\b|know\b|be \w+|bear\b|call me\b|i\b|i'|im\b|my\b|we\b|forgive\b|excuse\b)(?!.*\b(?:i'm|i am|i have|i've|i can't)\b)\w", re.I)
_TO_SOMEBODY = re.compile(r"(?:(?:thanks|thank you|hi|hey|hello|sorry|bye|cheers|congrats|great|wow|awesome|nice)(?: so much| again| there)?[ ,!]+)+[A-Z][\w'-]+[.! ]*")
""" "Thanks, Joanna"."""
_OF_THEIRS = re.compile(rf"^(?:my|our) (?:\w+ )?(?:{alternatives([*KIN, 'in-laws'])})\b(?! card| account)")
_OF_LIFE = re.compile(r"^(?:i|we)(?:'ve| have)?(?: just| finally| recently)? (?:retired|graduated|got (?:married|divorced|engaged)|was (?:born|laid off|diagnosed))\b")
_SUBJECT_FIRST = re.compile(r"^(?:i|we)\b")
_I_OR_WE = re.compile(r"\b(?:i|we|i'm|i've|im|we're|we've)\b")
_THIRD = re.compile(r"^(?:he|she|they|he's|she's|they're|his|her|their)\b")


def opened(text: str) -> str:
    """The clause in lower case without its opening interjections."""
    lower = text.lower().strip(" \"'()*")
    return signs.OPENING.sub("", lower) or lower


def is_empty_answer(text: str) -> bool:
    """ "Yes", "no thanks", "ok": nothing to keep."""
    return bool(_EMPTY.match(text.strip().lower()))


def rejection(clause: Clause, *, known_kind: bool = False, answer: bool = False) -> str | None:
    """The rule that says that a clause tells nothing about the person, by name.

    A wish in answer to a question is no request, and "I haven't" says something there; nor is what is of a known kind (a taste, something sensitive).
    """
    text = opened(clause.text)
    if clause.sentence_end == "?" and clause.last and not re.search(r"\b(?:right|you know|huh|eh)\W*$", text):
        return "question"
    if _TO_SOMEBODY.fullmatch(clause.text):
        return "vocative"
    if _PLEASE.match(clause.text) and not known_kind:
        return "command"
    if signs.OPENING.fullmatch(clause.text.lower().strip(" \"'()*")):
        return "opening"
    for rule in signs.REJECTIONS:
        if (rule.name in {"request", "ellipsis"} and answer) or (rule.name in {"service", "errand", "request"} and known_kind) or (rule.name == "service" and (_OF_THEIRS.match(text) or _OF_LIFE.match(text))):
            continue
        if rule.pattern.search(text):
            return rule.name
    return None


def answers(clause: Clause, in_reply_to: str | None) -> bool:
    """The clause opens the reply to a question about the person."""
    return bool(in_reply_to) and bool(_ASKS_PERSON.search((in_reply_to or "")[-200:]))


def _is_of(clause: Clause, names: frozenset[str]) -> bool:
    """The clause is about somebody whose name is known: "Hania runs the shop", but not "Hania, are you there"."""
    tokens = clause.tokens
    return len(tokens) > 2 and tokens[0].text in names and (tokens[1].pos_ in {"VERB", "AUX", "ADV"} or tokens[1].lower_ in {"'s", "and"})


def _begins_in_past(clause: Clause) -> bool:
    """ "Fell off the wagon": a verb in the past without anybody who did it."""
    first = next((token for token in clause.tokens if token.is_alpha and token.pos_ not in {"ADV", "INTJ"}), None)
    return first is not None and first.tag_ == "VBD" and first.dep_ == "ROOT" and not any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in first.children)


def _is_bare_past(clause: Clause) -> bool:
    """ "I signed anyway", "I said no": what was done, without what it was done to."""
    words = [token for token in clause.tokens if token.is_alpha]
    return len(words) <= 5 and any(token.tag_ == "VBD" for token in words) and not any(token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or token.tag_ in {"VBG", "VB"} for token in clause.tokens)


def score(clause: Clause, *, slot: bool, day: bool, person_known: bool, answer: bool, names: frozenset[str] = frozenset()) -> float:
    """How much speaks for capturing a clause; compare with `signs.THRESHOLD`."""
    text = opened(clause.text)
    content = [token for token in clause.tokens if token.pos_ in {"NOUN", "PROPN", "NUM"} and token.lower_ not in _LIGHT]
    if is_empty_answer(text) or not any(token.is_alpha for token in clause.tokens):
        return -10.0
    total = sum(sign.weight for sign in signs.SIGNS if sign.pattern.search(text))
    total += signs.NOUN * min(len(content), signs.NOUNS_COUNTED)
    total += signs.SLOT * slot + signs.DATE * day + signs.EXCLAIMED * (clause.sentence_end == "!")
    total += signs.BARE_PAST * (_is_bare_past(clause) and not signs.LIFE_EVENT.pattern.search(text))
    said_by_person = bool(re.search(r"\b(?:i|we|my|our|i'm|i've|im|we're|we've)\b", text))
    if person_known and _THIRD.match(text) or _is_of(clause, names):
        total += signs.KNOWN_PERSON
    first = clause.tokens[0]
    participle = first.tag_ == "VBG" and first.dep_ == "ROOT"
    elided = participle or _begins_in_past(clause) or text.startswith("been ") or not _I_OR_WE.search(text) and bool(ELIDED.match(text))
    total += signs.ELIDED * elided
    if answer and (content or said_by_person) and not re.match(r"(?:you|your|that|it|this)\b", text):
        total += signs.ANSWER + (0.0 if said_by_person or len(clause.tokens) > 12 else 0.6)
    elif first.tag_ == "VB" and first.dep_ == "ROOT" and not said_by_person and first.lower_ not in {"got", "had", "went", "came", "lost", "left"}:
        total += signs.IMPERATIVE
    elif not any(token.tag_ in _FINITE or token.lower_ in {"im", "ive"} for token in clause.tokens) and not elided \
            and not _SUBJECT_FIRST.match(text):
        total += signs.NO_VERB
    return total
