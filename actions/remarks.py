"""What a message is by its words where no intent says so: an apology, a correction, or a mere remark."""

from __future__ import annotations

import re

from actions.phrases import is_no_question, requests

NOT_TO_KEEP = re.compile(
    r"\b(?:don['’]?t|do not|not|never) (?:you )?(?:keep|note|remember|save|store|write)\b", re.IGNORECASE
)
"""Words with which a "no" is about what was just noted."""

SAID_OTHERWISE = re.compile(
    r"^\W*(?:(?:no+|nope|wait|sorry|actually|but)\W+)+i (?:said|meant|wrote)\b(?! (?:it|so|that|this)\b)"
    r"|^\W*i (?:said|meant|wrote) (?:(?:on|in|the) ){0,2}(?:\d{1,9}\w{0,20}|(?-i:[A-Z])\w{1,40}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\W*$",
    re.IGNORECASE,
)
"""How a correction begins of what was noted or given back just before: "no, I said Friday", "I said Aberdeen"."""

SAYS_NO = re.compile(
    r"^\W*(?:(?:oh|ah|hm+|well|ok|thanks|thank you)\W+)*(?:no|nope|nah|not (?:my|for|really|that|this))\b",
    re.IGNORECASE,
)
"""A no at the beginning, whatever follows on it."""

SORRY = re.compile(
    r"^\W*(?:(?:ok|oh|and|i['’]?m|i am|so|very|really)\W+)*(?:sorry|apologi[sz]e|my apologies)\b[^?]*$",
    re.IGNORECASE,
)
"""An apology, to which nothing is to be noted."""

PRESENT = re.compile(
    r"^\W*(?:(?:hello|hey|hi|so|ok)\W+)*(?:are (?:you|u) (?:still )?(?:there|here|awake|on|listening|around)"
    r"|(?:you|u) (?:there|awake)"
    r"|anybody (?:there|here)|anyone (?:there|here)|is (?:this(?: thing)?|it|anybody|anyone) (?:on|working|there))\W*$",
    re.IGNORECASE,
)
"""Asks whether anything answers at all."""

GOES_ALONG = re.compile(
    r"^\W*(?:(?:good|ok(?:ay)?|right|fine|nice|great|fair(?: enough)?|true|exactly|well|haha?|lol)\b[\W]+(?=that"
    r"|it|you|u|thats|its)"
    r"|(?:it['’]?s|it is|its) (?:only |just )?me\b|only me\b|(?:oh |ah )?(?:right|true|yes|of course"
    r"|i did)\W+i (?:told|said|did|remember)\b)",
    re.IGNORECASE,
)
"""How a remark begins that goes along with what was said."""

REMARK = 9
"""A remark of so many words at most that asks nothing and tells nothing of oneself wants no explanation."""

_OF_ONESELF = re.compile(r"\b(?:i|i['’]?m|im|i['’]?ve|ive|my|we|our|me)\b", re.IGNORECASE)


def goes_along(text: str) -> bool:
    """It begins as what goes along with what was said: "right, I told you that"."""
    return GOES_ALONG.match(text) is not None and not text.rstrip().endswith("?")


def is_remark(text: str) -> bool:
    """A few words that ask nothing and tell nothing of oneself, such as "that's life"."""
    short = 1 < len(text.split()) <= REMARK and is_no_question(text) and not requests(text)
    return short and not _OF_ONESELF.search(text)
