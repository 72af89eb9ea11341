"""Cut a message into clauses: verbatim pieces that each can be kept, shown and forgotten alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.understand.extent import part_read
from memory.understand.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_TOKENS = 120
"""Of a sentence; a longer one is taken for several, since what looks at each pair of its words would grow with its square."""

_RUN = re.compile(r"((?:[^\w\s]|_){8})((?:[^\w\s]|_)+)")
"""More than eight marks in a row say no more than eight, and spaCy takes them off a word one by one."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_PAIRS = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u201c": '"', "\u201d": '"', "\u2014": ",", "\u2013": "-"})
_BREAK = re.compile(r"(?<![A-Z]\.[A-Z]\.)(?<!\b[MmDd]r\.)(?<!\b[Mm]rs\.)(?<!\b[Mm]s\.)(?<!\bSt\.)(?<!\b[Pp]rof\.)(?<=[.!?\u2026])[\"')\]]*\s+(?!(?<=\.\.\.\s)(?i:(?:(?:no,? )?(?:sorry|wait)|i meant?|or rather|no|scratch that)\b|well,))|\n+|(?<=[a-z][.!?])(?=[A-Z])|(?<!\s)\s+(?=[\U0001F300-\U0001FAFF])")
REVISED = re.compile(r"(?:\.\.\.|[,-]) ?(?:sorry(?! (?:if|about|for|to|that|but|my)\b|\W*$)|or rather|no,? wait|no,? hang on|no,? sorry|wait,? no|scratch that|hang on|hold on|well(?! (?:as|behaved|known|off|over|past|before|after)\b))\b|(?<!\bsorry)(?<!\bsorry,)(?<=\S) i (?:mean|meant)\b|"
                     r"(?<=\w)(?<!\bwell)(?<!\byeah)(?<!\byes)(?<!\boh)(?<!\bhmm)(?<!\bok)(?<!\bokay)(?<!\bso)(?<!\bnah)(?<!\bno)(?<!\bsay)(?<!\bsaid),? no,? (?:i|i'\w+|it|it's|that|that's|wait|sorry|he|she|they|we|not)\b", re.I)
""" "We've got Ofsted... sorry, Estyn", "two wives no I joke": taken back within the sentence, which stays whole."""
OTHERS_WORDS = re.compile(r"(?<!\bi )(?:says?|said),? i (?:was born|will|won't|wo n't|want|wanna|love|hate|know|feel|think|miss|don't know|do n't know)\b", re.I)
""" "She says I was born here and I will die here": her words, without quotation marks."""
_SUBJECTS = frozenset({"i", "we", "my", "our"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_SUBORDINATE = frozenset({"if", "when", "while", "because", "since", "after", "before", "although", "though", "unless",
                          "until", "once", "as", "whenever", "that", "whether", "where"})
_ASKS_BACK = re.compile(r"(?:do|did|are|were|have|can|could|would|will) (?:you|u)\b|(?:what|how) (?:about|do|are|is) (?:you|u|your)\b|what's your|and you|"
                        r"(?:can|could|does|do|will|would|should) (?:i|it|there|this|that|my)\b|is (?:it|that|this) (?:normal|ok|okay|weird|odd|bad|wrong|right|true|silly)\b|"
                        r"(?:please|pls) |(?:do n't|dont|do not|never|no need to) (?:(?:suggest|give|tell|ask|say|recommend|remind|show|send|call|judge|laugh|assume|mention|bother)\b|\w+ (?:me|us)\b)")
""" "Do you, too", "please don't give me charts": what follows is said to the listener."""
_UNFINISHED = frozenset({"DT", "IN", "CC", "TO", "PRP$", "WDT", "WP", "WP$"})
"""With a word of these kinds no clause ends."""
_PAST_TOO = frozenset(["quit", "put", "cut", "hit", "let", "set", "hurt", "read", "come", "become", "run", "have", "love", "like", "hate", "live", "work", "want", "need"])
_FINISHED = frozenset(["this", "that", "these", "those", "all", "both", "another", "some", "any", "while", "so", "to", "in", "on", "up", "off", "out", "over", "about", "for", "with", "at", "of", "by", "though", "either", "each"])
"""Words of those kinds that may end one: "I'm typing this", "the one I voted for"."""
_ELLIPTIC = frozenset({"is", "was", "are", "were", "'s"})
_JUDGES = re.compile(r"(?:i|we) (?:'d|would) be (?:so |very |really |just )?(?:great|fine|good|happy|lost|sad|ok|okay|glad|done|set|rich|dead|grateful|perfect|ready|sorry)\W*(?:$|[,.])|(?:i|we) (?:was|were|'m|am|wasn't) (?:so |only |just )?(?:lying|wrong|right|joking|kidding|mistaken)\W*(?:$|[,.])")
""" "I said I wouldn't cry, and I was lying": it speaks of what goes before."""
_HALF_SAID = re.compile(r"\b(?:decided|think|thought|know|said|says|promised|feel|believe|guess|figured|agreed)(?: that)? (?:if|when|once)\b[^,]*$")
""" "I have decided if I get a cat, | I get two": what was decided has yet to come."""
_ASIDES = frozenset({"doubt", "think", "guess", "reckon", "suppose", "hope", "swear", "believe", "bet", "know", "fear"})
_ELLIPSIS = frozenset({"be", "do", "have", "can", "will", "would", "could", "should"})
_JOIN = frozenset({"and", "but", "so", "plus", "&"})


@dataclass(frozen=True)
class Clause:
    """A piece of a message: `start`..`end` are offsets into the message as it was sent."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    sentence_end: str
    """The punctuation that ends its sentence: "." or "?" or "!" or nothing."""
    last: bool
    """It is the last clause of its sentence."""
    joined: bool = False
    """It follows another clause of the same sentence and may leave its subject out."""


def plain(text: str) -> str:
    """What is read of a text, with control marks as spaces and typographic quotes as plain ones, character for character."""
    read = _CONTROL.sub(" ", part_read(text).translate(_PAIRS))
    return _RUN.sub(lambda run: run[1] + " " * len(run[2]), read)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a plain text begins and ends: at its punctuation and at line breaks."""
    at = 0
    for gap in _BREAK.finditer(text):
        if text[at:gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def clauses(doc: Doc, spans: list[tuple[int, int]]) -> Iterator[Clause]:
    """The clauses of each sentence, in order; cut only where both sides stand as a statement of their own."""
    text, every = doc.text, [token for token in doc if not token.is_space]
    for start, end in spans:
        tail = next((mark for mark in reversed(text[start:end].rstrip(" \"')")) if not mark.isspace()), "")
        mark = tail if tail in ".?!" else ""
        said = _windows([token for token in every if start <= token.idx < end])
        whole = REVISED.search(text[start:end]) is not None
        pieces = [piece for tokens in said for piece in ([tokens] if whole else _pieces(tokens))]
        for number, piece in enumerate(pieces):
            first, last = piece[0].idx, piece[-1].idx + len(piece[-1])
            yield Clause(first, last, text[first:last], tuple(piece), mark, last=number == len(pieces) - 1,
                         joined=number > 0)


def _windows(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of a sentence in runs of at most MAX_TOKENS, parted at a joint where there is one."""
    while len(tokens) > MAX_TOKENS:
        joints = [at for at in range(MAX_TOKENS // 2, MAX_TOKENS) if tokens[at].text == "," or tokens[at].lower_ in _JOIN]
        end = joints[-1] if joints else MAX_TOKENS
        yield tokens[:end]
        tokens = tokens[end:]
    if tokens:
        yield tokens


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    begin = 0
    for at in range(2, len(tokens) - 2):
        token = tokens[at]
        joins = token.lower_ in _JOIN and not (token.lower_ == "so" and tokens[at + 1].lower_ in {"far", "long", "much", "many"})
        comma = token.text in {",", ";", "-", "...", ":"} and tokens[at + 1].lower_ not in _JOIN
        if at - begin >= 3 and not joins and not comma and not _within_quotes(tokens[begin:at]) and _ASKS_BACK.match(" ".join(t.lower_ for t in tokens[at:at + 4])) \
                and not any(child.dep_ == "nsubj" and child.i < token.i for child in token.children) and tokens[at - 1].pos_ not in {"SCONJ", "AUX", "VERB", "PRON", "PART"} and tokens[at - 1].lower_ != "or" and _has_finite(tokens[begin:at]):
            yield _trim(tokens[begin:at])
            begin = at
            continue
        if not (joins or comma) or at - begin < 2 or _within_quotes(tokens[begin:at]) or _for_what(tokens, at) or _me_and(tokens, at) or _hangs_on(_trim(tokens[begin:at]), token, tokens[at + 1:]):
            continue
        left, right = tokens[begin:at], tokens[at + 1:]
        if not (_has_finite(left) or left[0].tag_ in {"VB", "VBG"}) or _is_subordinate(left) and not _closed(left):
            continue
        if _starts_statement(right, strong=not joins):
            yield _trim(left)
            begin = at + 1
    yield _trim(tokens[begin:])


def _within_quotes(before: list[Token]) -> bool:
    return bool(sum(token.text == '"' for token in before) % 2)


def _for_what(tokens: list[Token], at: int) -> bool:
    """ "I close at five so I can swim": what is hoped for, not what is."""
    if tokens[at].lower_ != "so" or at + 3 >= len(tokens):
        return False
    planned = any(token.lower_ in {"planning", "want", "trying", "hoping", "try", "plan", "hope"} for token in tokens[:at]) and tokens[at - 1].text != ","
    return tokens[at + 2].lower_ in {"can", "could"} and tokens[at + 3].lower_ not in {"n't", "not", "only"} or planned and tokens[at + 2].tag_ in {"VBP", "VB"}


def _hangs_on(left: list[Token], join: Token, right: list[Token]) -> bool:
    """Cut here, one side would say something else: "he never cried which, having met me, I doubt", "..., if he goes, I go", "I went ahead and did"."""
    last = left[max((at for at, token in enumerate(left) if token.text == ","), default=-1) + 1 :]
    last = last[1:] if last[1:] and last[0].lower_ in _JOIN else last
    if _HALF_SAID.search(" ".join(token.lower_ for token in left)) or join.text != "," and any(_is_told(token) for token in left) or OTHERS_WORDS.search(" ".join(token.lower_ for token in left)):
        return True
    if left[-1].tag_ in _UNFINISHED and left[-1].lower_ not in _FINISHED or left[-1].lower_ in _ELLIPTIC and left[-2:-1] and left[-2].tag_ in {"WP", "WDT"} or join.lower_ == "and" and (_opens_without_verb(left) or _says_half(left)) or _only_says(right):
        return True
    aside = len(right) == 2 or len(right) > 2 and right[2].is_punct
    return left[-1].lower_ == "ahead" or join.text == "," and 0 < len(last) < len(left) and _is_subordinate(last) or aside and right[0].lower_ == "i" and right[1].lower_ in _ASIDES


def _is_told(verb: Token) -> bool:
    """An imperative: "put me in front of a microphone | and I freeze"."""
    return verb.tag_ == "VB" and verb.dep_ in {"ROOT", "conj", "ccomp"} and verb.lower_ not in _PAST_TOO - {"put"} and not any(child.dep_ in {"aux", "nsubj", "neg"} for child in verb.children) and (verb.dep_ != "conj" or verb.head.tag_ != "VB")


def _opens_without_verb(tokens: list[Token]) -> bool:
    """ "I haven't gone since Margaret | and I were there": what "since" begins has no verb yet."""
    return len(tokens) > 2 and tokens[-2].lower_ in {"since", "before", "after", "until", "because", "when"} and tokens[-1].pos_ == "PROPN" and tokens[-1].lower_ not in MONTHS | WEEKDAYS


def _says_half(tokens: list[Token]) -> bool:
    """ "My wife says one more cat | and she's off": what is said has no verb yet."""
    said = next((at for at, token in enumerate(tokens[:-1]) if token.lemma_ in {"say", "reckon"}), None)
    return said is not None and tokens[said + 1].tag_ in {"CD", "NN", "NNS", "DT"} and tokens[said + 1].lower_ != "no" and not any(token.tag_ in FINITE for token in tokens[said:][1:])


def _only_says(tokens: list[Token]) -> bool:
    """ "..., my tutor says, and he's right": it says who said what goes before."""
    until = next((at for at, token in enumerate(tokens) if token.is_punct), len(tokens))
    return 1 < until <= 4 and (tokens[until:] == [] or tokens[until].text == ",") and tokens[until - 1].lemma_ in {"say", "think", "reckon", "tell"}


def _me_and(tokens: list[Token], at: int) -> bool:
    """ "Me and my stepdad don't get on": one subject."""
    return tokens[at].lower_ in {"and", "&"} and tokens[at - 1].lower_ in {"me", "i"} and tokens[at - 2].pos_ not in {"VERB", "ADP", "AUX"}


def _is_subordinate(tokens: list[Token]) -> bool:
    """It begins with "when", or with "every time"."""
    return tokens[0].lower_ in _SUBORDINATE or tokens[0].lower_ in {"every", "each", "the", "by"} and tokens[1:2] != [] and (tokens[1].lower_ == "time" or tokens[2:3] != [] and tokens[1].lower_ in {"first", "last", "next", "only", "the"} and tokens[2].lower_ == "time")


def _closed(tokens: list[Token]) -> bool:
    """A leading "when ..." is closed when a main clause has followed it."""
    return any(token.text == "," and _starts_statement(tokens[n + 1:], strong=True) for n, token in enumerate(tokens))


def _trim(tokens: list[Token]) -> list[Token]:
    begin, end = 0, len(tokens)
    while end - begin > 1 and tokens[end - 1].text in {",", ";", "-", "...", ":", "&"}:
        end -= 1
    while end - begin > 1 and tokens[begin].text in {",", ";", "-", ":"}:
        begin += 1
    return tokens[begin:end]


def _has_finite(tokens: list[Token]) -> bool:
    return any(token.tag_ in FINITE or token.lower_ in {"'m", "im", "'ve"} for token in tokens) or any(
        token.lower_ == "'s" and following.tag_ in {"VBG", "VBN"} for token, following in itertools.pairwise(tokens)
    )


def _starts_statement(tokens: list[Token], *, strong: bool) -> bool:
    """`tokens` begin a clause of the person's own: "I ...", "my ... is", or after "and" a finite verb."""
    rest = [token for token in tokens if token.pos_ != "ADV" or token.lower_ in {"now", "not"}][:6]
    if len(rest) < 2 or _points_back(tokens) or not _says_something(tokens) or _JUDGES.match(" ".join(token.lower_ for token in tokens)):
        return False
    first, second = rest[0], rest[1]
    if first.dep_ == "conj" and first.lower_ in {"i", "we"} and first.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return False  # "Jo and I"
    if _ASKS_BACK.match(" ".join(token.lower_ for token in tokens[:4])):
        return True
    if first.lower_ in {"i", "we", "im", "ive"}:
        return second.pos_ in {"VERB", "AUX", "PART"} or second.text.startswith("'") or first.lower_ in {"im", "ive"}
    if first.lower_ in _SUBJECTS or first.lower_ in {"he", "she", "they"}:
        return not _leaves_out(tokens) and any(token.tag_ in FINITE for token in rest[1:]) and _is_subject(first)
    if first.lower_ in {"it", "today", "tomorrow"} and any(token.lower_ in {"my", "our"} for token in rest[1:4]):
        return True
    if strong:
        return False
    verbal = first.tag_ in FINITE or first.lower_ in {"have", "am", "was", "got", "love", "hate", "live", "work"}
    return verbal and first.dep_ in {"conj", "ROOT", "aux"} and first.pos_ in {"VERB", "AUX"} and not _of_another(first)


def _is_subject(first: Token) -> bool:
    """ "My sister" in "and my sister left", but not "my doctor" in "between him and my doctor there'll be nothing"."""
    while first.dep_ in {"poss", "compound", "amod", "nmod", "det", "predet"}:
        first = first.head
    return first.dep_ in {"nsubj", "nsubjpass"}


def _of_another(verb: Token) -> bool:
    """ "My sister moved to Lyon and became a vet": who left out the subject of the second verb is not the person."""
    head = verb.head if verb.dep_ == "conj" else verb.head.head if verb.dep_ == "aux" else verb
    subjects = [child for child in head.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return bool(subjects) and not any(child.lower_ in {"i", "we"} or any(one.lower_ in {"i", "me"} for one in child.subtree) for child in subjects)


def _leaves_out(tokens: list[Token]) -> bool:
    """ "My brother isn't, which is odd": what he is not was said before."""
    verb = next((at for at, token in enumerate(tokens) if token.tag_ in FINITE), None)
    if verb is None or tokens[verb].lemma_ not in _ELLIPSIS:
        return False
    rest = [token for token in tokens[verb + 1 :] if token.lower_ not in {"n't", "not"}]
    return not rest or rest[0].is_punct or rest[0].lower_ in {"too", "either", "though", "so"}


def _says_something(tokens: list[Token]) -> bool:
    """Not so "my parents are", or "I'm not any more"."""
    return any(
        token.pos_ in {"NOUN", "PROPN", "NUM", "VERB", "ADJ"} and token.lower_ not in {"any", "more", "anymore", "same"}
        for token in _after_subject(tokens)
    )


def _points_back(tokens: list[Token]) -> bool:
    """ "Gave it up" and "my wife hates it" say nothing without what goes before them."""
    pronoun = any(
        token.lower_ in {"it", "them", "one", "him", "her"} and token.dep_ in {"dobj", "pobj"} for token in tokens
    )
    return pronoun and not any(
        token.pos_ in {"NOUN", "PROPN", "NUM"} and token.lower_ not in {"lot", "bit"}
        for token in _after_subject(tokens)
    )


def _after_subject(tokens: list[Token]) -> list[Token]:
    return tokens[2 if tokens[0].lower_ in {"my", "our"} else 1 :]
