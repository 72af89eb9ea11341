"""Texts that are made to cost much: a kind each, of any length. The tests send them, and benchmarks/adversarial.py."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import cycle, islice

OVER_AND_OVER = {
    "an adverb": "still ",
    "two adverbs": "just really ",
    "an adverb of two words": "kind of very much ",
    "a word said twice in a list": "once ",
    "apologies": "ok,im,",
    "yes": "yes ",
    "goodbye": "goodbye",
    "no and a comma": "no, ",
    "wait": "wait, no, actually, sorry... ",
    "commas": ",",
    "a and commas": "a ,,,, ",
    "quotation marks": '"',
    "curly quotes": "\u201ca\u201d",
    "apostrophes": "'",
    "open brackets": "(",
    "nested brackets": "(a [b {c ",
    "angle brackets": "<a ",
    "digits and dashes": "1-1-",
    "digits and dots": "1.",
    "a card's digits": "4 ",
    "account numbers": "DE12 3456 7890 ",
    "underscores": "___",
    "asterisks": "*_a",
    "backticks": "`a",
    "slashes": "a/",
    "addresses": "a@b.",
    "links": "https://a.b/?c=d&",
    "dots": ". ",
    "dots in a row": "...",
    "question marks": "?,",
    "exclamations": "I!",
    "emoji": "\U0001f600",
    "families of emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "flags": "\U0001f1f5\U0001f1f9",
    "combining marks": "e\u0301",
    "marks upon marks": "\u0301",
    "wide spaces": "\u2003\u00a0",
    "zero width": "a\u200b",
    "right to left": "\u202ea ",
    "spaces": " ",
    "tabs": "\t",
    "lines": "I\n",
    "empty lines": "\n",
    "one letter": "x",
    "one long name": "Anna",
    "names": "Anna ",
    "my": "my ",
    "my wife is": "my wife is ",
    "my sister, ": "my sister, ",
    "of my mother's": "of my mother's ",
    "he said she said": "he said she said ",
    "and": "I cried and ",
    "and I am": "and I am ",
    "so that I can": "so I can ",
    "but not": "not A but B, ",
    "because": "because ",
    "dates": "on 3 May and ",
    "times ago": "two weeks ago ",
    "weekdays": "next monday ",
    "every day": "every day ",
    "passwords": "password for ",
    "pins": "pin for a ",
    "forget": "forget about ",
    "leave it out": "leave a  ",
    "do you remember": "do you remember ",
    "what about": "what did I say about ",
    "remember that": "remember that I ",
    "call me": "call me ",
    "I live in": "I live in ",
    "used to": "I used to ",
    "going": "going ",
    "cyrillic": "\u044f ",
    "han": "\u6211",
    "capitals": "I AM ",
    "code": "if(a){b();}",
    "json": '{"a":[',
    "tables": "| a | b ",
}
BEFORE = {"an adverb": "i", "two adverbs": "i", "an adverb of two words": "i", "a word said twice in a list": "you "}


def _many_words(chars: int) -> str:
    rng = random.Random(chars)
    words = ("".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 12))) for _ in range(chars))
    return " ".join(islice(words, chars // 3))[:chars]


def _every_mark(chars: int) -> str:
    return "".join(islice(cycle(map(chr, range(33, 0x2FF))), chars))


MADE: Mapping[str, Callable[[int], str]] = {
    "words that nobody has said": _many_words,
    "every mark there is": _every_mark,
    "nested to the middle": lambda chars: "(" * (chars // 2) + ")" * (chars // 2),
}


def make(kind: str, chars: int, end: str = " x") -> str:
    """A text of this kind with `chars` characters, which ends on what the kind does not fit."""
    if kind in MADE:
        return MADE[kind](chars)
    body = OVER_AND_OVER[kind]
    text = BEFORE.get(kind, "") + body * (chars // len(body) + 1)
    return text[: chars - len(end)] + end


KINDS = [*OVER_AND_OVER, *MADE]
