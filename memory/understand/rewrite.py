"""Say a quote in the second person ("You moved to Porto with your sister"), to stand beside it, never instead of it."""

from __future__ import annotations

import re

from memory.understand.sentences import Clause
from memory.understand.signs import OPENING
from memory.understand.words import ANIMALS, KIN, NUMBERS, alternatives

_WORDS = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "us": "you",
          "our": "your", "ours": "yours", "ourselves": "yourselves", "i'm": "you're", "im": "you're", "i've": "you've",
          "ive": "you've", "i'd": "you'd", "i'll": "you'll", "mine's": "yours is", "we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll"}
_BOT = {"you": "me", "your": "my", "yours": "mine", "yourself": "myself", "u": "me"}
_IDIOMS = re.compile(r"\b(?:i\.e|hand[- ]me[- ]downs?|pick[- ]me[- ]ups?|forget[- ]me[- ]nots?|me[- ]time|ask me anything|dear me|excuse me|(?:world war|war|ww|part|phase|type|class|level|volume|book|elizabeth|charles|james|henry) I(?! \w+ed)(?=\W|$))\b|"
                     r'(?-i:\bU\.?S\b|\bUS\b|\b[A-Z][a-z]+ (?:Us|Me|We)\b)|"[^"]*"', re.I)
"""Where "me", "I" or "us" is nobody, and what somebody else said in quotation marks."""
_REPORTED = re.compile(r"\b(?:was|were|is|'s|am|'m|be|goes|went|said|says|asked) (?:all )?(?:like|:),? (?:i|i'm|my|me|you|we)\b|\b(?:said|says|goes|asked|yelled|shouted),? (?=\")", re.I)
"""Somebody's words, with or without quotation marks: an "I" in them may be another's."""
_TYPED = re.compile(r"\b[iI] (m|ve|d|ll) (?=\w)|\b[iI](ll|d) (?=(?:be|go|stay|have|do|get|try|never|always|just|probably|see|take|make|like|love|rather|prefer|still)\b)")
""" "ill stay", "i m not": without the apostrophe."""
_US = re.compile(r"\bI(?:'\w+)?(?: \w+){1,5} us\b|\b[Ww]e(?:'\w+)?(?: \w+){1,2} me\b")
""" "I drove us home": both cannot be "you"."""
_SHOUTED = re.compile(r"\b(?:ME|MY|WE)\b(?! (?:ME|MY|WE)\b)")
""" "I have ME": an illness, or the person."""
_BROKEN = re.compile(r"\b[Yy]ou (?:is|was|has|does|am|isn't|wasn't|hasn't|doesn't)\b|^(?:Me|Us|I|Mine)\b")
"""No English, or said of the listener."""
_OCLOCK = re.compile(rf"(?:\d|\b(?:{alternatives(NUMBERS)})) ?$", re.I)
""" "4am" is no "am"."""
_SHALL = re.compile(r"\b(I|[Ww]e) shall\b")
_SHOULD = re.compile(r"\b(I|[Ww]e) should (?=(?:like|love|hate|prefer|think|imagine|say|be (?:glad|happy|delighted|pleased|sorry|sad))\b)")
""" "I shall", "I should like": said to somebody, "will" and "would"."""
_REVISED = re.compile(r"(?:\.\.\.|[,-]) ?(?:sorry(?! (?:if|about|for|to|that|but))|i meant?|or rather|no,? wait|wait,? no|scratch that)\b", re.I)
""" "We've got Ofsted... sorry, Estyn": which part holds is not said by the first."""
_DONE_TO = re.compile(r"(?:diagnosed|fired|promoted|hired|accepted|laid|made|dumped|adopted|raised|named|invited|asked|told|given|offered|robbed|mugged|bitten|stung|burgled|evicted|rejected|transferred|injured|hospitali[sz]ed|admitted|discharged|sacked|prescribed|called|brought)$")
_FELT = re.compile(r"(?:bored|excited|tired|scared|worried|annoyed|disappointed|pleased|stuck|confused|interested|obsessed|addicted|used|based|supposed|stressed|exhausted|convinced|allowed|disgusted|done|gone|delighted|thrilled|pumped|stoked|psyched|blessed|honou?red|relieved|shocked|surprised|hooked|inspired|touched|overwhelmed|frustrated|drained|terrified|petrified|horrified|mortified|fascinated|gutted|devastated|knackered|shattered|chuffed|swamped|ashamed)$")
_FELT_ABOUT = re.compile(rf"(?:(?:so|really|absolutely|always) )*(?!used|done|gone){_FELT.pattern[:-1]} (?:of|by|with|about|at|that)\b")
_ONCE = re.compile(r"\b(?:as a (?:kid|child|baby|teen(?:ager)?|boy|girl)|when i was|back then|at first|growing up)\b")
_QUOTED = re.compile(r'"[^"]*"')
_PHRASE = re.compile(r"\b(?:thank|bless|like|see|told|tell|asked|ask|know if|remind|with|to|for|about) you$", re.I)
_ASIDE = re.compile(r"[,.]? (?:don'?t (?:@|at|judge|hate) (?:me|us)|(?:sue|fight|trust|believe|kill|shoot) me|no judge?ment|i swear|i guess|i suppose|mind you|you know|if you know what i mean|so (?:no|yes|yeah)|lol|haha|tbh)\W*$", re.I)
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|[\W\d_]+")
_AND_I = re.compile(
    r"(?:^|(?<=[,.] )|(?<=and )|(?<=but )|(?<=so )|(?<=with )|(?<=for )|(?<=that )|(?<=when )|(?<=because ))"
    rf"([Mm]y (?:\w+ )?(?:{alternatives([*KIN, *ANIMALS])})(?: [A-Z]\w+)?|[A-Z]\w+) and (?:I|i|me)(?!')\b"
)
""" "My sister and I": said first, since the person is spoken to."""
_WAS = re.compile(r"(?:(?:just|recently|also|always|never|only) )*(?:was|born)\b")
_BORN = re.compile(r"born\b")
_HAS_BEEN = re.compile(r"(?:(?:just|recently|also|always|never|only|still) )*been\b")
_IS = re.compile(r"(?:(?:just|also|still|currently|definitely|really|probably) )*(?:gonna|going to|(?:happily |newly )?(?:married|divorced|engaged|retired|single|widowed)(?!.*\b(?:last|ago|in \d|yesterday)\b)|not (?:an? (?:\w+ )?fan|into|keen|fond|much of)|"
                 r"(?:an? )?(?:big |huge )?(?:fan of|keen on|fond of))\b")
_DOES = re.compile(r"(?:(?:just|recently|still|currently|also|always|never|really|usually|mostly|finally|used|(?:do|ca|could|did|have|wo|would)n'?t) )*"
                   r"(?:have (?=(?:an?|one|two|three|\d+|my|to|been|had|got|never|no|lots|many) )(?!a (?:great|good|nice|safe|wonderful|lovely|blast|look|go|try|think|seat|rest|fun)\b)|had|got|love|loved|hate|like|enjoy(?= \w+ing)|(?:live|work)(?= (?:in|at|as|for|with|near|on|from|nights|days)\b)|want|need|prefer|went|grew|became|moved|came|wanna|(?:do|ca|could|did|have|wo|would)n'?t|"
                   r"used to|hope|hoped|ate|saw|made|met|took|gave|won|lost|bought|sold|broke up|split up|"
                   r"quit (?=(?:the|my|smoking|drinking|vaping|uni|college|school|sugar|alcohol|coffee|caffeine)\b))\b")
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OF_IT = re.compile(r"(?:(?:just|also|always|never|really|it) )*(?:\w+ (?:me|us)\b|(?:went|turned out|seemed|looked|sounded|tasted|smelled|felt) (?:\w+ )?(?:well|great|good|fine|ok|okay|bad|badly|wrong|nice|weird|amazing|better)\b|"
                    r"been (?:an? (?:\w+ )?(?:long|while|hard|tough|rough|great|good|busy|crazy|wild)\b|ages|so long|too long|years\b)|(?:cost|rained|snowed|happened|worked out|ended up (?:being|costing))\b|took (?:me|us|ages|forever|(?:\w+ )?(?:hours|days|weeks|months|years))\b)")
""" "Helped me sleep", "took ages": it is no "I" that was left out."""
_PARTICIPLE = re.compile(r"(?:(?:just|still|currently|also|always|really|mostly|actually) )*\w+ing\b")
_GERUND = re.compile(r"\w+ing (?:\w+ ){0,3}(?:is|isn|isnt|isn't|was|wasn|wasnt|wasn't|makes|helps)\b")
""" "Spitting isnt ladylike": no "I" that was left out."""
_PARENT = re.compile(r"(?:mum|mom|mama|dad|daddy|papa|gran|grandma|nana|grandpa|granddad|grandad)\b(?!,)", re.I)
""" "Mum is coming": without "my", whose mother it is goes without saying."""
_YOU = re.compile(r"\b(?:you|your|you're|you've|you'd|you'll|yours|yourself)\b", re.I)


def second_person(clause: Clause, *, subject: str | None = None, of_another: bool = False) -> str:
    """The clause said to the person. `subject` stands for a he, she or they that is known ("your sister").

    With `of_another`, a subject that was left out can be somebody else: it is quoted.
    """
    text = " ".join(clause.text.split()).replace("\u2019", "'")
    opening = OPENING.match(text.lower())
    stripped = (text[opening.end():] if opening else "") or text
    text = _ASIDE.sub("", stripped.strip(" ,;:-")) or text
    quoted = f'You said: "{text.strip(" .,;:-")}"'
    if _is_unsafe(clause, text):
        return quoted
    text = _AND_I.sub(lambda m: f"I and {m[1]}", text)
    text = f"My {_decapitalized(text)}" if _PARENT.match(text) else text
    left_out = None if subject else _left_out(clause, text)
    if left_out is not None and of_another:
        return quoted
    out = _swap(text)
    if subject:
        out = re.sub(r"^(?:he|she)'(ll|d)\b( \w+)?", lambda m: f"{subject} {_full(m[1], m[2] or '')}", out, count=1, flags=re.I)
        out = re.sub(r"^(?:he|she)\b", subject, out, count=1, flags=re.I)
        out = re.sub(r"^(?:his|her)\b", subject + "'s", out, count=1, flags=re.I)
    elif left_out is not None:
        out = _swap(left_out + _decapitalized(text))
    elif not _YOU.search(out):
        out = f"you said: {out}"
    out = out.strip(" .,;:-")
    if _BROKEN.search(out):
        return quoted
    return out[:1].upper() + out[1:]


def _is_unsafe(clause: Clause, text: str) -> bool:
    """Whether an "I" or a "you" in it may be somebody else, or be taken back: it is quoted then."""
    if any(pattern.search(text) for pattern in (_US, _REPORTED, _REVISED)) or _SHOUTED.search(text) and not text.isupper():
        return True
    return _speaks_to_listener(clause) or _is_told_to_do(clause)


def leaves_subject_out(clause: Clause) -> bool:
    """Whether a statement would have to say who: "moved to Porto"."""
    return _left_out(clause, clause.text) is not None


def _full(short: str, following: str) -> str:
    """ "'ll" and "'d" as words, since a noun stands before them: "your husband would"."""
    if short.lower() == "ll":
        return "will" + following
    return ("had" if re.search(r"ed$|been|gone|had$", following) else "would") + following


def _speaks_to_listener(clause: Clause) -> bool:
    """Whether a "you" does something in it: the listener, or anybody ("where I live you need a car")."""
    quoted = [match.span() for match in _QUOTED.finditer(clause.text)]
    opening = OPENING.match(clause.text.lower())
    quoted += [(-1, opening.end())] if opening and opening.end() < len(clause.text) else []
    return any(token.lower_ in {"you", "u", "ya", "your", "yours", "yourself"} and not any(start < token.idx - clause.start < end for start, end in quoted)
               and not _PHRASE.search(clause.text[: token.idx - clause.start + len(token)]) for token in clause.tokens)  # fmt: skip


def _is_told_to_do(clause: Clause) -> bool:
    """ "Ask me about my trains": an imperative, whose "me" is not who does it."""
    first = next((token for token in clause.tokens if token.is_alpha and token.lower_ not in {"please", "just", "do", "not"}), None)
    if first is None or first.tag_ != "VB" or first.dep_ != "ROOT":
        return False
    return any(token.lower_ in {"me", "us"} and token.i - first.i <= 2 for token in clause.tokens)


def _swap(text: str) -> str:
    text = _TYPED.sub(lambda match: f"I'{match[1] or match[2]} ", text)
    text = _SHOULD.sub(r"\1 would ", _SHALL.sub(r"\1 will", text))
    words: list[str] = []
    subject_before = False
    held = [match.span() for match in _IDIOMS.finditer(text)]
    for found in _TOKEN.finditer(text):
        word, low = found[0], found[0].lower()
        if any(start <= found.start() < end for start, end in held):
            words.append(word)
            continue
        if low in _WORDS:
            words.append(_WORDS[low])
            subject_before = low in {"i", "we"}
            continue
        if low in _BOT:
            words.append(_BOT[low] if low != "you" or not words else _you(words))
        elif subject_before and low in {"am", "was", "wasn't", "amn't"}:
            words.append({"am": "are", "was": "were", "wasn't": "weren't", "amn't": "aren't"}[low])
        elif low == "am" and not _OCLOCK.search(text[: found.start()]):
            words.append("are")
        else:
            words.append(word)
        if word.strip() and low not in {"just", "also", "really", "always", "never", "still", "currently", "only", "actually"}:
            subject_before = False
    return re.sub(r"(?:^|(?<=, )|(?<=\band ))([Yy]ou),? you\b", r"\1", "".join(words))  # "me, I am a teacher"


def _you(words: list[str]) -> str:
    """ "You" is the bot: "me" after a verb or a preposition, "I" where it begins a clause."""
    before = "".join(words).rstrip().lower()
    return "I" if before.endswith((",", "that", "if", "when", "because", "and", "but", "do", "are")) else "me"


def _left_out(clause: Clause, text: str) -> str | None:
    """The subject, and the verb where that is left out as well, of "moved to Porto" or "thinking of moving"; else None."""
    low = text.lower()
    if _OF_IT.match(low):
        return None
    if _HAS_BEEN.match(low):
        return "I have "
    if _WAS.match(low):
        return "I was " if _BORN.match(low) else "I "
    if _IS.match(low) or _PARTICIPLE.match(low) and not _GERUND.match(low) and any(
        token.tag_ == "VBG" and token.dep_ == "ROOT" for token in clause.tokens[:6]
    ):
        return "I am "
    first = next((token for token in clause.tokens if token.is_alpha and token.pos_ not in {"ADV", "INTJ"}), None)
    if first is not None and first.tag_ in {"VBD", "VBN", "JJ"} and first.lower_ in low[:20] and _FELT_ABOUT.match(low):
        return "I was " if _ONCE.search(low) else "I am "
    if _DOES.match(low):
        return "I "
    if first is None or first.tag_ not in {"VBD", "VBP", "VBN"} or first.dep_ in {"amod", "compound", "nsubj"} or first.lower_ not in low:
        return None
    if first.tag_ == "VBN":
        by = any(child.dep_ == "agent" for child in first.children)
        return "I was " if by or _DONE_TO.match(first.lower_) else "I am " if _FELT.match(first.lower_) else "I "
    return None if any(child.dep_ in _SUBJECT for child in first.children) else "I "


def _decapitalized(text: str) -> str:
    """ "Grew up" within a sentence: "grew up"; what is written in capitals stays."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]
