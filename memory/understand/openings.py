"""The interjections that open a clause, and answers that say nothing beyond yes, no or thanks."""

from __future__ import annotations

import re

OPENING = re.compile(
    r"^(?:(?:hi|hey|hello|good (?:morning|evening|afternoon))"
    r"(?: (?:po|again|my friends?|dear|everyone|all|mate|love|there))+(?=\W|$)"
    r"|(?:oh my(?=[,.!]| (?:that|this|it|those|these)\b)|oh|ah|aw+|hi|hey|hello|wow|well|yes|yeah|yep"
    r"|yup|(?:no|sure|right|really|cool|nice|great|awesome|true|update|correction)"
    r"(?=\W*$| ?[,.!:;-]|\s+(?:no|yes|yeah|sorry|wait|hang on|hold on|thanks|so|and|but|because|actually"
    r"|i|im|i'\w+|ive|my|mine|we|we'\w+|our|he|he'\w+|she|she's|they|they're|it|its|it's|that|that's"
    r"|there|there's|the|this|these|those)\b)|"
    r"no way(?= ?[,.!]|\W*$)|no (?:problem|worries|kidding|doubt|wonder|offen[cs]e|biggie|rush|thanks)"
    r"|or(?= (?:if|maybe|perhaps)\b)|"
    r"i (?:do|have|am|did|can|was|will|would)(?:n'?t| not)?(?= (?:i|i'\w+|im|ive)\b)|nope|nah|ok|okay"
    r"|al+right(?=,)|bye(?=,)|so(?! (?:far|long(?! story)|called|much|many)\b)|and|but|also|plus"
    r"|actually|honestly|wait(?=,| (?:no|i|i'm|im|my|we|actually)\b)|hang on|hold on|scratch that|oops|"
    r"(?:you (?:should|must|can|need to|ought to|may want to) (?:remember|know|note)|for the record"
    r"|keep in mind)(?:,| that)?(?= (?:i|im|i'\w+|ive|my|we|we'\w+|our)\b)|"
    r"haha\w*|lol|hmm+|um+|uh|btw|by the way|fyi|(?:oh )?my (?:gosh|god|goodness|word|lord)|omg"
    r"|just so you know|as you (?:may |might |already )?(?:know|remember)|anyway"
    r"|sorry (?:(?:for|about) )?(?:my|the|any|being) [\w ]{1,30}(?=,)|hola|bonjour|ciao|hallo|hiya|heya"
    r"|yo|greetings|good day|fun fact|long story(?: short)?|sorry(?! (?:for|about|if|that|to)\b)"
    r"|thanks(?! (?:for|to)\b)|thank you(?! (?:for|to)\b)|(?:i )?(?:dunno|don't know|not sure"
    r"|can't remember) if i(?:'ve)? (?:told|mentioned|said)(?: it| this| that)?(?: to)?(?: you)?"
    r"(?: this)?(?: before| already)?,? but|okk+|"
    r"good morning|good evening|to be honest|tbh|for your information|guess what|you know what|"
    r"remember that|please remember(?: that)?|note that|as i said|like i said|in fact|unfortunately|sadly|luckily|"
    r"fortunately|not (?:yet|really)(?=\W*$| ?[,.!:;])|of course|absolutely|definitely|totally|exactly"
    r"|same here|me too|because|"
    r"since(?= (?:i|we|my|i'm|i've|we're)\b)|turns out(?: that)?|(?:i'm )?not gonna lie"
    r"|i ain't gonna lie|(?:i'm |i am )?not going to lie|ngl|tbf|to be fair|if i'm (?:being )?honest"
    r"|to tell (?:you )?the truth|truth be told|i (?:have to|must|gotta|'ve got to) (?:say|admit"
    r"|confess)(?: that)?|well then|please|pls|hey there|hi there|retold)\b(?!-\w|'\w)[\s,.!:;-]*)+"
)

_EMPTY = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|yup|no|nope|not|sure|ok|okay|maybe|thanks|thank you|please|nothing|none"
    r"|dunno|fine|good|great|well|"
    r"me too|same|you|and you|i|lol|haha|hi|hello|hey|skip|never mind|nevermind|later|stop|pass|right"
    r"|wrong|true|false|cool|"
    r"nice|awesome|totally|definitely|absolutely|exactly|really|so|too|much|very|bye|goodbye|welcome"
    r"|course|of|alright)\b\W*)*$"
)


def opened(text: str) -> str:
    """The clause in lower case without its opening interjections."""
    lower = text.lower().strip(" \"'()*")
    return OPENING.sub("", lower) or lower


def is_empty_answer(text: str) -> bool:
    """ "Yes", "no thanks", "ok": nothing to keep."""
    return bool(_EMPTY.match(text.strip().lower()))
