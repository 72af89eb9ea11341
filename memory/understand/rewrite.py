"""Say a quote in the second person ("You moved to Porto with your sister"), to stand beside it, never instead of it."""

from __future__ import annotations

import re

from memory.understand.sentences import Clause
from memory.understand.signs import OPENING

_WORDS = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "us": "you",
          "our": "your", "ours": "yours", "ourselves": "yourselves", "i'm": "you're", "im": "you're", "i've": "you've",
          "ive": "you've", "i'd": "you'd", "i'll": "you'll", "we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll"}
_BOT = {"you": "me", "your": "my", "yours": "mine", "yourself": "myself", "u": "me"}
_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?|[^A-Za-z]+")
_AND_I = re.compile(r"\b(my [\w' -]{1,30}?|[A-Z]\w+) and (?:I|i|me)\b")


def second_person(clause: Clause, *, subject: str | None = None) -> str:
    """The clause said to the person. `subject` stands for a he, she or they that is known ("your sister")."""
    text = " ".join(clause.text.split()).replace("\u2019", "'")
    stripped = text[OPENING.match(text.lower()).end():] if OPENING.match(text.lower()) else text  # type: ignore[union-attr]
    text = (stripped or text).strip(" ,;:-")
    text = _AND_I.sub(lambda m: f"I and {m[1]}", text)
    out = _swap(text)
    if subject:
        out = re.sub(r"^(?:he|she|they)\b", subject, out, count=1, flags=re.I)
        out = re.sub(r"^(?:his|her|their)\b", subject + "'s", out, count=1, flags=re.I)
    if not re.search(r"\b(?:you|your|you're|you've|you'd|you'll|yours|yourself)\b", out, re.I) and not subject:
        out = _with_subject(out)
    out = out.strip(" .,;:-")
    return out[:1].upper() + out[1:]


def _swap(text: str) -> str:
    words: list[str] = []
    subject_before = False
    for word in _TOKEN.findall(text):
        low = word.lower()
        if low in _WORDS:
            words.append(_WORDS[low])
            subject_before = low in {"i", "we"}
            continue
        if low in _BOT:
            words.append(_BOT[low] if low != "you" or not words else _you(words))
        elif subject_before and low in {"am", "was", "wasn't", "amn't"}:
            words.append({"am": "are", "was": "were", "wasn't": "weren't", "amn't": "aren't"}[low])
        elif low in {"am"}:
            words.append("are")
        else:
            words.append(word)
        if word.strip() and low not in {"just", "also", "really", "always", "never", "still", "currently", "only", "actually"}:
            subject_before = False
    return "".join(words)


def _you(words: list[str]) -> str:
    """ "You" is the bot: "me" after a verb or a preposition, "I" where it begins a clause."""
    before = "".join(words).rstrip().lower()
    return "I" if before.endswith((",", "that", "if", "when", "because", "and", "but", "do", "are")) else "me"


def _with_subject(text: str) -> str:
    low = text.lower()
    if re.match(r"(?:just |recently |still |currently |also |always |never )*(?:was|born|been)\b", low):
        return "you were " + re.sub(r"^(?:was|been)\s+", "", text, flags=re.I)
    if re.match(r"(?:gonna|going to|planning|thinking|looking|trying|hoping|\w+ing)\b", low):
        return "you are " + text
    if re.match(r"(?:just |recently |still |currently |also |always |never |really |used |don't |can't |couldn't |didn't )*"
                r"(?:have|had|got|love|loved|hate|like|enjoy|live|work|want|need|prefer|went|grew|moved|came|can't|don't|didn't|"
                r"used|hope|\w+ed|ate|saw|made|met|took|gave|won|lost|bought)\b", low):
        return "you " + text
    return f"you said: {text}"
