"""Decide whether a clause tells something about the person: rules as data, rejections first, each with its example."""

from __future__ import annotations

import re
from dataclasses import dataclass

from memory.understand.sentences import Clause
from memory.understand.words import ANIMALS, KIN, alternatives


@dataclass(frozen=True)
class CaptureRule:
    """`pattern` runs on the clause in lower case, opening interjections taken off; `example` is a clause it finds."""

    name: str
    pattern: re.Pattern[str]
    example: str


def _rules(*rows: tuple[str, str, str]) -> tuple[CaptureRule, ...]:
    return tuple(CaptureRule(name, re.compile(pattern), example) for name, pattern, example in rows)


OPENING = re.compile(
    r"^(?:(?:oh|ah|aw+|hi|hey|hello|wow|well|yes|yeah|yep|yup|no|nope|nah|ok|okay|so|and|but|also|plus|actually|honestly|haha\w*|lol|"
    r"hmm+|um+|uh|btw|by the way|fyi|just so you know|anyway|sorry|thanks|thank you|sure|right|really|cool|nice|great|awesome|"
    r"good morning|good evening|to be honest|tbh|for your information|guess what|you know what|remember that|please remember(?: that)?|"
    r"note that|as i said|like i said|in fact|unfortunately|sadly|luckily|fortunately|not yet|not really|of course|"
    r"absolutely|definitely|totally|exactly|true|same here|me too|because|since|correction|well then)\b[\s,.!:;-]*)+")

_TASK = (r"(?:know|book|reserve|buy|order|transfer|send|pay|cancel|change|check|see|find|find out|get|hear|listen|talk|speak|ask|report|"
         r"schedule|set|make|open|close|activate|withdraw|deposit|top up|use|update|reset|verify|confirm|apply|track|return|add|"
         r"remove|delete|start|stop|play|turn|call|text|figure out|understand|look|learn how|go over|rent|redeem|exchange|"
         r"convert|cash|dispute|freeze|block|unblock|link|submit|request|receive|locate|increase|raise|lower|roll over|put|have you|take out|file|fill)")

REJECTIONS = _rules(
    ("question", r"^(?:what|who|whom|whose|where|when|why|how|which)(?:'s|'re)?\b(?!.*,\s*(?:i|my|we)\b)", "what is the time"),
    ("question", r"^(?:do|does|did|can|could|would|will|is|are|was|were|has|should|shall|may|might|must|am|isn't|aren't|don't|"
     r"doesn't|didn't|can't|won't|have (?:you|i|we)|had you)\b(?: |n't )(?:i|you|we|he|she|it|they|there|that|this|the|my|your|an?|any|anyone|people|[\w']+)\b",
     "do you like dogs"),
    ("command", r"^(?:please|pls|let's|let us|lets|tell me|remind me|forget|remember|show|give me|help me|call(?! me)|stop|start|"
     r"delete|erase|set|play|turn|add|remove|book|order|cancel|find|send|make|open|close|check|schedule|search|look up|"
     r"don't (?:forget|remember|tell|ask|worry|say|store|keep)|can u|could u|go ahead|try|take|put|get|read|write|translate|wake|"
     r"change|update|describe|explain|define|list|name|pause|repeat|say|skip|switch (?:on|off|to)|mute|dim|increase|decrease|lower|"
     r"raise|email|text|message|reply|post|order|pay|transfer|report|reserve|suggest|recommend)\b(?! (?:i|was|is)\b)", "forget about my sister"),
    ("wish for you", r"^(?:i|we) (?:really |do |just |truly |sure )?(?:hope|bet|wish|trust|pray) (?:that )?(?:you|it|that|this|your)\b", "i hope you feel better"),
    ("stance", r"^(?:i|we) (?:really |do |just |totally |completely |fully |can |could |definitely |would |also )*"
     r"(?:agree|see|guess|suppose|know|understand|think so|hope so|believe so|hear you|hear ya|feel you|get it|get that|imagine|mean|doubt|bet|"
     r"wonder|don't know|dunno|see what you mean|appreciate|hadn't thought|didn't know|never knew|had no idea|know what you mean)\b"
     r"(?!.*\b(?:my|me|myself|i'm|i've|our)\b)(?! how to)", "i totally agree"),
    ("stance", r"^(?:i'm|i am|im|we're) (?:so |really |very |just |pretty |truly )*(?:glad|happy|sorry|proud|excited|pleased|thrilled|sad|sure|"
     r"curious|impressed|jealous|envious) (?:to hear|to see|for you|that you|you|of you|about that|it|that|if|how|what|your|they)\b", "i'm so glad you came"),
    ("about the bot", r"\b(?:i|we) (?:would |'d |really |do )*(?:love|like|want|need|appreciate|ask|told|tell|think|believe|hope|bet|wonder|know)"
     r" (?:that |if |why |how )?(?:you|u)\b(?!.*\bmy\b)", "i want you to sing"),
    ("request", rf"\b(?:i|we)(?:'d| would| do| just| really| am| still| also|'m|'ve| have| might| will)* (?:want|wanna|need|like|love|trying|try|"
     rf"wish|have|got|gotta|looking|intend|going|attempting)(?: (?:to|for))?(?: please)?(?: (?:try|be able|go ahead|help))*(?: (?:to|and))* {_TASK}\b(?!.*\bfor my (?!card|account|phone|next|bill))",
     "i would like to book a table"),
    ("request", r"\b(?:i|we)(?:'d| would)? (?:need|want|require|like|would like|am looking for|'m looking for)(?: some| any)? (?:(?:a|an|the|my|your|some|to|new|more|this|another) )*"
     r"(?:help|information|info|assistance|advice|list|recipe|answer|refund|card|account|pin|password|reservation|uber|taxi|ride|cab|"
     r"statement|balance|alarm|timer|reminder|directions|translation|definition|song|weather|insurance|suggestions?|update|credit|loan|money)\b",
     "i need help with my card"),
    ("wondering", r"^(?:i was|i'm|i am|im|just)? ?(?:wondering|curious|asking)\b", "i was wondering if it rains"),
    ("service", r"\b(?:my|a|the|an|your|this) (?:new |debit |credit |bank |virtual |physical |disposable |direct |last |recent |first |"
     r"american express |visa |savings |checking )*(?:cards?|accounts?|transfers?|payments?|top[- ]?ups?|refunds?|pin|passcode|password|statements?|balance|"
     r"bill|cheques?|checks?|transactions?|charges?|fees?|cash withdrawals?|withdrawals?|deposits?|atm|exchange rate|direct debit|app|order|credit score|"
     r"credit limit|apr|routing number|interest rate|w2|paycheck|insurance|401k|luggage|flight|reservation|timer|alarm|playlist|calendar|to[- ]do list|"
     r"shopping list|list|reminder|volume|lights?|phone|speaker|thermostat|email|emails|inbox|meeting|identity|top up)\b", "my card has not arrived"),
    ("hypothetical", r"^(?:if (?:i|we|my)|suppose|imagine|what if|let's say|say i)\b(?!.*,\s*(?:i|my)\b)", "if i were rich"),
    ("thanks", r"^(?:i|we) (?:really |do |truly )?(?:thank|appreciate|love that|love it|like that|like it|love your|like your|enjoyed our|enjoyed talking|"
     r"got it|gotta go|have to go|must go|'ve got to go|better go|will|would|do|did|don't|didn't|won't|can|can't|am|was)[.!]*$", "i appreciate"),
    ("advice", r"^(?:you|u|your|ya|y'all)\b(?!.*\b(?:i|my|me|i'm|i've)\b)", "you should rest"),
)

_PEOPLE = alternatives([*KIN, *ANIMALS, "family"])

ACCEPTANCES = _rules(
    ("first person", r"(?:^|\b)(?:i|we|i'm|i've|i'd|i'll|im|ive|we're|we've|we'll|we'd)\b", "i live in porto"),
    ("mine", r"\b(?:my|our|mine|myself|ourselves)\b", "my sister is a nurse"),
    ("to me", r"\b(?:me|us)\b", "music helps me relax"),
)

ELIDED = re.compile(
    r"^(?:just |recently |still |always |usually |currently |never |also |really |definitely |mostly |only |not |probably )*"
    r"(?:have|had|got|love|loved|hate|hated|like|liked|enjoy|enjoyed|live|lived|work|worked|want|wanted|need|needed|prefer|preferred|went|was|"
    r"been|born|grew|moved|came|started|finished|bought|gonna|going to|trying to|planning|thinking (?:of|about)|looking forward|used to|"
    r"can't|couldn't|don't|didn't|haven't|hope to|hoping to|getting|\w+ed|working|living|studying|reading|playing|training|making|learning|"
    r"writing|taking|watching|doing|researching|spending|cooking|baking|painting|running|swimming|ate|saw|made|met|took|gave|won|lost)\b")

_ANSWERABLE = re.compile(r"\b(?:you|your|u|ya)\b[^?]*\?|\b(?:what|where|which|who|how|when)\b[^?]*\?\W*$", re.I)
_EMPTY_ANSWER = re.compile(r"^(?:yes|yeah|yep|no|nope|not|sure|ok|okay|maybe|thanks|thank you|please|nothing|none|dunno|fine|good|great|well|"
                           r"me too|same|you|and you|i|lol|haha|hi|hello|hey|skip|never mind|nevermind|later|stop|pass|\W)+$", re.I)
_THIRD = re.compile(r"^(?:and |but |so |yes |yeah )?(he|she|they|he's|she's|they're|his|her|their)\b")


def opened(text: str) -> str:
    """The clause in lower case without its opening interjections."""
    lower = text.lower().strip(" \"'()*")
    rest = OPENING.sub("", lower)
    return rest or lower


def is_empty_answer(text: str) -> bool:
    """"Yes", "no thanks", "ok": nothing to keep."""
    return bool(_EMPTY_ANSWER.match(text.strip().lower()))


def rejection(clause: Clause) -> str | None:
    """The rule that says that a clause tells nothing about the person, by name."""
    text = opened(clause.text)
    if clause.sentence_end == "?" and clause.text.endswith("?") and not re.search(r"\b(?:right|you know|huh|eh)\s*\?$", text):
        return "question"
    if clause.sentence_end == "?" and not re.match(r"(?:i|i'm|i've|my|we|our)\b", text):
        return "question"
    return next((rule.name for rule in REJECTIONS if rule.pattern.search(text)), None)


def acceptance(clause: Clause, in_reply_to: str | None, person_known: bool) -> str | None:
    """The rule by which a clause, not rejected, tells something about the person, by name; None when it does not."""
    text = opened(clause.text)
    words = [token for token in clause.tokens if token.is_alpha]
    if len(words) < 1 or is_empty_answer(text):
        return None
    content = [token for token in words if not token.is_stop]
    if content and len(words) > 2:
        for rule in ACCEPTANCES:
            if rule.pattern.search(text):
                return rule.name
        if person_known and _THIRD.match(text):
            return "somebody known"
        if ELIDED.match(text) and not any(token.dep_ in {"nsubj", "nsubjpass"} and token.lower_ in {"you", "it", "that", "this"}
                                          for token in clause.tokens[:4]):
            return "elided subject"
    if in_reply_to and _ANSWERABLE.search(in_reply_to[-200:]) and content and len(words) <= 12 \
            and not re.search(r"\b(?:you|your|it's|that's|it|that|this)\b", text):
        return "answer"
    return None
