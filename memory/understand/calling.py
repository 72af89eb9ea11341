"""What somebody wants to be called, read from the answer to "What should I call you?": a name, perhaps one, or none.

A word is a name by its shape and by what it is: a given name, or no word of the language. An adjective, an origin, a job
or a mood is none, unless the message says that it is ("call me Storm").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from memory.understand.words import KIN, MONTHS, OCCUPATIONS, WEEKDAYS, alternatives

Kind = str
"""What a word is: "adj", "adv", "noun" or "verb" of the language's dictionary."""
Kinds = Callable[[str], frozenset[Kind]]


@dataclass(frozen=True)
class Called:
    """A name; not `sure` where it may be something else, and the person has to be asked."""

    name: str
    sure: bool


_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "father", "sister", "brother", "rev", "reverend", "rabbi", "imam", "sheikh", "auntie", "aunty", "aunt", "uncle", "grandma", "granny", "grandpa", "grandad", "nana", "nanna", "papa", "mama", "sir", "dame", "lady", "lord", "captain", "big", "little", "wee", "old", "young", "king", "queen", "st"])
_NEVER = frozenset(["a", "an", "the", "i", "me", "you", "he", "she", "it", "we", "they", "my", "your", "his", "her", "its", "our", "their", "this", "that", "these", "those", "what", "who", "why", "how", "when", "where", "which", "am", "is", "are", "was", "were", "be", "been", "do", "does", "did", "have", "has", "had", "will", "would", "can", "could", "should", "may", "might", "must", "not", "no", "nope", "nah", "yes", "yeah", "yep", "ok", "okay", "sure", "and", "or", "but", "so", "if", "because", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on", "onto", "out", "over", "to", "up", "with", "without", "about", "after", "before", "again", "here", "there", "now", "then", "today", "tonight", "tomorrow", "yesterday", "later", "soon", "never", "always", "just", "only", "also", "too", "very", "really", "quite", "anything", "something", "nothing", "anyone", "anybody", "someone", "nobody", "everyone", "whatever", "whoever", "none", "any", "some", "all", "both", "half", "hello", "hi", "hey", "hiya", "yo", "bye", "thanks", "thank", "please", "pls", "sorry", "lol", "lmao", "haha", "hehe", "idk", "dunno", "nvm", "brb", "tbh", "rn", "btw", "omg", "meh", "hmm", "hm", "um", "er", "ugh", "jk", "skip", "pass", "next", "stop", "back", "home", "maybe", "kidding", "joking", "guess", "like", "good", "fine", "great", "bad", "wrong", "right", "nice", "cool", "new", "busy", "private", "anonymous", "secret", "hungover", "knackered", "skint", "hangry", "wfh", "ngl", "adhd", "add", "ocd", "lgbt", "nb", "enby", "goth", "emo", "vegan", "bored", "name", "names", "called", "question", "weather", "bus", "train", "help", "cancel", "menu", "settings", "feeling"])
_GRAMMAR = frozenset(["whenever", "wherever", "whichever", "anytime", "sometime", "anyhow", "until", "till", "til", "while", "whilst", "unless", "since", "once", "else", "instead", "although", "though", "tho", "whereas", "whereby", "nor", "neither", "either", "via", "per", "plus", "versus", "upon", "within", "among", "despite", "except", "towards", "toward", "against", "between", "behind", "beside", "besides", "through", "etc", "myself", "yourself", "himself", "herself", "itself", "ourselves", "yourselves", "themselves", "mine", "yours", "hers", "ours", "theirs", "such", "same", "other", "another", "each", "every", "tmrw", "tmr", "tmw", "2moro", "l8r", "asap", "soonish", "thx", "ty", "plz"])  # fmt: skip
"""Words of the grammar, and of chat, that no dictionary lists: never names."""
_BEFORE_HYPHEN = frozenset(["ex", "pro", "anti", "non", "post", "pre", "pan", "half", "semi", "self", "multi", "un", "under", "over", "trans", "cis", "demi", "bi", "gen", "co", "vice", "neuro", "afro", "anglo", "euro", "indo", "franco", "sino", "judeo", "mid"])
_CONTRACTED = frozenset(["im", "ive", "id", "ill", "dont", "cant", "wont", "isnt", "arent", "wasnt", "werent", "didnt", "doesnt", "hasnt", "havent", "hadnt", "couldnt", "wouldnt", "shouldnt", "aint", "youre", "youve", "youll", "theyre", "theyve", "hes", "shes", "thats", "whats", "whos", "wheres", "theres", "heres", "lets", "its", "itd", "itll"])  # fmt: skip
"""Contractions without their apostrophe: never names, however they are written."""
_ORIGINS = frozenset(["black", "white", "brown", "asian", "african", "arab", "roma", "romani", "gypsy", "traveller", "sinti", "uyghur", "uighur", "uyghurs", "kurd", "kurdish", "rohingya", "hazara", "yazidi", "yezidi", "druze", "copt", "coptic", "alevi", "tigrayan", "oromo", "fulani", "hmong", "sami", "inuit", "cree", "maori", "yoruba", "igbo", "hausa", "zulu", "xhosa", "tamil", "telugu", "bengali", "punjabi", "gujarati", "sikh", "jat", "dalit", "brahmin", "pashtun", "tajik", "uzbek", "kazakh", "chechen", "tatar", "basque", "catalan", "breton", "manx", "welsh", "cornish", "scouse", "scouser", "geordie", "brummie", "cockney", "mancunian", "yorkshireman", "kiwi", "aussie", "brit", "yank", "latino", "latina", "latinx", "hispanic", "chicano", "desi", "bame", "poc", "jew", "jewish", "muslim", "catholic", "christian", "hindu", "buddhist", "atheist", "agnostic", "pagan", "wiccan", "quaker", "mormon", "shia", "sunni", "ahmadi", "rasta", "tory", "labour", "lib", "dem", "republican", "democrat", "communist", "socialist", "anarchist", "green", "gay", "lesbian", "bi", "bisexual", "trans", "queer", "ace", "aro", "straight", "nonbinary", "pan", "poly", "asexual", "deaf", "blind", "autistic", "dyslexic", "disabled", "filipino", "filipina", "syrian", "afghan", "eritrean", "somali", "swazi", "tutsi", "hutu"])
"""Origins, beliefs and orientations that no dictionary of adjectives has, or that are given names, too."""

_W = "[^\\W\\d_][\\w'’.\u2024-]*"
_NAME = rf"(?P<name>(?:(?:{alternatives(_TITLES)})[.\u2024]? )?{_W}(?: {_W}){{0,2}}?)"
_END = r"(?=\W*$|'s\b|,|\.|!|;| -|\b(?: (?:works?|suits|does|speaking|please|pls|thanks|thx|here|instead|innit|lol|these days|pet|love|mate|from now on|if|cos|because|and|so|but|or|for short|on|now|will|is|would|to|i guess|with|from|like|as|n|down|at|in|no|go)\b))"


def _says(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form.replace("NAME", _NAME + _END), re.I) for form in forms)


_WISHES = _says(
    r"(?<!n't )(?<!do not )(?<!never )(?<!dont )\bcalls? (?:me|us) (?:just )?NAME", r"\bcalled me NAME", r"\bto be called NAME", r"\bgo(?:es)? by NAME", r"\bprefer (?:to be called |being called )?NAME",
    r"\b(?:everyone|everybody|people|they|friends) (?:just )?says? NAME", r"\b(?:you|u) (?:can |could |should |may )?say NAME(?: to me)?", r"\b(?:use|go with|put)(?: me)?(?: down)?(?: as)? (?:my initials,? )?NAME", r"\binitials,? NAME",
    r"\b(?:for short|short is|short form is|shortened to|in short),? NAME", r"\b(?:address|know|refer to|save|greet) me as NAME", r"\b(?:answers?|listens?|responds?) to NAME", r"\bknown (?:to \w+ )?as NAME",
    r"\bfor (?:\w+ ){1,3}(?:it's|its|it is|i'm|im|i am) (?:just )?NAME",
)
_FINE = _says(
    r"(?:^|\b(?:but|so|and|or) )(?:(?:just|only|plain|simply) )?NAME(?: is| would be|'s| will)? (?:(?:absolutely |perfectly |just |totally )?(?:ok|okay|fine|nice|good|great|cool|perfect|enough)|shorter|better|easier|do|do fine|works?|suits me|does it|to (?:you|my friends|friends|everyone))\b",
)
"""How one says which name one wants, however one is named."""
_NAMES = _says(
    r"\b(?:my|ma|the|me) (?:full |first |real |given |chosen |preferred |christian |birth |nick)?(?:name|nickname)(?:'s| is| be|) (?:actually |also |just |really )?NAME", r"(?:^|[,.] )(?:name's|names|name is|name) NAME", r"\b(?:i'm|i am|im) (?:called|named|known as) NAME",
    r"^(?:i'm |im |i am )?NAME(?: is|'s)(?: actually| really)? (?:my|the) (?:real |actual |given )?(?:nick)?name\b", r"^(?:and )?called NAME", r"\b(?:named|christened|baptised) me NAME", r"\b(?:nickname|nick) (?:is )?NAME", r"\b(?:jeg heter|jag heter|jeg hedder|ik heet|ma numesc|mă numesc|zovem se|ime mi je|jmenuji se|volam sa|benim adım|adım|nimeni on|menya zovut|tên tôi là|jina langu ni|nama saya) NAME", r"\bnombre es NAME", r"\bme llamo NAME", r"\bje m'appelle NAME", r"\bich (?:hei(?:ß|ss)e|bin) NAME",
    r"\bmi chiamo NAME", r"\bmein name ist NAME", r"\bmeu nome [eé] NAME", r"^NAME desu\b", r"\bnazywam si[eę] NAME",
)
_IS = _says(r"(?:^|\b(?:hi|hey|hello|hiya|ok|anyway|and|so|yes|sure|well|kidding|guess|shift|now|but) )(?:its|it's|it is|this is|tis|'tis)(?: just| only)?(?: me)? NAME")
_AM = _says(r"(?:^|\b(?:hi|hey|hello|hiya|ok|anyway|and|so|yes|sure|well) )(?:i'm|im|i am|am)(?: just| only)? NAME")
_HERE = _says(r"^NAME here\b")
_BARE = _says(r"^(?:(?:just|only|plain|simply|pls|please) )*NAME(?: (?:with|like|as in|from|and|n|or|cos|because)\b.*)?$")

_CLAUSE = re.compile(r"(?:[.!?…]+(?:\s|$)|[,;:()\n]+|\s[-–—]\s|\bbut\b|\bno really\b)\s*")
_TAIL = re.compile(r"(?: (?:please|pls|thanks|thank you|thx|ta|x{1,9}|xo|lol|haha|ha|innit|pet|love|mate|btw|rn|tbh|i guess|i suppose|if you please|will do|or whatever|again|here|these days|too|now|actually|on paper|desu)){1,6}$", re.I)
_LEAD = re.compile(r"^(?:(?:oh|ah|um+|er+|well|so|ok|okay|sure|yes|yeah|hi|hey|hello|hiya|tbh|lol|haha+|hehe|you know|guess|dunno|anyway)\b[\s,.!…]*)+", re.I)
_NO_NAME = re.compile(r"\b(?:don'?t|do not|dont|never|nobody|no one|stop|without|rather not)\b.*\b(?:calls?|name|ask)", re.I)
_NOT_THIS = re.compile(r"\b(?:call me |say |use )?(?:anything|whatever|everything) (?:but|except|other than) \w+", re.I)
_SAME = re.compile(r",? (?:that is|that's|thats|this is) (?:my|the) (?:real |actual )?(?:nick)?name$|(?<=\w), (?:that is|that's|thats) my (?:real |actual )?name(?=[,.!])", re.I)
_THAT = re.compile(r"\b(?:that is|that's|thats|it's|its) my (?:nick)?name[,:;] ", re.I)
_NEGATED = re.compile(r"\b(?:not|no|never|nobody|don'?t|won'?t|can'?t|without|isn'?t|none)\b|n't\b", re.I)
_ANOTHERS = re.compile(
    rf"\b(?:to|with|from|in|at|of|near|for|by|about|like|than|{alternatives(frozenset(KIN).difference(['ma']))}|friend|mate|boyfriend|girlfriend|partner"
    r"|neighbour|boss|dog|cat|pet|horse|kid|kids|son|daughter|he|she|they|him|her|his|their|sister's|brother's|team)\b", re.I
)  # fmt: skip
"""Where one of these stands before it, a name is most likely a place's or somebody else's."""
_TITLED = re.compile(rf"(?:{alternatives(_TITLES)})\.? \S", re.I)


def read_called(message: str, kinds: Kinds) -> Called | None:
    """The name that an answer gives; the person's wish counts more than how they are named."""
    text = "".join("; " if unicodedata.category(mark) == "So" else mark for mark in message.replace("’", "'")
                   if unicodedata.category(mark) not in ("Sk", "Cf", "Mn"))
    text = _NOT_THIS.sub("", text)
    text = _THAT.sub(r" is my name; nickname is ", _SAME.sub(" is my name", text)) if "name" in text else text
    text = " ".join(re.sub(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|St)\.|\b([A-Z])\.(?= )", lambda m: m[0].replace(".", "\u2024"), text).split())
    clauses = [_LEAD.sub("", clause).strip(" \"'*-~") for clause in _CLAUSE.split(text)]
    clauses = [clause for clause in clauses if clause]
    for at, forms in enumerate((_WISHES, _NAMES, _IS, _HERE, _AM)):
        said = [found for clause in clauses for found in _found(forms, clause, kinds, at)]
        if at == 0:
            said += [found for clause in clauses for found in _found(_FINE, clause, kinds, 5)]
        if said:
            return max(reversed(said), key=lambda called: called.sure) if at else said[-1]
    for at, clause in enumerate(clauses):
        found = next(iter(_found(_BARE, clause, kinds, 5)), None)
        if found and (at == 0 or (found.sure and (clause[0].isupper() or _is_given(found.name)))):
            return found
        if found and clause.istitle() and " " not in clause:
            return Called(found.name, sure=False)  # "my passport says Guillermo but Memo please"
        if at == 0 and not found and clause.endswith("?"):
            return None
    return _alone(text, kinds)


def _alone(text: str, kinds: Kinds) -> Called | None:
    """The one word of the message that can be nothing but a name: how it is said is not understood, so it is asked."""
    if text.rstrip().endswith("?") or _NEGATED.search(text):
        return None
    *before, text = re.split(r"\bbut\b", text)
    names = []
    for match in re.finditer(_W, text):
        word = match[0].rstrip(".'")
        low = word.lower().removesuffix("'s")
        if low in _NEVER | _CONTRACTED | _ORIGINS | KIN.keys() | WEEKDAYS.keys() | MONTHS.keys() or low.startswith("i'"):
            continue
        known = bool(kinds(low))
        given = _is_given(low) and (not known or not word.islower())
        named = re.search(r"\b(?:called|named)\W*$", text[: match.start()]) or before and not text[: match.start()].strip()
        known = known and not (named and not kinds(low) & {"adj", "adv"})
        strange = word[0].isupper() and not known and not _looks_like_origin(low) and not _is_made_of_words(low, kinds)
        if (given or strange) and not _ANOTHERS.search(text[: match.start()]):
            names.append(word)
    return Called(_cased(names[0]), sure=False) if len(names) == 1 else None


def may_be_name(name: str, kinds: Kinds) -> bool:
    """Whether "I'm <name>", said unasked, may be a name: no adjective, origin, job or word of a mood."""
    return _is_name(name, kinds, 4) is not None


def _found(forms: tuple[re.Pattern[str], ...], clause: str, kinds: Kinds, how: int) -> list[Called]:
    if how < 2 and _NO_NAME.search(clause):
        return []
    found = []
    for form in forms:
        for match in form.finditer(_TAIL.sub("", clause)):
            name = match["name"]
            name = re.sub(r"(?: (?:haha|hehe|lol|lmao))+$", "", name, flags=re.I)
            sure = _is_name(name, kinds, how)
            if sure is not None:
                found.append(Called(_cased(name), sure))
    return found


def _is_name(name: str, kinds: Kinds, how: int) -> bool | None:
    """Whether it is one, surely or perhaps; None where it is not. `how` it is said: 0 and 1 by naming it, 5 bare."""
    words = name.split()
    if any(word.lower() in _CONTRACTED for word in words):
        return None
    if _TITLED.match(name):
        words = words[1:]
    elif words[0].lower() in KIN.keys() | WEEKDAYS.keys() and not (how < 2 and words[0].lower() in KIN or _is_given(words[0])):
        return None
    lone = len(words) == 1 and _is_given(words[0])  # "May", "Will"
    if how == 0 and len(words) == 1 and words[0].istitle() and not lone and words[0].lower() in _NEVER and kinds(words[0].lower()):
        return False  # "I answer to Skip"
    if len(words) > 3 or any(word.lower() in _GRAMMAR and not lone for word in words):
        return None
    if not lone and any(re.split(r"['.]", word.lower())[0] in _NEVER for word in words):
        return False if how == 1 and name.istitle() else None  # "my name is An"
    if how == 5 and len(words) > 1 and any(word.islower() and not _is_given(word) and kinds(word.lower()) for word in words):
        return None  # "feeling sunny"
    verdicts = [_is_word_name(word, kinds, how, titled=len(words) < len(name.split())) for word in words]
    return None if None in verdicts else all(verdicts)


def _is_word_name(word: str, kinds: Kinds, how: int, *, titled: bool) -> bool | None:
    low = word.lower().strip(".'")
    found = kinds(low)
    if "-" in low and (parts := _joined_words(low, kinds)):
        return False if how < 2 or any(_is_given(part) for part in parts) else None
    if low in _ORIGINS and how > 1:
        return True if how == 5 and _is_given(low) and not word.islower() or low == "christian" and how == 5 else None
    if _is_given(low):
        return not (how == 4 and found & {"adj", "adv"} and low != "frank") and not (how in (2, 4) and found and word.islower() and low in MONTHS)
    if how < 2:
        return low not in _ORIGINS and not (found & {"adj", "adv"} and word.islower())
    if titled and not word.islower():
        return True
    if found & {"adj", "adv"} or low in OCCUPATIONS:
        return None
    if found:
        return False if how == 5 or not word.islower() else None
    if how == 5:
        words = _is_made_of_words(low, kinds) or _looks_like_origin(low)
        return None if word.islower() and words else not words
    return True if not word.islower() and not (word.isupper() and len(word) > 2) and not _looks_like_origin(low) else (False if how == 4 and not _is_made_of_words(low, kinds) else None)


def _joined_words(word: str, kinds: Kinds) -> list[str]:
    """The parts of a hyphened word that is no name: "ex-con", "hiv-positive"; of one that may be a name none."""
    parts = word.split("-")
    said = any(len(part) > 3 and not _is_given(part) and (kinds(part) or part in _ORIGINS) for part in parts)
    return parts if said or parts[0] in _BEFORE_HYPHEN else []


def _looks_like_origin(word: str) -> bool:
    return bool(re.search(r"(?:[^aeiou]ian|ese|ish|stani|ean|ist|ista|iteer)$", word)) and len(word) > 5


def _is_made_of_words(word: str, kinds: Kinds) -> bool:
    """A form of a word ("gutted"), or two in one ("hungover")."""
    stems = [re.sub(end, put, word) for end, put in ((r"(?:ed|ing|s|d)$", ""), (r"(?:ed|ing)$", "e"), (r"(.)\1(?:ed|ing)$", r"\1"), (r"i(?:er|est|ed|es)$", "y"), (r"(?:er|est)$", ""))]
    if any(stem != word and len(stem) > 2 and kinds(stem) for stem in stems):
        return True
    return any(kinds(word[:at]) and (kinds(word[at:]) or word[at:] in _NEVER) for at in range(3, len(word) - 2))


def _cased(name: str) -> str:
    name = name.replace("\u2024", ".").rstrip(".'")
    if name.endswith("'s"):
        name = name[:-2]
    if name.isupper() and len(name) > 3 or "-" in name and name.islower() and _is_given(name.split("-")[-1]):
        name = "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))
    if any(mark.isupper() for mark in name):
        return name[:1].upper() + name[1:]
    if len(name) < 4 and not re.search(r"[aeiouyà-ÿ]", name) or len(name) == 2 and name[0] == name[1]:
        return name.upper()
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _is_given(word: str) -> bool:
    return word.lower() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    lines = Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
