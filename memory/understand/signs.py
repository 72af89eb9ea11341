"""The rules of capture as data: what rules a clause out, and what speaks for or against it.

A new rule is a new row, with a clause it finds; the tests run every example. `docs/engine.md` says how they were weighed.
All patterns run on a clause in lower case whose opening interjections are taken off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from memory.understand.words import ANIMALS, KIN, OCCUPATIONS, alternatives


@dataclass(frozen=True)
class Rejection:
    """A clause that `pattern` finds tells nothing about the person."""

    name: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True)
class Sign:
    """A clause that `pattern` finds is more (or less) likely to tell something: `weight` is added to its score."""

    name: str
    weight: float
    pattern: re.Pattern[str]
    example: str


def _rejections(*rows: tuple[str, str, str]) -> tuple[Rejection, ...]:
    return tuple(Rejection(name, re.compile(pattern), example) for name, pattern, example in rows)


def _signs(*rows: tuple[str, float, str, str]) -> tuple[Sign, ...]:
    return tuple(Sign(name, weight, re.compile(pattern), example) for name, weight, pattern, example in rows)


OPENING = re.compile(
    r"^(?:(?:hi|hey|hello|good (?:morning|evening|afternoon))(?: (?:po|again|my friends?|dear|everyone|all|mate|love|there))+(?=\W|$)|(?:oh my(?=[,.!]| (?:that|this|it|those|these)\b)|oh|ah|aw+|hi|hey|hello|wow|well|yes|yeah|yep|yup|(?:no|sure|right|really|cool|nice|great|awesome|true|update|correction)"
    r"(?=\W*$| ?[,.!:;-]|\s+(?:no|yes|yeah|sorry|wait|hang on|hold on|thanks|so|and|but|because|actually|i|im|i'\w+|ive|my|mine|we|we'\w+|our|he|he'\w+|she|she's|they|they're|it|its|it's|that|that's|there|there's|the|this|these|those)\b)|"
    r"no way(?= ?[,.!]|\W*$)|no (?:problem|worries|kidding|doubt|wonder|offen[cs]e|biggie|rush|thanks)|or(?= (?:if|maybe|perhaps)\b)|"
    r"i (?:do|have|am|did|can|was|will|would)(?:n'?t| not)?(?= (?:i|i'\w+|im|ive)\b)|nope|nah|ok|okay|al+right(?=,)|bye(?=,)|so(?! (?:far|long(?! story)|called|much|many)\b)|and|but|also|plus|actually|honestly|wait(?=,| (?:no|i|i'm|im|my|we|actually)\b)|hang on|hold on|scratch that|oops|"
    r"(?:you (?:should|must|can|need to|ought to|may want to) (?:remember|know|note)|for the record|keep in mind)(?:,| that)?(?= (?:i|im|i'\w+|ive|my|we|we'\w+|our)\b)|"
    r"haha\w*|lol|hmm+|um+|uh|btw|by the way|fyi|(?:oh )?my (?:gosh|god|goodness|word|lord)|omg|just so you know|as you (?:may |might |already )?(?:know|remember)|anyway|sorry (?:(?:for|about) )?(?:my|the|any|being) [\w ]{1,30}(?=,)|hola|bonjour|ciao|hallo|hiya|heya|yo|greetings|good day|fun fact|long story(?: short)?|sorry(?! (?:for|about|if|that|to)\b)|thanks(?! (?:for|to)\b)|thank you(?! (?:for|to)\b)|(?:i )?(?:dunno|don't know|not sure|can't remember) if i(?:'ve)? (?:told|mentioned|said)(?: it| this| that)?(?: to)?(?: you)?(?: this)?(?: before| already)?,? but|okk+|"
    r"good morning|good evening|to be honest|tbh|for your information|guess what|you know what|"
    r"remember that|please remember(?: that)?|note that|as i said|like i said|in fact|unfortunately|sadly|luckily|"
    r"fortunately|not (?:yet|really)(?=\W*$| ?[,.!:;])|of course|absolutely|definitely|totally|exactly|same here|me too|because|"
    r"since(?= (?:i|we|my|i'm|i've|we're)\b)|turns out(?: that)?|(?:i'm )?not gonna lie|i ain't gonna lie|(?:i'm |i am )?not going to lie|ngl|tbf|to be fair|if i'm (?:being )?honest|to tell (?:you )?the truth|truth be told|i (?:have to|must|gotta|'ve got to) (?:say|admit|confess)(?: that)?|well then|please|pls|hey there|hi there|retold)\b(?!-\w|'\w)[\s,.!:;-]*)+")


def without_opening(text: str) -> str:
    """The text without the interjections that open it, or all of it where there is nothing else."""
    match = OPENING.match(text.lower())
    return (text[match.end():] if match else text) or text


# Things that a bank, a shop or a house does for people: talk of them is a request, whoever begins the sentence.
_SERVICES = (
    r"(?:debit |credit |bank |gift |sim |virtual |physical |disposable |prepaid |travel )?(?<!play )(?<!playing )(?<!birthday )(?<!christmas )cards?(?! games?)|(?:bank |savings |checking |"
    r"joint |my |an? )?accounts?|transfers?|transferred|payments?|top[- ]?ups?|topped[- ]up|topping[- ]up|top up|refunds?|"
    r"refunded|pin|pin code|pass ?codes?|passwords?|statements?|balances?|cheques?|checks|check ?books?|transactions?|"
    r"charges?|charged|overcharged|fees?|cash|withdrawals?|withdrew|withdraw|(?<!for a )(?<!for the )(?<!for our )(?<!for my )(?<!on a )(?<!on the )deposits?|(?:the|an|any|this|that|nearest|closest|local) atm|atms|atm (?:machine|card|pin|fee|limit)|exchange rates?|currenc(?:y|ies)|"
    r"direct debit|credit (?:score|limit|line)|apr|routing|interest rate|w-?2s?|paychecks?|401k|rollover|"
    r"beneficiar(?:y|ies)|verif(?:y|ication)|identity|purchases?|pending|declined|google pay|apple pay|contactless|"
    r"fraud\w*|bills|(?:the|my|a|this|electric|gas|water|phone|credit|cable|internet|power|heating|utility) bill|taxes|timers?|alarms?|playlists?|to[- ]do list|todos?(?: list)?|shopping list|grocery list|reminders?|calendar|"
    r"volume|(?:the|my|all|room|bedroom|kitchen|hall) lights?|lamps?|thermostat|heating|vacuum|robot|socket|speakers?|gps|location|visa|"
    r"luggage|carry[- ]on|reservations?|uber(?! eats)|taxi(?! driver)|cab|e-?mails?|inbox|coin|dice|podcast|radio|log ?in|sign in|mobile app|the app|sim|insurance"
)
_LIFE_VERBS = (r"be|become|been|apply|pass|have (?:\d+|two|three|four|five|six|ten|twelve|lots of|many) (?:kids|children|boys|girls|dogs|cats)|learn|visit|travel|live|stay|try|run|go|move|quit|stop|lose|write|study|work|play|read|"
               r"meet|marry|have (?:a|kids|children|my own|more)|raise|adopt|grow|retire|teach|start|own|spend|save|"
               r"create|paint|build|help|compete|win|improve|keep|sleep|eat|cook|bake|volunteer|explore|experience|take my|"
               r"take up|join|become|do (?:something|more)|get (?:married|better|back|into|a job|my|fit|in shape|a (?:dog|cat|puppy))|see (?:the|my|more)")

_LIFE_THINGS = (r"(?:an? |the |my |our |some )?(?:new |better |different |bigger |cheaper |part[- ]time |\d[- ]bed )*(?:job|jobs|work|flat|apartment|house|place|home|room|roommate|"
                r"flatmate|housemate|school|career|girlfriend|boyfriend|partner)\b")

REJECTIONS = _rejections(
    ("question", r"^(?:what|who|whom|whose|where|when|why|how|which|(?:what|who|where|when|how)'?s)\b(?!.*,\s*(?:i|my|we)\b)"
     r"(?!(?:ever)\b)(?! i .*(?:,| i | we | my ))", "what is the time"),
    ("question", r"^(?:do|does|did|can|could|would|will|is|are|was(?! (?:\w+ing|\w+ed|\w+ly|born|raised|just|really|so|never|always|about|meant|told|sick|ill|off|on|at|in)\b)|were|has|should|shall|may|might|must|am|isn't|aren't|"
     r"don't (?=you|i|we|they)|doesn't|didn't (?=you|i|we|they)|can't (?=you|i|we)|won't(?! eat| drink)|have (?=you|i|we)|had (?=you))\b(?!'t\b)"
     r" ?(?:i|you|u|we|he|she|it|they|there|that|this|the|my|your|our|an?|any|anyone|people|[\w']+)\b", "do you like dogs"),
    ("command", r"^(?:correct|proofread|rephrase|summari[sz]e|count|quiz|convert|write|draft|compose|gimme|read me|write me|check) (?:this|that|these|the|an?|my|me|it|some|\w+ (?:words|sentences|lines))\b(?!.*(?:[,.;]| and| but) (?:i|i'm|im|my|we)\b)", "count the words in my last message"),
    ("command", r"^(?:let's|let us|lets|let me|let (?:my|the|us)|tell|remind|forget|remember|show|give|help|call(?! me)|"
     r"stop|erase|delete|set|turn|book|order|cancel|send|close|check|schedule|search|look up|look at|don't (?:forget|"
     r"remember|tell|ask|worry|say|store|keep|save|suggest|recommend|give|offer|show|send|call|make|bring|assume|mention|talk|use|put|judge|laugh|@|at|mind me)|dont @|never mind|can u|could u|go ahead|put|translate|wake|update|describe|explain|define|"
     r"list|name|pause|repeat|skip|switch|mute|dim|increase|decrease|lower|raise|email|text|message|reply|post|pay|"
     r"transfer|tweet|report|reserve|suggest|recommend|share|activate|inform|alert|notify|compose|roll|flip|cross|clear|mark|"
     r"rent|start (?:the|a|my)|have (?:a (?:good|great|nice|safe|wonderful|fun|lovely|blast|look|seat)|some fun|fun|faith|you)|keep (?:it|up|going|me)|take care|wish|count me|trust|enjoy (?:your|the|it)|"
     r"find (?:me|out|a|the|my)|get (?:me|a|the|my)|make (?:a|the|me|sure|my)|play (?:me|some|my|the|a)|add|remove|"
     r"(?:don't|dont|do not|never) (?:(?:you|ever|even|try to) )*(?:bother|\w+ (?:me|us))\b|talk to|speak|be (?:quiet|careful|sure|please)|need (?:the|a|an|help|to)|any (?:news|new)|dates for|help needed)\b"
     r"(?! (?:i|was|is)\b)", "forget about my sister"),
    ("farewell", r"^(?:have a (?:good|great|nice|safe|wonderful|fun|lovely|blast)|talk to you|see you|see ya|take care|good luck|good night|bye|gotta go|i(?:'ve| have)? (?:got to|gotta|have to|"
     r"better|must) (?:go|run)|i'm (?:off to|off now|off$|outta here)|catch you|until next|keep (?:up|it)|let me know|count me in|fingers crossed)\b",
     "have a safe trip"),
    ("lead-in", r"^(?:i|we)(?:'ve| have| had)? ?(?:never|not|hardly|barely|haven't|hadn't|don't|didn't)(?: (?:really|ever|usually|normally))* (?:told|tell|say|said|mention(?:ed)?|admit(?:ted)?|"
     r"talk(?:ed)? about)(?: (?:this|that|it|so))?(?: to)?(?: (?:anyone|anybody|many people|a soul|people))?(?: (?:this|that|about (?:it|this|that)|before|else|here|much|often|out loud))*\W*$",
     "i've never told anyone"),
    ("hope for you", r"^(?:i|we) (?:really |do |just |truly |sure )?(?:hope|bet|wish|trust|pray) (?:that )?(?:you|it|that|"
     r"this|your|so|they|everything|we can)\b", "i hope you feel better"),
    ("stance", r"^(?:i|we) (?:really |do |just |totally |completely |fully |can |could |definitely |would |also )*"
     r"(?:agree|see(?! (?:an?|my|our|him|her|them|someone|somebody|each other|\w+ every)\b)|guess so|suppose so|know|understand|think so|hope so|believe so|hear you|hear ya|feel you|get it|get that|"
     r"get what|imagine|mean|doubt|bet|dunno|see what you mean|appreciate|had no idea|have no idea|didn't (?:know|realize)|"
     r"never knew|don't know what|suspect|look forward to (?:it|that|seeing you|hearing))\b"
     r"(?!.*\b(?:my|myself|i'm|i've|our)\b)(?! how to)", "i totally agree"),
    ("mood about you", r"^(?:i'm|i am|im|we're) (?:so |really |very |just |pretty |truly |super )*(?:glad|happy|sorry|proud|pleased|"
     r"thrilled|sad|sure|curious|impressed|jealous|envious|here) (?:to hear|to see|for you|that you|you|of you|about that|it|"
     r"that|if|how|what|your|they)\b", "i'm so glad you came"),
    ("about the bot", r"\b(?:i|we)(?: would|'d| really| do| am| just)* (?:love|like|want|need|appreciate|ask|told|tell|think|believe|"
     r"hope|bet|wonder|know|going to need|needing)(?: that| if| why| how| for)? (?:you|u)\b(?!.*\bmy\b)", "i want you to sing"),
    ("request", rf"^(?!.*\b(?:when(?:ever)? (?:i|we)|i always|i've always)\b).*?\b(?:i|we)(?: do| just| really| am| still| also|'m|'ve| will|'ll| going to)* (?:want to|wanna|wish to|would like to|"
     rf"trying to|hoping to|looking (?:to|for)|attempting to|would love to)(?: please)? (?!(?:{_LIFE_VERBS})\b|{_LIFE_THINGS})\w+\b"
     r"(?!.*\b(?:for my|with my|my own|someday|one day|some day|in the future)\b)", "i would like to book a table"),
    ("request", rf"\b(?:i|we)'d (?:really |also )?(?:like|love) to (?!(?:{_LIFE_VERBS})\b)\w+", "i'd like to book a table"),
    ("request", r"\b(?:i|we)(?: would| do| just| really| am| also|'m| will|'ll| going to)* (?:need|needing|gotta|must|have to|going to need)"
     r"(?: to)? (?:know|get|find|see|check|order|change|report|cancel|book|make|use|buy|pay|send|order|track|set|go over|speak|talk|do an?|"
     r"a|an|the|some|help|more|your|instructions|directions|details|tickets|new|meet with|update)\b(?!.*\b(?:for|with) my\b)", "i need help with it"),
    ("request", r"\b(?:i|we)(?:'d| would)(?: really| also)? (?:like|love|want|prefer) (?:a|an|the|your|some|another|that|this|my)\b", "i'd like a coin flip"),
    ("request", r"\b(?:i|we)(?:'d| would| do| will|'ll| am going to|'m going to)* (?:need|want|like) (?:you|u) to\b", "i need you to find my phone"),
    ("request", r"\bi want (?:a|an|the|your|this|that) \w+(?: \w+)?$", "i want a coin flipped"),
    ("request", r"\b(?:i|we)(?:'d| would| do| just| really| also)* (?:want|wanted|need|like|love|have)(?:ed)? to (?:know|find out|see if|hear)\b(?!.*\b(?:family|roots|about my)\b)", "i want to know when it opens"),
    ("request", r"\b(?:i|we)(?: really| urgently| do)? need (?:it|this|that|them)\b(?!.*\b(?:to|because|since|for my)\b)", "i need it by noon"),
    ("request", r"\b(?:gotta|have to|need to|must|want to|got to) (?:schedule|call the|notify)\b|\bwant an? \w+ to be \w+ed\b|\bto (?:start )?call(?:ing)? you\b|\bget (?:some )?(?:money|cash) out\b", "i have to schedule a call"),
    ("question", r"\b(?:is|are|was|were|do) (?:what|who|where|how|when)\W*$|\bis \w+ how\W*$", "poaching an egg is done how"),
    ("stance", r"^(?:i'm|i am|im) (?:not (?:sure|confident|certain) (?:of|on|about|in) (?:it|that|this)|drawing a blank)\b", "i'm not certain of it"),
    ("stance", r"^(?:i|we)(?:'m| am|'ve| have| do| did)?(?:n't| not)?(?: really| just| honestly)* ?(?:(?:unsure|uncertain)(?: of| about)?(?: the \w+| that| it)?(?: answer)?|know(?: (?:the answer|anything about (?:that|it)|that|it|why|where i am|how to (?:spell|answer|pronounce)\b.*))?(?: to that)?|(?:no|a|not a|the) (?:earthly )?(?:clue|idea|knowledge|foggiest)\b.*|have (?:a clue|that information)|decide(?: on \w+)?)\W*$", "i don't have a clue"),
    ("stance", r"^i (?:can't|cannot|can not) (?:decide|answer)\b", "i can't decide on a colour"),
    ("command", r"^(?:let [\w ]{2,20} know\b|request \w+|submit\b|provide me|make (?:arrangements|me)\b|have they\b|(?:got|heard) any\b)", "let rosa know when i leave"),
    ("request", r"\b(?:i|we)(?: really| also| do| only| just)* (?:need|want|require|required|would like)(?: (?!to\b)[\w']+){0,4} (?:ideas|suggestions?|info|information|data|instructions|rules|lodging|hotel rooms?|meeting rooms?|(?:added|removed|sent|moved|found|notified|prepared|reminded|scheduled|booked)(?! (?:away|out|in|to my)\b))\b", "i need some gift ideas"),
    ("errand", r"\b(?:say (?:it|that) again|(?:didn't|did not) catch that|(?:male|female) voice|(?:choose|choosing|call|take|have) (?:heads|tails)|check engine light|(?:oil|tire) change|chang(?:e|ing) (?:my |the )?oil|car (?:needs )?maintenance|jump[- ]?start(?:ing)?|pto|vacation (?:requests?|days)|"
     r"order (?:me )?(?:some )?more|need to be (?:moved|brought|notified|reminded|changed)|(?:can't|cannot|can not|not)(?: seem to| be)? (?:find|locate|found)(?: my (?:phone|iphone|luggage|bags?))?\W*$|my (?:phone|luggage|bags?) (?:is|are) (?:currently )?(?:lost|missing)|(?:inform|notify|notified|tell|told) (?:my|the) (?:bank|financial)\b|(?:my|the) bank (?:needs|should|to be))", "my friends and i can't find my phone"),
    ("farewell", r"^(?:i'm|i am|im) (?:out of here|leaving)\W*(?:$|(?:good)?bye)|^(?:so )?glad we (?:got to|could) (?:talk|chat)", "glad we could chat"),
    ("command", r"^(?:no,? )?like (?:i'm|im|i am) (?:an? )?(?:\d+|three|four|five|six|seven|ten|idiot|toddler|child|kid)\W*$", "no like im three"),
    ("hypothetical", r"^especially (?:if|when)\b[^,]*$", "especially if the kids and i want a night out"),
    ("empty", r"^(?:i|we)(?:'ve| have| had| did)?(?:n't| not| never)(?: really| even)? (?:heard|hear|thought|tried|seen|been|read|watched|done|had|try|see) ?(?:of |about |to )?(?:it|that|him|her|them|there|one|those|this|any)?(?: before| yet| myself| either| though)*\W*$", "i've never heard of it"),
    ("advice", r"^(?:i|we)(?:'d| would| can| could| do)? (?:also |really |definitely |highly |always )*(?:suggest|recommend|advise)\b(?!.*\b(?:my|me|i|to our)\b)", "i would suggest the blue one"),
    ("wondering", r"^(?:i was|i'm|i am|im|just)? ?(?:wondering|curious|asking|wanting to know)\b|\bi (?:always )?wonder\b", "i was wondering if it rains"),
    ("request", rf"(?<!when )(?<!whenever )\b(?:i|we)(?: would| do| just| really| also| will|'ll)* (?:urgently )?need to (?!(?:{_LIFE_VERBS}|take|buy|finish|rest|see|get|avoid)\b)\w+", "i need to edit it"),
    ("asks about itself", r"\bhow (?:long|much|many|old)\W*$|\bwhat's that|\bhow (?:do|can|would|does|did) (?:i|you|we)\b|\b(?:can|could|will|would) (?:you|u)\b|"
     r"\b(?:should|can|am|will|do|did) i (?:get|need|needing|have|use|be|do|make)\b", "i am sick, what can you do"),
    ("service", rf"\b(?:{_SERVICES})\b", "my card has not arrived"),
    ("errand", r"(?:^|[,;:] ?|\b(?:and|please|pls|you|u|just|then|so|but|can|could|will|to) )(?:tell|help|show|find|remind) me\b|\b(?:set (?:a|an|the) (?:reminder|alarm|timer)|turn (?:it |everything |them )?(?:on|off)|play (?:some|me|it)|"
     r"order (?:me|some|sushi|pizza|food)|let my|(?:the|this|your) service|my documents|personal details|"
     r"my address|my details|(?<!of my )salary)\b", "my sister is here, show me a film"),
    ("correction", r"\bdid(?:n't| not) mean\b|\bwhat i (?:meant|said|asked|wanted|want)\b|changed? my mind|^(?:i|we)(?: really| do| don't)? (?:like|love|hate) (?:this|that|the) "
     r"(?:song|one|track|answer|idea)\b", "that is not what i asked"),
    ("hypothetical", r"^if (?:someone|somebody|a (?:person|man|woman)|anyone|one|you)\b(?!.*\b(?:my|i|i'm|me)\b)|^(?:if (?:i(?!'m (?:being )?honest)|we|my|only)|suppose|imagine|what if|let's say|say i)\b(?!.*,\s*(?:i|my)\b(?! ?(?:would|'d|could|might)))",
     "if i were rich"),
    ("praise", r"^(?:that's|that is|that was|this is|this was|it's|it is) (?:just |exactly |so |really |very |absolutely |quite )*(?:perfect|great|good|nice|lovely|helpful|useful|what i "
     r"(?:need|needed|want|wanted|meant|was looking for)|awesome|brilliant|amazing|fantastic|fine|wonderful|cool|funny|interesting|it|all)\b(?!.*\b(?:my|we|our|me)\b)", "that's exactly what i needed"),
    ("apology", r"^(?:i'm |i am |im )?(?:so |really |very )?sorry (?:for|about|if|that|to)\b", "sorry about the typos"),
    ("thanks", r"^(?:i|we) (?:really |do |truly )?(?:thank|appreciate|love that|love it|like that|like it|love your|like your|enjoyed our|"
     r"enjoyed talking|got it|gotta go|have to go|must go|'ve got to go|better go|will|would|do|did|don't|didn't|won't|can|can't|am|was"
     r")[.! ]*$", "i appreciate"),
    ("advice", r"^(?:don't|dont|do not) be\b|^(?:(?:don't|dont|do not|never|always|just|please) )*(?:be|have|keep|stay|get|take|read|try|follow|make|give|go|come|believe|trust|enjoy|bring)\b(?!.*\b(?:i|my|me|we|our)\b).*\b(?:you|your|yourself)\b",
     "don't be afraid to ask"),
    ("thanks", r"^(?:thanks|thank you|cheers)(?: so much| a lot)? for (?:asking|sharing|telling|listening|reminding|the|your|that)\b(?!.*\b(?:i|my|we)\b)", "thanks for asking"),
    ("ellipsis", r"^(?:nor )?(?:(?:i|we|he|she|they|it)(?: (?:do|did|have|had|am|are|is|was|were|will|would|can|could|should|might|must)|'m|'re|'s|'ve|'d|'ll)?|(?:my|our)(?: \w+){1,3}? (?:do|does|did|has|have|had|is|are|was|were|will|would|can|could)|"
     r"(?:do|did|have|am|will|would) (?:i|we|he|she|they))(?:n't| not|nt)?(?: (?:still|just|rather|actually|though|too|either|also|anymore|any more|really|probably|so|ever|be|do|did|have|been|to|able|you know|yet|always|never|went|going|ahead|usually|kid|joke|love|like|want|need|hate))*\W*$", "my late husband wasn't"),
    ("ellipsis", r"^(?:had|did|was|am|do|have|would|could|can|will)\W*$|^(?:my|our)(?: \w+){1,3} (?:says?|said|thinks?|reckons?|tells? me|told me)\W*$", "my tutor says"),
    ("ellipsis", r"^(?:after|before|when|because|since|like|as|if|until|every time) (?:i|we|he|she|they) \w+\W*$", "after i said"),
    ("vocative", r"^[\w'-]+ ?!+$|^(?:agreed|ditto|true|exactly),? [\w'-]{1,40}\W{0,9}$", "joanna!"),
    ("lead-in", r"^(?:i|we|i'll|we'll|i will|we will) (?:just )?(?:leave|skip|drop) (?:that|it|this)\b", "we leave that for today"),
    ("question", r"^if\b.*\b(?:what|how|where|who|which|when) (?:would|should|could|does|do|can|will|is|are) (?:he|she|they|it|one|you|people|a|the)\b", "if a man opened a shop what would he need, asking for me"),
    ("advice", r"^(?:you|u|your|ya|y'all|you're|you've|you'll)\b(?!.*\b(?:i|my|i'm|i've)\b)", "you should rest"),
)

THRESHOLD = 1.8
"""A clause whose signs add up to this much is captured."""

_PEOPLE = alternatives([*KIN, *ANIMALS, "family", "parents"])

SIGNS = _signs(
    ("i", 2.0, r"(?:^|\b)(?:i|i'm|i've|i'd|i'll|im|ive)\b", "i live in porto"),
    ("we", 1.3, r"\b(?:we|we're|we've|we'll|we'd)\b|^me (?:and|n|&) \w+|^[\w ]{2,20} (?:and|n|&) me\b", "we live in porto"),
    ("my", 1.1, r"\b(?:my|mine|myself)\b", "my street is quiet"),
    ("my subject", 0.4, r"^(?:my|our) \w+", "my knees hurt"),
    ("our", 0.4, r"\b(?:our|ours)\b", "our street is quiet"),
    ("me", 0.9, r"\b(?:me|us)\b", "music helps me relax"),
    ("family or pet", 0.5, rf"\b(?:my|our) (?:\w+ )?(?:{_PEOPLE})\b", "my sister is a nurse"),
    ("having", 0.4, r"\b(?:i|we) (?:[\w']+ )?(?:have|had|got|own)\b|'ve got", "i have a garden"),
    ("taste", 0.3, r"\b(?:love|like|enjoy|hate|prefer|favou?rite|fan)\b", "i like tea"),
    ("past", 0.4, r"\b(?:i|we) (?:\w+ )?(?:was|were|had|went|got|saw|met|made|came|took|ran|ate|bought|lost|won|left|felt|gave|found|\w{3,}ed)\b", "i went there"),
    ("you", -1.2, r"\b(?:you|your|u|ur|you're|yours|yourself)\b", "i like your hat"),
    ("mood", -1.7, r"\b(?:i'm|i am|im|we're|feel|feeling) (?:\w+ ){0,2}(?:glad|happy|proud|excited|sorry|grateful|thankful|stoked|pumped|"
     r"lucky|honou?red|thrilled|sure|blessed|hooked|curious)\b|\bcan't wait\b|\blook(?:ing)? forward\b", "i'm so excited"),
    ("life event", 0.8, r"\b(?:i|we|i'm|we're|i've|we've|im)(?: (?:just|finally|both|all|got|have|was|were|am|are|officially|newly|recently|been))* (?:expecting|engaged|married|divorced|separated|moved|"
     r"retired|graduated|promoted|laid off|made redundant|fired|quit|split up|broke up|widowed|adopted|born|diagnosed|homeless|unemployed)\b(?! (?:it|that|to the next))", "we moved"),
    ("observance", 0.6, r"\b(?:i|we) (?:\w+ )?(?:keep|observe|celebrate) (?:the )?(?:shabb\w+|sabbath|kosher|lent|ramadan|eid|diwali|passover|hanukkah|easter|advent|christmas)\b", "we keep shabbat"),
    ("occupation first", 1.6, rf"^(?:[\w-]+ ){{0,2}}(?:{alternatives(OCCUPATIONS)}) (?:at|in|for|with|here)\b", "head chef at a small inn"),
    ("does me", 0.5, r"\b(?:keeps|makes|helps|calms|gives|lets|drives) me\b", "boxing keeps me sane"),
    ("kin first", 1.0, rf"^(?:{alternatives(word for word in KIN if not word.endswith('s') and word not in ('friend', 'mate', 'pal', 'teacher', 'coach', 'doctor', 'child', 'baby', 'kid', 'ma', 'pop'))})\b(?![,!]| of\b)", "hubby got laid off"),
    ("the family", 1.2, r"^(?:the|both) (?:twins|kids|boys|girls|wife|husband|hubby|missus|baby|little ones?|dogs?|cats?|in-laws|other half|grandkids|puppy|kitten)\b", "the twins are in bed"),
    ("stance", -1.2, r"\b(?:i|we) (?:\w+ )?(?:think|guess|hope|wish|know|bet|agree|believe(?! in\b)|understand|see|mean|suppose|imagine|wonder|"
     r"appreciate|doubt|figure|feel like|remember)\b(?! (?:that )?(?:i've|i'm|my|i was|i have|i am)\b)", "i think so"),
    ("would", -0.5, r"\b(?:i|we)(?:'ll|'d| (?:will|would|could|should|might|may|must|can(?!'?t|not)))\b", "i would go"),
    ("everyone", -0.9, r"\bwe (?:all|can|should|need|have to|gotta)\b|\b(?:ourselves|everyone|(?<!many )(?<!any )(?<!new )(?<!when )people|each other)\b", "we all need sleep"),
    ("it", -0.5, r"^(?:it|that|this|there|it's|that's|there's|these|those)\b", "it helps me"),
    ("passing", -1.6, r"\b(?:i'm|i am|im)(?: \w+)? (?:bored|hungry|tired|home|lonely|sleepy|cold|hot|thirsty|ready|back|done|here|busy|going out|lost|"
     r"stuck|confused|fine|ok|okay|good|well|sad|unhappy)\b(?! (?:of|at|with|in|about|for))", "i'm bored"),
    ("empty object", -1.0, r"\b(?:i|we|they)(?: don't| do not| didn't| can't| want to)? (?:see|get|got|do|did|know|have|find|want|use|need|mean|say|said|try|tried|take|make|made) (?:it|that|this|them|one)\W*$",
     "i don't see it"),
    ("none for me", 1.0, r"^no (?:more )?\w+ for me\b", "no dairy for me"),
    ("idle", -0.9, r"\b(?:i|we)(?:'ll| will|'d| would|'m| am| can| could)? (?:\w+ )?(?:try|check|check (?:it|that) out|keep(?! (?:the )?(?:shabb|sabbath|kosher|lent|ramadan))|let you|try (?:it|that))\b(?!.*\b(?:my|every)\b)", "i will try it"),
)

LIFE_EVENT = next(sign for sign in SIGNS if sign.name == "life event")
NOUN, NOUNS_COUNTED = 0.45, 3
"""What each noun, name or number adds, and how many count."""
SLOT, DATE, KNOWN_PERSON, ELIDED, ANSWER, EXCLAIMED, IMPERATIVE, NO_VERB = 1.2, 0.9, 1.6, 1.7, 1.4, -0.5, -1.5, -1.0
"""A filled slot · a day · he, she or they who is known · a left-out "I" · the answer to the bot's question · "!" · a verb in
the base form first · no finite verb at all."""
BARE_PAST = -0.8
"""Something done and over, without a word of what: "I signed anyway"."""
CONTINUES = 0.8
"""Another clause of the same message was captured: what follows it goes on about the same."""
BESIDE_REQUEST = -0.9
"""Another clause of the message asks for something: what stands beside it explains the request, unless it fills a slot."""
