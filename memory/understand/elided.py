"""Put back the subject that a clause left out, and the verb with it: "moved to Porto", "born in Lima"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from memory.understand.clause import FINITE, Clause

_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_ONCE = re.compile(r"\b(?:as a (?:kid|child|baby|teen(?:ager)?|boy|girl)|when i was|back then|at first|growing up)\b")
_DONE_TO = re.compile(
    r"(?:beaten|diagnosed|fired|promoted|hired|accepted|laid|made|dumped|adopted|raised|named|invited"
    r"|told|given|offered|robbed|mugged|bitten|stung|burgled|evicted|rejected|transferred|injured"
    r"|hospitali[sz]ed|admitted|discharged|sacked|prescribed|called|brought)$"
)
_FELT = re.compile(
    r"(?:bored|excited|tired|scared|worried|annoyed|disappointed|pleased|stuck|confused|interested"
    r"|obsessed|addicted|used|based|supposed|stressed|exhausted|convinced|allowed|disgusted|done|gone"
    r"|delighted|thrilled|pumped|stoked|psyched|blessed|honou?red|relieved|shocked|surprised|hooked"
    r"|inspired|touched|overwhelmed|frustrated|drained|terrified|petrified|horrified|mortified"
    r"|fascinated|gutted|devastated|knackered|shattered|chuffed|swamped|ashamed)$"
)
_FELT_ABOUT = re.compile(
    rf"(?:(?:so|really|absolutely|always) ){{0,4}}(?!used|done|gone){_FELT.pattern[:-1]} "
    r"(?:of|by|with|about|at|that)\b"
)
_PARTICIPLE = re.compile(
    r"(?:(?:just|still|currently|also|always|really|mostly|actually) ){0,4}"
    r"(?!\w{0,20}thing|during|morning|evening|bring|king|ring)\w{1,20}ing\b"
)
_DONE_BY_DOING = re.compile(r"\w{1,20}ing (?:\w{1,20} ){0,4}\w{1,20}(?:s|ed) (?:me|us)\b")
""" "Playing the piano calms me down": nothing is left out."""
_OFTEN = (
    r"(?:(?:just|recently|still|currently|also|always|never|really|usually|mostly|finally|only"
    r"|definitely|probably|used|(?:do|ca|could|did|have|wo|would)n'?t) ){0,5}"
)


@dataclass(frozen=True)
class Elision:
    """A clause that `pattern` begins left out `subject`; with "" nobody can say who or what. `example` is said back as
    `statement`."""

    pattern: re.Pattern[str]
    subject: str
    example: str
    statement: str


def _elision(pattern: str, subject: str, example: str, statement: str) -> Elision:
    return Elision(re.compile(_OFTEN + pattern), subject, example, statement)


ELISIONS = (
    _elision(
        r"(?:got|have) any\b",
        "",
        "Got any ideas for my mum's birthday",
        'You said: "Got any ideas for my mum\'s birthday"',
    ),
    _elision(
        r"(?:it )?(?!(?:with|for|like|to|from|of|as|than|between|behind|about|without|and|not)\b)\w{1,30} "
        r"(?:me|us)\b",
        "",
        "Helped me get through the winter",
        'You said: "Helped me get through the winter"',
    ),
    _elision(
        r"(?:went|turned out|seemed|looked|sounded|tasted|smelled|felt) (?:\w+ )?"
        r"(?:well|great|good|fine|ok|okay|bad|badly|wrong|nice|weird|amazing|better)\b",
        "",
        "Felt great after my run",
        'You said: "Felt great after my run"',
    ),
    _elision(
        r"been (?:an? (?:\w+ )?(?:long|while|hard|tough|rough|great|good|busy|crazy|wild)\b|ages|so long"
        r"|too long|years\b)",
        "",
        "Been a long road with my knee",
        'You said: "Been a long road with my knee"',
    ),
    _elision(
        r"took (?:me|us|ages|forever|(?:\w+ )?(?:hours|days|weeks|months|years))\b",
        "",
        "took two years and all my savings",
        'You said: "took two years and all my savings"',
    ),
    _elision(r"been\b", "I have ", "been vegetarian since i was 12", "You have been vegetarian since you were 12"),
    _elision(r"born\b", "I was ", "born and raised in Glasgow", "You were born and raised in Glasgow"),
    _elision(r"was\b", "I ", "was supposed to be in Lisbon this week", "You were supposed to be in Lisbon this week"),
    _elision(
        r"(?:gonna|going to)\b",
        "I am ",
        "gonna move to Lisbon with my wife",
        "You are gonna move to Lisbon with your wife",
    ),
    _elision(
        r"(?:happily |newly )?(?:married|divorced|engaged|retired|single|widowed)\b"
        r"(?!.*\b(?:last|ago|in \d|yesterday)\b)",
        "I am ",
        "happily married to my best friend",
        "You are happily married to your best friend",
    ),
    _elision(
        r"(?:not (?:an? (?:\w+ )?fan|into|keen|fond|much of)|(?:an? )?(?:big |huge )?(?:fan of|keen on"
        r"|fond of))\b",
        "I am ",
        "Not a fan of horror films",
        "You are not a fan of horror films",
    ),
    _elision(
        r"have (?:an?|one|two|three|\d+|my|to|been|had|got|never|no|lots|many) "
        r"(?!(?:great|good|nice|safe|wonderful|lovely|blast|look|go|try|think|seat|rest|fun)\b)",
        "I ",
        "Have an exam on friday",
        "You have an exam on friday",
    ),
    _elision(
        r"(?:live|work) (?:in|at|as|for|with|near|on|from|nights|days|mornings|afternoons|evenings|weekends"
        r"|full|part)\b",
        "I ",
        "live in Porto with my wife",
        "You live in Porto with your wife",
    ),
    _elision(
        r"(?:drive|own|teach|run) (?:an?|my|the) ",
        "I ",
        "Drive an old van with my name on it",
        "You drive an old van with your name on it",
    ),
    _elision(
        r"quit (?:the|my|smoking|drinking|vaping|uni|college|school|sugar|alcohol|coffee|caffeine)\b",
        "I ",
        "Quit the gym",
        "You quit the gym",
    ),
    _elision(r"(?:used to|broke up|split up)\b", "I ", "Used to love horror films", "You used to love horror films"),
    _elision(
        r"(?:ca|could|did|have|wo|would)n'?t\b",
        "I ",
        "can't swim because of my ears",
        "You can't swim because of your ears",
    ),
    _elision(
        r"(?:don'?t|do not) (?:\w+ly )?(?:like|love|want|need|know|think|have|eat|drink|smoke|mind|own"
        r"|believe|care|get|understand|remember|trust|speak|work|live|play|drive|watch|use|feel like)\b",
        "I ",
        "dont like my new manager",
        "You dont like your new manager",
    ),
    _elision(
        r"(?:don'?t|do not|be|were|like)\b",
        "",
        "don't feel pressured to buy my book",
        'You said: "don\'t feel pressured to buy my book"',
    ),
    _elision(
        r"(?:had|got|love|loved|hate|want|need|prefer|went|grew|became|moved|came|wanna|hope|hoped|ate|saw"
        r"|made|met|took|gave|won|lost|bought|sold)\b",
        "I ",
        "Grew up in a tiny village near Cork",
        "You grew up in a tiny village near Cork",
    ),
)
"""The first that begins a clause counts."""


def left_out(clause: Clause, text: str) -> str | None:
    """The subject, and the verb where that is left out as well; "" where nobody can say what, None where nothing is
    left out."""
    low = text.lower()
    elision = next((one for one in ELISIONS if one.pattern.match(low)), None)
    if elision:
        return elision.subject
    if _DONE_BY_DOING.match(low):
        return None
    if _PARTICIPLE.match(low):
        return (
            "I am "
            if _is_participle(clause)
            else ""
            if clause.tokens[0].tag_ == "VBG" and any(token.lower_ in {"i", "we"} for token in clause.tokens)
            else None
        )
    first = next((token for token in clause.tokens if token.is_alpha and token.pos_ not in {"ADV", "INTJ"}), None)
    if first is None or first.lower_ not in low or first.is_upper or first.dep_ in {"amod", "compound", "nsubj"}:
        return None
    if first.tag_ in {"VBD", "VBN", "JJ"} and _FELT_ABOUT.match(low):
        return "I was " if _ONCE.search(low) else "I am "
    if first.tag_ == "VBN" and (
        _DONE_TO.match(first.lower_)
        or first.lower_.endswith("ed")
        and any(child.dep_ == "agent" for child in first.children)
    ):
        return "I was "
    if first.tag_ == "VBN" and _FELT.match(first.lower_):
        return "I am "
    if first.tag_ not in {"VBD", "VBP", "VBN"} or any(child.dep_ in _SUBJECT for child in first.children):
        return None
    return "" if first.tag_ == "VBP" or first.lower_.endswith("y") else "I "


def _is_participle(clause: Clause) -> bool:
    """ "Thinking of moving", but not "spitting isn't ladylike", "being a Christian I like it"."""
    holds = any(token.tag_ == "VBG" and token.dep_ == "ROOT" for token in clause.tokens[:6])
    alone = [
        token
        for token in clause.tokens
        if token.tag_ in FINITE
        and token.dep_ in {"ROOT", "aux", "conj", "ccomp"}
        and not any(child.dep_ in _SUBJECT for child in [*token.children, *token.head.children])
    ]
    dangling = any(
        token.lower_ in {"i", "we"} and before.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        for before, token in itertools.pairwise(clause.tokens)
    )
    return holds and not alone and not dangling
