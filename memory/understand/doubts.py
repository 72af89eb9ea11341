"""What makes a statement unsure: the clause is quoted then (`You said: "I drove us home"`), for in a quote nothing can
go wrong.

Every doubt has a clause that it quotes, and the tests run each. A new doubt is a new row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.understand.clause import FINITE, OTHERS_WORDS, REVISED, Clause
from memory.understand.openings import OPENING, opened
from memory.understand.words import ANIMALS, GIVES, KIN, MONTHS, WEEKDAYS, alternatives

if TYPE_CHECKING:
    from spacy.tokens import Token

LONG, RUN_ON = 26, 5
"""More words than this, or more finite verbs, and nobody can say which "he" or "that" belongs to whom."""
QUOTED = re.compile(r'"[^"]*"')
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_OPENS_WITH_SUBJECT = re.compile(r"(?:i|we|my|our|he|she|they|it|im|ive|his|her|their)\b")
_LISTENER = frozenset(["you", "u", "ya", "your", "yours", "yourself", "ur", "ye", "yous", "youse", "thou", "thee"])
_ME_OWN = re.compile(
    r"\bme (?:own|old|poor|little|back|knees?|hips?|head|hands?|legs?|feet|eyes?|teeth|house|car|job"
    r"|name|licen[cs]e|wages?|mates?|bike|van|phone)\b(?! and (?:i|me)\b)",
    re.I,
)
_PHRASE = re.compile(
    r"\b(?:i|we|i've|we've|i'll|let me|i'd)(?: \w+){0,2} (?:told|tell|ask|asked|remind) you$"
    r"|\b(?:talk|speak|chat|writ)\w* (?:to|with) you$|\bas you know$",
    re.I,
)
"""Where "you" is the listener, who does nothing: "dunno if I told you"."""
_LEFT_UNSAID = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:nor )?(?:(?:i|we|he|she|they|it)(?: (?:do|did|have|had|am|are|is|was|were|will|would|can|could"
        r"|should|might|must)|'m|'re|'s|'ve|'d|'ll)?|(?:my|our)(?: \w+){1,3}? (?:do|does|did|has|have|had|is"
        r"|are|was|were|will|would|can|could)|"
        r"(?:do|did|have|am|will|would) (?:i|we|he|she|they))(?:n't| not|nt)?"
        r"(?: (?:still|just|rather|actually|though|too|either|also|anymore|any more|really|probably|so|ever"
        r"|be|do|did|have|been|to|able|you know|yet|always|never|went|going|ahead|usually|kid|joke|love|like"
        r"|want|need|hate))*\W*$",
        r"^(?:had|did|was|am|do|have|would|could|can|will)\W*$|^(?:my|our)(?: \w+){1,3} (?:says?|said"
        r"|thinks?|reckons?|tells? me|told me)\W*$",
        r"^(?:after|before|when|because|since|like|as|if|until|every time) (?:i|we|he|she|they) \w+\W*$",
    )
)
""" "I haven't", "my tutor says": what is not, or is said, was said before."""


@dataclass(frozen=True)
class Doubt:
    """`finds` looks at a clause, and at its text without opening and aside; `example` is quoted for it."""

    name: str
    finds: Callable[[Clause, str], bool]
    example: str


def first_doubt(clause: Clause, text: str) -> str | None:
    """The name of the first doubt about saying `text` in the second person; None where it is sure."""
    return next((doubt.name for doubt in DOUBTS if doubt.finds(clause, text)), None)


def _words(name: str, pattern: str, example: str, *, cased: bool = False) -> Doubt:
    compiled = re.compile(pattern, 0 if cased else re.I)
    return Doubt(name, lambda _, text: bool(compiled.search(text)), example)


def _speaks_to_listener(clause: Clause, _: str) -> bool:
    """A "you" does something: the listener, or anybody ("where I live you need a car")."""
    quoted = [match.span() for match in QUOTED.finditer(clause.text)]
    opening = OPENING.match(clause.text.lower())
    quoted += [(-1, opening.end())] if opening and opening.end() < len(clause.text) else []
    return any(
        token.lower_ in _LISTENER
        and not any(start < token.idx - clause.start < end for start, end in quoted)
        and not _PHRASE.search(clause.text[: token.idx - clause.start + len(token)])
        for token in clause.tokens
    )


def _is_shouted(_: Clause, text: str) -> bool:
    """ME may be an illness, and US a country."""
    return bool(re.search(r"\b(?:ME|MY|WE)\b(?! (?:ME|MY|WE)\b)", text)) and not text.isupper()


def _is_run_on(clause: Clause, _: str) -> bool:
    words = [token for token in clause.tokens if token.is_alpha]
    return len(words) > LONG or sum(token.tag_ in FINITE for token in words) > RUN_ON


def _has_me_for_my(clause: Clause, text: str) -> bool:
    """ "They moved me hip to the ninth", "me mum's poorly": dialect."""
    return bool(_ME_OWN.search(text)) or any(
        me.lower_ == "me"
        and (
            after.tag_ in {"NN", "NNS"}
            and after.dep_ not in {"npadvmod", "ccomp", "xcomp"}
            or before
            and before.tag_ == "IN"
            and after.tag_ in {"NN", "NNS"}
            and after.lower_ not in {"today", "tomorrow", "yesterday", "tonight"}
            or after.lower_ in KIN
            or after.like_num
        )
        and not {me.head.lemma_, before.lemma_ if before else ""} & GIVES
        for before, me, after in zip((None, *clause.tokens), clause.tokens, clause.tokens[1:], strict=False)
    )


def _calls_by_name(clause: Clause, text: str) -> bool:
    """Whoever is called so is the listener, not the person."""
    first, name = next(iter(clause.tokens), None), re.match(r"([A-Z]\w+),? (?:I|We|we)\b", text)
    token = next((one for one in clause.tokens if name and one.text == name[1]), first)
    return bool(name) and token is not None and token.pos_ == "PROPN" and token.lower_ not in MONTHS | WEEKDAYS


def root(clause: Clause) -> Token | None:
    """The verb that holds a clause together, or the noun of one without."""
    tops = [
        token
        for token in clause.tokens
        if (token.head is token or not clause.start <= token.head.idx < clause.end) and not token.is_punct
    ]
    return next((token for token in tops if token.pos_ in {"VERB", "AUX"}), tops[0] if tops else None)


def lacks_subject(clause: Clause) -> bool:
    """A verb without anybody who does it: "helped me sleep"."""
    if _OPENS_WITH_SUBJECT.match(opened(clause.text)):
        return False
    verb = root(clause)
    return (
        verb is not None and verb.pos_ in {"VERB", "AUX"} and not any(child.dep_ in _SUBJECT for child in verb.children)
    )


DOUBTS: tuple[Doubt, ...] = (
    _words(
        "both are you",
        r"(?-i:\bI(?:'\w+)?(?: \w+){1,5} us\b|\b[Ww]e(?:'\w+)?(?: \w+){1,2} me\b"
        r"|\b(?:one|some|none|neither|either) of us\b)",
        "I drove us all to Leeds",
    ),
    _words(
        "us women",
        r"\bus (?:women|men|girls|guys|lads|boys|kids|folks?|people|mums|moms|dads|parents|wives|nurses"
        r"|teachers|students)\b",
        "us women raise my kids together",
    ),
    _words(
        "both in one",
        r"\b(?:i|my|me|we|our|us)/\w|\bi's\b|\b(i|my|we|me) \1\b(?! \1\b)",
        "I/we live in Porto with a cat",
    ),
    _words("written as one", r"\b(?:imma|ima|iam|iv|i'am|i'ma)\b", "imma take my dog to the beach"),
    _words(
        "reported words",
        r"\b(?:was|were|is|'s|am|'m|be|goes|went|said|says|asked) (?:all )?(?:like|:),? "
        r"(?:i|i'm|my|me|you|we)\b|\b(?:said|says|goes|asked|yelled|shouted),? (?=\")",
        'my dad always said "my house"',
    ),
    _words(
        "own words",
        r"\bi(?:'ve| have)? said (?!i\b|i'|that\b|no\b|yes\b|my\b|we\b|so\b|goodbye\b|something\b|nothing\b)"
        r"|\bi quote\b",
        "I said Mr. Lopez I have four of them",
    ),
    Doubt(
        "others' words", lambda _, text: bool(OTHERS_WORDS.search(text)), "she says I was born here and I will die here"
    ),
    Doubt(
        "taken back",
        lambda _, text: bool(REVISED.search(text)),
        "We've got Ofsted... sorry, Estyn, I trained in England",
    ),
    _words(
        "own word for my",
        r"\b(?:ma|mah|mi|oor) (?:faither|mither|maw|da|mum|mam|nan|granny|wife|man|sister|brother|son|wee"
        r"|auld|own|house|hoose|back|heid)\b",
        "ma faither was lost at sea when I was nine",
    ),
    _words("for me I", r"\bfor me,? (?:i|i'm|im|it)\b", "for me I take six eggs"),
    _words("not what I", r"^not an? \w+(?: \w+)? i\b(?!')", "not a vet i fainted at the sight of blood"),
    _words("joke", r"\b(?:i joke|joking|kidding|jk)\b", "I have two wives, I'm joking, one wife"),
    _words(
        "turned round",
        r"\b(?:did|do|am|are|have|had|should|can|could|was|were|will|would)(?:n'?t)? (?:i|we)\b"
        r"|^(?:how|why) (?:i|we)\b",
        "I ate meat, nor did I regret it",
    ),
    _words("myself for I", r"(?:^|[,;] |\band )myself\b", "myself Arjun from my village near Pune"),
    _words(
        "I and we",
        rf"\b(?:and|n) (?:i|me),? we(?:'\w+)?\b|\b(?:{alternatives([*KIN, *ANIMALS])}) and i'|\bn i\b",
        "his father and I, we're separated since May",
    ),
    _words("me first", r"^me(?:,| (?!and\b|&|n\b))|, me\W*$", "me again, I've lost my keys"),
    _words(
        "set phrase",
        r"\b(?:god|heaven|lord|christ) (?:help|save|forgive|bless) (?:us|me)\b"
        r"|\b(?:so|please|do) (?:forgive|excuse|pardon|bear with) (?:us|me)\b"
        r"|\b(?:here|there) (?:we|i) (?:are|go)\b|\bi (?:should|must) say\b"
        r"|\b(?:i tell a lie|pray for (?:me|us)|i'm afraid (?:i|we|my|our|it)|if i (?:say|do say) so"
        r"|i dare ?say)\b",
        "he's saving up for a Corsa, God help us all",
    ),
    _words("our kid", r"\bour (?:kid|lad|lass|boy|girl)\b", "our kid bought me a pint"),
    _words(
        "no and a noun",
        r"^no (?!one\b|longer\b|more\b)\w+ (?:(?:is|are|was|were) (?:my|our)|for (?:me|us))\b",
        "no sports are my one exception",
    ),
    _words(
        "first of its kind",
        r"^(?:the )?first (?:in|of|one|time|to)\b[^,]*,",
        "first in the family, I was in tears on the bus",
    ),
    _words(
        "title",
        r"[a-z,] (?:I|My|Me|We|Our|Us)(?: (?!I\b|I'|My\b)[A-Z]\w+)+",
        "my favourite song is I Will Survive",
        cased=True,
    ),
    _words(
        "a mine",
        r"\b(?:the|an?|coal|gold|tin|salt|copper|silver|diamond|lead|iron|old|this|that|land|pit) mines?\b"
        r"(?!')",
        "my grandad worked down the mine",
    ),
    Doubt(
        "left unsaid",
        lambda _, text: any(pattern.search(text.lower()) for pattern in _LEFT_UNSAID),
        "I haven't been yet",
    ),
    Doubt("shouted", _is_shouted, "I have ME since 2019"),
    Doubt("speaks to the listener", _speaks_to_listener, "I love my street but you need a car there"),
    _words(
        "greeting",
        r"^\W*(?:\w+,? ){0,3}good (?:morning|evening|afternoon)\b",
        "po, or good morning, I just came from my shift",
    ),
    Doubt("calls by name", _calls_by_name, "John, I've joined the choir"),
    _words("speaks to all", r"\by'?all\b", "y'all I have never seen so many forms in my life"),
    Doubt(
        "run-on",
        _is_run_on,
        "I went to see my brother and he was not there so I waited and then his wife came and said he left "
        "her and that she has not slept and I had no idea what to say to her",
    ),
    Doubt("me for my", _has_me_for_my, "they moved me hip to the ninth"),
)
