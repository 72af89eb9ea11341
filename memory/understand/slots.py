"""Fill typed slots from a clause, so that two memories about the same thing can be compared.

`RULES` is the one place where a slot is added: a pattern with the groups `value`, `kin`, `pet` or `name`, what it fills,
and an example with the slot that must come of it (tested).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from memory.models import Slot
from memory.understand.words import ANIMALS, KIN, MONTHS, NUMBERS, OCCUPATIONS, WEEKDAYS, alternatives

SINGLE = frozenset({"name", "home", "origin", "work", "employer", "age", "birthday", "status", "school", "main diet", "pronouns", "marital"})
"""Attributes with one value at a time: a new one supersedes the old. "favourite ..." has one value too."""

FORMER = "former "
"""Before an attribute of one value: what it was once. "I used to live in Faro" says nothing against Porto now."""

Change = Literal["tells", "corrects", "ends"]

_K = rf"(?P<kin>{alternatives(KIN)})(?! (?:{alternatives(KIN)})\b)"
_K2 = rf"(?P<kin2>{alternatives(KIN)})"
_P = rf"(?P<pet>{alternatives(ANIMALS)})"
_I = r"(?:i|we)"
_ADV = (r"(?: (?:just|recently|currently|now|actually|really|also|still|always|absolutely|totally|only|finally|both|all|do|so|kinda|kind of|"
        r"mostly|mainly|usually|originally|already|very much|honestly|truly|simply|have|'ve|'d|had|then|even|never|ever|used to)){0,6}")
_BE = r"(?:(?:i am|i'm|im|i was|we are|we're)(?: (?:now|currently|actually|also|still|just|both|really|only|a proud|proudly|originally|already|not)){0,6})"
_V = r"(?P<value>.+)"
_UPPER = "A-ZÀ-Þ" + "".join(chr(at) for at in (*range(0x100, 0x250), *range(0x1E00, 0x1F00)) if chr(at).isupper())
_MORE = rf"(?-i: (?!I\b|I')[{_UPPER}][\w'-]{{1,20}}){{0,3}}"
_NAME = rf"(?P<name>(?:(?:[Mm](?:rs?|s|iss)|[Dd]r|Prof)\.? )?[{_UPPER}][\w'-]{{1,20}}{_MORE})"
_ANYNAME = rf"(?P<name>[^\W\d_][\w'-]{{1,20}}{_MORE})"


@dataclass(frozen=True)
class SlotRule:
    attribute: str
    category: str
    pattern: re.Pattern[str]
    example: str
    expected: Slot
    change: Change = "tells"
    value: str | None = None
    """A fixed value; without it the group `value` or `name`."""


RULES: list[SlotRule] = []


def _add(attribute: str, category: str, pattern: str, example: str, expected: tuple[str, str | None, str, str | None], *,
         change: Change = "tells", value: str | None = None, cased: bool = False) -> None:
    RULES.append(SlotRule(attribute, category, re.compile(pattern, 0 if cased else re.I), example, Slot(*expected), change, value))


# Names
_add("name", "self", rf"\b(?:my (?:full |first |real )?name(?: is|'s)|(?:i am|i'm|im) called|i go by|(?:you can |just |please |everyone calls |people call |"
     rf"friends call )(?:call )?me|(?<!\w )call me|^call me|the name is|the name's|^name's|^names(?= (?-i:[A-Z]))) (?!by\b|back\b|when\b|later\b|at\b|if\b|a\b|the\b|an\b|crazy\b|on\b|names\b|not\b|dirty\b|stupid\b|sentimental\b|biased\b|paranoid\b|spoiled\b|selfish\b|cheesy\b|corny\b|naive\b|old\b|lazy\b|mad\b|weird\b|silly\b|boring\b|fussy\b|picky\b|anytime\b|any\b|every\b|to\b|today\b|tonight\b|tomorrow\b|whatever\b|what\b|some\b|sometimes\b|after\b|before\b|from\b|in\b|as\b|and\b|or\b|but\b|please\b|again\b|hard\b|spelled\b|spelt\b|pronounced\b|too\b|very\b|always\b|often\b|also\b|similar\b|short\b|long\b|actually\b|still\b|never\b|really\b|pretty\b|so\b|quite\b|common\b|unusual\b|rare\b){_ANYNAME}",
     "call me mira", ("self", None, "name", "Mira"))
_add("name", "self", rf"\b(?:[Ii]t's|[Ii]t is|[Ii] go by|[Ii]'m) (?i:just )?{_NAME} (?i:now|these days)\b", "it's Ash now, not Ashley", ("self", None, "name", "Ash"), cased=True)
_add("pronouns", "self", r"(?:^|\b(?:my pronouns are|i use|i go by|i'm) )(?P<value>(?:he|she|they|xe|ze)/(?:him|her|them|they|xem|zir)(?:/\w+)?)\b", "they/them please", ("self", None, "pronouns", "they/them"))
_add("name", "people", rf"(?:(?<![a-z] )M|\bm)y (?:\w+ ){{0,2}}?(?i:{_K})(?:'s| is)?,? (?i:name is |name's |is called |called |is named |named )?(?!I\b|I'm|I've){_NAME}",
     "with my sister Ines", ("sister", "sister", "name", "Ines"), cased=True)
_add("name", "people", rf"\b(?:my|a|an|our) (?:\w+ ){{0,2}}?{_K}(?:'s name is|'s name's|'s called| is called|,? called| is named|,? named|, whose name is|'s name was) {_ANYNAME}",
     "my brother's name is tom", ("brother", "brother", "name", "Tom"))
_add("name", "people", rf"(?:^(?:[A-Za-z]+ly,? )?|(?<=[,;] )|(?<=and )|(?<=but )|(?<=so )|(?<=that )){_NAME}(?i:,? (?:who )?is|'s|,) (?i:my) (?i:(?:\w+ ){{0,1}}?{_K})\b(?!'| (?i:was|is|are|were|has|had|have|can|could|will|would|did|does|used|always|never|just|\w+(?:ed|es))\b)", "Ines is my sister", ("sister", "sister", "name", "Ines"), cased=True)
_add("name", "pets", rf"\b(?i:(?:my|our|a|an|the) (?:\w+ ){{0,2}}?{_P})(?:'s| is)?,? (?i:name is |name's |is called |called |is named |named )?(?!I\b|I'm|I've){_NAME}",
     "my dog Rex", ("dog", "dog", "name", "Rex"), cased=True)
_add("name", "pets", rf"\b(?:my|a|an|our) (?:\w+ ){{0,2}}?{_P}(?:'s name is|'s name's|'s called| is called|,? called| is named|,? named|, whose name is) {_ANYNAME}",
     "i have a cat called miso", ("cat", "cat", "name", "Miso"))
_add("name", "people", rf"^(?:the )?{_K}(?:(?:'s| is| was) (?:called|named)|'s name(?:'s| is| was)) {_ANYNAME}", "wife's called Carol", ("wife", "wife", "name", "Carol"))
_add("name", "people", rf"^(?i:(?:the )?{_K})(?:'s| is) {_NAME}(?=\W*$|,| and\b)", "wife's Shanice", ("wife", "wife", "name", "Shanice"), cased=True)
_add("name", "pets", rf"^(?:the )?{_P}(?:(?:'s| is| was) (?:called|named)|'s name(?:'s| is| was)) {_ANYNAME}", "dog's called Clutch", ("dog", "dog", "name", "Clutch"))
# Where
_PLACE = rf"(?P<value>(?!with\b|(?:the )?(?:home|town|(?:big )?city|countryside|country|suburbs|sticks|middle of nowhere|woods|mountains)\b(?! of)|together\b|alone\b|my\b|the moment\b|fear\b|an?\b|out\b|here\b|there\b|this\b|that\b|it\b|peace\b|(?:his|her|their)\b|(?:the|our) (?:[\w-]+ ){{0,2}}?(?:flat|house|apartment|room|bedroom|basement|attic|loft|couch|sofa|garage|place|building|office|desk|department|team|back|front|other|next)\b|\d|(?:{alternatives(word for word in NUMBERS if word.isalpha())})\b).+)"
_add("home", "places", rf"\b{_I}{_ADV} (?:live|am living|'m living|reside|stay|moved back|moved|relocated|settled|settled down|am moving|'m moving)(?: (?:out|over|back|down|up|in))?"
     rf" (?:in|to|near|outside(?: of)?|at) {_PLACE}", "we just moved to Porto", ("self", None, "home", "Porto"))
_add("home", "places", rf"\b(?:{_BE}|i) (?:living|based|located|residing) (?:in|near|at|out of) {_PLACE}", "I'm based in Braga", ("self", None, "home", "Braga"))
_add("home", "places", rf"^(?:just |recently |now |currently |still )*(?:live|living|moved|moving|relocated|based) (?:in|to|near) {_PLACE}", "just moved to Porto", ("self", None, "home", "Porto"))
_add("home", "places", rf"\b(?:i|we)(?: have|'ve)(?: always| now| both)? (?:lived|been living) (?:in|near|at) {_PLACE} (?=for\b|since\b)", "I've lived in Ghent for 9 years", ("self", None, "home", "Ghent"))
_add("origin", "places", rf"\b(?:{_BE}(?: originally)?|i{_ADV} come|i{_ADV} came|(?:i was )?originally) from {_PLACE}", "I'm originally from Lima", ("self", None, "origin", "Lima"))
_add("origin", "places", rf"\b(?:i was born(?: and raised)?|{_I}{_ADV} grew up|i was raised) (?:in|on|near) {_PLACE}", "I grew up in Lima", ("self", None, "origin", "Lima"))
_add("origin", "places", rf"^(?:born(?: and raised)?|raised|grew up) (?:in|on|near) {_PLACE}", "born and raised in Glasgow", ("self", None, "origin", "Glasgow"))
# Work
_JOB = alternatives(OCCUPATIONS)
_add("work", "work", rf"\b(?:i{_ADV} (?:work|worked)(?: (?:part|full)[- ]time)?|{_BE} working(?: (?:part|full)[- ]time)?|i got a job|i{_ADV} started working|my job is|i have a job) as (?:an? |the )?{_V}", "I work as a nurse", ("self", None, "work", "nurse"))
_add("work", "work", rf"\b(?:{_BE}|i{_ADV} became|my job is(?: being)?|i{_ADV} work as|by profession i'm|i{_ADV} started as) (?:an? |the )?(?P<value>(?!(?:sure|glad|happy|proud|so|very|going|there|here|at|in|with|like|meeting|seeing)\b)(?:[\w'-]+ ){{0,3}}?(?:{_JOB}))s?\b(?! of mine)",
     "I'm a software developer", ("self", None, "work", "software developer"))
_add("employer", "work", rf"\b(?:i{_ADV} (?:work|worked)(?: (?:nights|days|shifts|weekends|mornings|evenings|part[- ]time|full[- ]time))?|{_BE} (?:working|employed)|i got (?:a|the|my) job|i got hired|i{_ADV} started(?: working|(?= at| for))) (?:at|for|with) (?!\d|(?:{alternatives(word for word in NUMBERS if word.isalpha() and len(word) > 2)}|hours|ages|the (?:day|night|week|weekend|summer))\b|home\b|myself\b|night\b|a living\b|my (?:mom|dad)){_V}", "I work for Acme", ("self", None, "employer", "Acme"))
_add("field", "work", rf"\b(?:i{_ADV} (?:work|worked)|{_BE} working) (?:in|on) (?!my\b|it\b|that\b|this\b|the (?:morning|evening)|progress){_V}", "I work in finance", ("self", None, "field", "finance"))
_add("work", "work", rf"\b{_I}{_ADV} (?:quit|left|resigned from|lost|gave up)(?: from)? (?:my|the|that) (?:\w+ ){{0,2}}?job\b|\bi{_ADV} (?:got|was|am|have been|'ve been) (?:laid off|fired|made redundant)|\bi(?:'m| am)? ?{_ADV} (?:retired|unemployed|between jobs)|^i quit$|\bi(?: just)? resigned\b",
     "I quit my job", ("self", None, "work", None), change="ends")
# Study
_add("study", "study", rf"\b(?:i{_ADV} (?:study|studied|major(?:ed)? in)|{_BE} (?:studying|majoring in|doing a degree in|doing a masters in)|my major is) (?!abroad\b|hard\b|for\b|with\b){_V}", "I'm studying law", ("self", None, "study", "law"))
_add("school", "study", rf"\b(?:i{_ADV} (?:go|went|attend|attended)|{_BE} (?:going|attending|at)|i'm a student)(?: to| at)? (?P<value>(?!there\b|here\b|back\b|for\b|away\b|on\b)(?:the )?(?:\w+ ){{0,3}}(?:university|college|school|uni)(?: of \w+)?)\b", "I go to Lisbon University", ("self", None, "school", "Lisbon University"))
# Age and birthday
_add("age", "self", rf"(?<!since )(?<!when )(?<!until )(?<!till )(?<!before )(?<!once )(?<!after )(?<!if )(?<!time )\b{_BE} (?:almost |nearly |about )?(?P<value>\d{{1,3}})(?: years old| yrs old| yo|-years-old| years of age|(?= and\b|$|,|\.(?!\d)| now))|\bi (?:just |recently )?turned (?P<value2>\d{{1,3}})\b", "I'm 34 years old", ("self", None, "age", "34"))
_AGE = rf"(?P<value>\d{{1,3}}|{alternatives(word for word in NUMBERS if word.isalpha() and len(word) > 2 and word not in ('zero', 'couple', 'few', 'several'))})"
_NOT_TIME = r"\b(?! (?:minutes|hours|days|weeks|months|miles|of|times|kids|children|brothers|sisters))"
_add("age", "people", rf"\bmy (?:\w+ ){{0,2}}?{_K}(?: (?!says?\b|said\b|thinks?\b|told\b|tells\b|ha[ds]\b|was\b)\w+)?(?: is|,? who(?:'s| is)| just turned| turned|'s)(?: (?:almost|nearly|about|already|only|now|just))? {_AGE}{_NOT_TIME}", "my son is 7", ("son", "son", "age", "7"))
_add("age", "people", rf"\b(?:my|an?|our) {_AGE}[- ]years?[- ]old (?:\w+ )?{_K}\b", "our six-year-old daughter", ("daughter", "daughter", "age", "six"))
_DATE = rf"(?P<value>(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?:{alternatives(MONTHS)})\b(?: (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b)?|\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?|tomorrow|today|yesterday|(?:next|this|on)? ?(?:{alternatives(WEEKDAYS)})|next week|next month)"
_add("birthday", "self", rf"\b(?:my birthday(?:'s| is| was)?|i was born|my bday(?: is)?)(?: coming up)?(?: on| in)? {_DATE}", "my birthday is on May 3rd", ("self", None, "birthday", "May 3rd"))
_add("birthday", "self", r"\b(?P<value>today|tomorrow|yesterday) (?:is|was|'s) my birthday\b", "today is my birthday", ("self", None, "birthday", "today"))
_add("birthday", "people", rf"\bmy (?:\w+ ){{0,2}}?{_K}(?:'s|s'|s) birthday(?:'s| is| was)?(?: on| in)? {_DATE}", "my wife's birthday is on 4 June", ("wife", "wife", "birthday", "4 June"))
_add("birthday", "people", rf"\b(?:it's|it is|for) my {_K}(?:'s|s) birthday(?: (?P<value>.+))?", "it's my wife's birthday", ("wife", "wife", "birthday", None))
# Status
_add("marital", "people", rf"\b{_BE} (?P<value>married|single|divorced|engaged|widowed|separated)\b|\bi{_ADV} got (?P<value2>married|divorced|engaged)\b", "I'm married", ("self", None, "marital", "married"))
_add("status", "people", rf"\bmy (?:\w+ )?{_K}(?: \w+)?(?: |(?='s))(?P<value>(?:passed away|died)|(?:is|'s) (?:dead|retired|pregnant|an? .+|in .+))", "my sister is a nurse", ("sister", "sister", "status", "is a nurse"))
_add("relation", "people", r"\b(?:(?:he|she|they)(?:'s| is| are)) my (?P<kin>ex(?:-\w+)?) now\b", "she's my ex now", ("ex", "ex", "relation", "ex"), value="ex", change="corrects")
_add("relation", "people", rf"\b(?:i|we){_ADV} (?:broke up|split up|separated|got divorced)(?: with my {_K})?|\bmy {_K2}(?: \w+)? and i{_ADV} (?:broke up|split up|separated|got divorced)", "I broke up with my boyfriend", ("boyfriend", "boyfriend", "relation", None), change="ends")
_add("have", "people", rf"\b{_I}{_ADV} (?:have|got|'ve got)(?: got)? (?P<value>(?:an?|\d+|{alternatives(NUMBERS)}|no|some|many)(?: \w+){{0,2}}? {_K})\b(?!')", "I have two sisters", ("sister", "sister", "have", "two sisters"))
_add("have", "pets", rf"\b{_I}{_ADV} (?:have|got|own|adopted|bought|rescued|'ve got|foster)(?: got)? (?P<value>(?:an?|\d+|{alternatives(NUMBERS)}|no|some|many|my)(?: \w+){{0,3}}? {_P})\b", "I have two cats", ("cat", "cat", "have", "two cats"))
_add("have", "pets", rf"\bmy (?:\w+ )?{_P}(?: \w+)? (?P<value>died|passed away|ran away)\b", "my dog died", ("dog", "dog", "have", None), change="ends")
# Diet
_add("main diet", "tastes", rf"\b(?:{_BE}|i{_ADV} went|i{_ADV} became|i{_ADV} turned|i eat) (?:an? |mostly |strictly |strict )*(?P<value>vegan|vegetarian|pescatarian|pescetarian|keto|halal|kosher|gluten[- ]free|flexitarian|carnivore|lactose[- ]intolerant|dairy[- ]free)\b", "I'm vegetarian", ("self", None, "main diet", "vegetarian"))
_add("avoids", "tastes", rf"\bi{_ADV} (?:don't|do not|can't|cannot|won't|no longer|never|stopped|quit|gave up|avoid)(?: really| ever)?(?: eat| drink| eating| drinking| touch)? (?P<value>(?:meat|pork|beef|fish|seafood|dairy|milk|gluten|wheat|sugar|alcohol|coffee|caffeine|eggs?|nuts|peanuts|shellfish|bread|carbs|chicken|red meat|cheese|soy|fast food|soda)\b.*)", "I don't eat pork", ("self", None, "avoids", "pork"))
_add("avoids", "tastes", r"^no (?:more )?(?P<value>meat|pork|beef|fish|seafood|dairy|milk|gluten|wheat|sugar|alcohol|coffee|caffeine|eggs?|nuts|peanuts|shellfish|bread|carbs|cheese|soy) for me\b", "no dairy for me", ("self", None, "avoids", "dairy"))
_add("allergy", "health", rf"\b(?:{_BE}(?: very| severely| highly| really| deathly)? al+er[gj]ic to|i have an? (?:severe |bad |mild )?allergy to) {_V}|\bi have an? (?:severe |bad |mild )?(?P<value2>[\w-]+(?: \w+)?) allergy", "I'm allergic to peanuts", ("self", None, "allergy", "peanuts"))
# Tastes
_add("favourite", "tastes", r"\bmy (?:all[- ]time |absolute |current )?(?:favou?rite|fav|fave) (?P<what>[\w -]{1,40}?)(?:'s| is| are| was|:| would be| has to be| would have to be| has always been) (?:the |an? |probably |definitely )?(?P<value>.+)", "my favourite colour is green", ("self", None, "favourite colour", "green"))
_OBJ = r"(?P<value>(?!it\b|that\b|this\b|you\b|them\b|your\b|how\b|when\b|what\b|him\b|her\b).+)"
_add("dislikes", "tastes", rf"\b{_I}(?:'m| am)?{_ADV} (?:hate|dislike|detest|loathe|despise|(?:don't|do not|didn't|never)(?: really| much| particularly)? (?:like|enjoy|care for|love)|can't stand|cannot stand|can't bear|not a (?:big |huge )?fan of|not (?:really |too |big )?(?:into|fond of|keen on)|allergic to the idea of|have (?:a strong |an )?aversion to|have a (?:strong )?dislike (?:of|for)|'m tired of|'m sick of|avoid|refuse to|steer clear of|stay away from) {_OBJ}", "I can't stand mushrooms", ("self", None, "dislikes", "mushrooms"))
_add("likes", "tastes", rf"\b{_I}(?:'m| am)?{_ADV} (?:love|like|enjoy|adore|prefer|(?:strongly )?prefer|(?:am |'m )?(?:an? )?(?:big |huge )?(?:fan of|into|fond of|keen on|crazy about|obsessed with|passionate about)|fan of|have a (?:strong )?preference for|love love) {_OBJ}", "I really love hiking", ("self", None, "likes", "hiking"))
_add("likes", "tastes", rf"\bi{_ADV} (?:switched|changed|moved over) to (?P<value>[\w ]+)", "I switched to tea", ("self", None, "likes", "tea"), change="corrects")
_add("dislikes", "tastes", rf"\b{_I}{_ADV} (?:hate|dislike|can't stand|cannot stand)(?: it)? (?P<value>(?:when|how) (?!you\b).+)", "I hate when people are late", ("self", None, "dislikes", "when people are late"))
# Possessions
_add("vehicle", "possessions", rf"\bi{_ADV} (?:drive|ride|bought|own|got|have|'ve got|lease) (?:an? |my |the )(?!\w+ of\b)(?P<value>(?:[\w-]+ ){{0,3}}(?:car|truck|van|suv|motorcycle|motorbike|bike|bicycle|scooter|jeep|tesla|toyota|honda|ford|bmw|audi|volkswagen|vw|mazda|subaru|nissan|prius|boat)\b(?: \w+)?)", "I drive a red Toyota", ("self", None, "vehicle", "red Toyota"))
# Goals and habits
_add("goal", "goals", rf"\b(?:my (?:goal|dream|plan|aim|ambition|resolution|hope) (?:is|was|for \w+ is)(?: to)?|i{_ADV} (?:hope|dream|aim|aspire|plan)(?: (?:to|of|on))|i{_ADV} (?:want|would like|'d like|'d love|would love) to (?:be|become|learn|write|run|travel|visit|lose|save|finish|quit|move|start|own|open|get better|live)|i'm (?:hoping|aiming|planning|saving|training|dreaming)(?: (?:to|of|for|on))) (?P<value>.+)", "my goal is to run a marathon", ("self", None, "goal", "run a marathon"))
_add("habit", "habits", r"\bi (?P<value>(?:usually|always|often|normally|regularly|typically) .+|.{1,200} (?:every|each) (?:day|morning|night|evening|week|weekend|month|year|\w+day)\b.*|.{1,200} (?:twice|once|three times|\d+ times) an? (?:day|week|month|year)\b.*|.{1,200} on (?:\w+days|weekends)\b.*)", "I run every morning", ("self", None, "habit", "run every morning"))
# Languages
_add("language", "self", rf"\b{_I}{_ADV} (?:speak|am fluent in|'m fluent in) (?!(?:in|to|about|at|with|up|for|on|too)\b){_V}", "I speak Portuguese", ("self", None, "language", "Portuguese"))

_STOP = re.compile(r"(?:[,.;!?()]|:(?!\d)|\s-\s| and (?:i|we|my|have|am|was|it|she|he|they|that|then)\b| but\b| because\b| so\b| since\b| when\b| while\b| which\b| who\b| though\b|"
                   r" although\b| cause\b| 'cause\b| if\b| as well\b| too$| anymore\b| any more\b| any longer\b| though$| a lot$| very much$| so much$| now$| instead\b| these days\b| right now\b| at the moment\b| lol$| haha$)", re.I)
_SHORT_STOP = re.compile(r" (?:with|for|and|from|last|next|this|ago|about|until|after|before|at|on|in|near|by|every|during|where|to|over|again|now|recently|already|today|yesterday|tomorrow|lately)\b.*", re.I)
_PLACE_STOP = re.compile(r" (?:originally|with|w/?|for|and|from|last|next|this|about|until|after|before|at|on|by|every|during|where|to|over|again|now|recently|already|today|yesterday|tomorrow|lately|a few|two|three|\d+|back|in (?:\d{4}|a|the|two|may|june|july|march|april)\b).*", re.I)
NOT_NAMES = frozenset(["aries", "taurus", "gemini", "cancer", "virgo", "libra", "scorpio", "sagittarius", "capricorn", "aquarius", "pisces", "gen", "team", "type", "year", "head", "deaf", "blind", "autistic", "adhd", "labour", "tory", "republican", "democrat", "navy", "army", "siamese", "persian", "border", "maine", "kiwi", "aussie", "brit", "yank", "scouse", "scouser", "geordie", "glaswegian", "mancunian", "cornish", "sikh", "mormon", "quaker", "methodist", "baptist", "presbyterian", "atheist", "texan", "californian", "canadian", "londoner", "parisian", "berliner", "she", "he", "they", "there", "these", "those", "me", "we", "you", "then", "today", "tomorrow", "yesterday", "mum", "mom", "dad", "the", "a", "an", "not", "so", "just", "here", "really", "sure", "very", "good", "fine", "ok", "okay", "back", "home", "happy", "sad", "tired", "sorry", "glad", "is", "was", "in", "on", "at", "to", "and", "my", "your", "his", "her", "who", "which", "i", "we", "it", "that", "this", "english", "american", "german", "french", "british", "portuguese", "spanish", "italian", "christmas", "god", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "vegan", "vegetarian", "muslim", "christian", "jewish", "catholic", "hindu", "buddhist", "lol", "haha", "yes", "no", "hi", "hello", "hey", "thanks", "thank", "what", "when", "where", "why", "how", "if", "but", "or", "because", "yeah", "nope", "maybe", "please", "welsh", "danish", "norwegian", "finnish", "belgian", "swiss", "austrian", "ukrainian", "romanian", "bulgarian", "hungarian", "czech", "slovak", "slovenian", "croatian", "serbian", "bosnian", "lithuanian", "latvian", "estonian", "icelandic", "egyptian", "moroccan", "algerian", "tunisian", "nigerian", "kenyan", "ghanaian", "ethiopian", "somali", "pakistani", "bangladeshi", "nepali", "thai", "vietnamese", "filipino", "filipina", "indonesian", "malaysian", "argentinian", "chilean", "colombian", "peruvian", "venezuelan", "cuban", "jamaican", "israeli", "palestinian", "iranian", "iraqi", "lebanese", "syrian", "kurdish", "afghan", "armenian", "georgian", "albanian", "maltese", "african", "asian", "european", "canadian", "australian", "indian", "chinese", "japanese", "korean", "mexican", "brazilian", "irish", "scottish", "dutch", "swedish", "polish", "russian", "turkish", "greek", "gay", "trans", "bi", "single", "married", "new", "old", "big", "still", "also", "now", "always", "never"])


_OF_OTHERS = re.compile(r"\b(?:says?|said|(?:tells?|told) \w+|(?<!\bi )(?<!\bwe )thinks?|thought|reckons?|claims?|claimed|assumed?|assumes|wish(?:es|ed)?|pretend(?:s|ed)?|dream(?:ed|t)|as if|convinced|not)(?: that)? ?$", re.I)
"""What follows is what somebody says or wishes: "my teacher said I was a nurse"."""
_RELATIVE = re.compile(r"^(?:the|a|an|that|every|any|my|our) (?!.*\b(?:is|was|are|were|year|month|week|weekend|summer|winter|spring|autumn|fall|day|morning|night|evening|time|moment|minute|last|next|first)\b)(?:[\w'-]+ ){1,3}(?:that |which |where )?$", re.I)
"""What follows only says which: "the bakery I worked at closed down"."""
_NOT = re.compile(r"\b(?:not|never|don't|dont|doesn't|hates?|dislikes?|stop|can't stand|wouldn't|won't)\b", re.I)
_NO_MORE = re.compile(r"\b(?:no longer|any ?more|any longer)\b", re.I)
_PASSING = frozenset({"work", "employer", "school", "main diet", "marital", "age"})
_PAST = re.compile(r"(?:i|we)(?: (?:once|also|originally|just|really|always|only|both|mostly|then|even))* (?:was|were|worked|went|attended)\b", re.I)
"""Told as past: "I was a nurse" says nothing of the work now."""
_HAD = re.compile(r"\b(?:(?:i|we)(?: (?:once|also|both|always))* (?:had|owned|used to have|used to own) (?:an?|one|two|three|this|the)\b|my (?:\w+ )?(?:old|first|former|previous|childhood|late)\b|"
                  r"(?:as a (?:kid|child|teenager)|growing up|when i was (?:\w+ )?(?:\d+|small|little|young(?:er)?|a (?:kid|child|boy|girl|teenager|student)))\b)", re.I)
"""A pet or a person of the past: "I had a dog called Moss"."""


@dataclass(frozen=True)
class Filled:
    slot: Slot
    category: str
    change: Change


def _part_around(text: str, start: int) -> str:
    """What stands between the commas around `start`."""
    begin = text.rfind(",", 0, start) + 1
    end = text.find(",", start)
    return text[begin : end if end > 0 else len(text)]


def _unsaid(rule: SlotRule, found: str, text: str) -> bool:
    """ "I'm not a doctor" fills nothing; "I'm not vegan any more" ends what was."""
    return rule.attribute in SINGLE | {"allergy"} and rule.change == "tells" and bool(re.match(r"(?:i|we)\b.{0,8}?(?:\bnot|n't)\b", found, re.I)) and not _NO_MORE.search(text)


def trim(value: str, attribute: str) -> str:
    """The value alone: without what follows it in the clause."""
    value = " ".join(value.split())
    if attribute == "name":
        return re.sub(r"'s?$", "", value).strip(" '\"-")
    value = _STOP.split(value, maxsplit=1)[0]
    if attribute in {"home", "origin"}:
        value = _PLACE_STOP.sub("", value)
    elif attribute in {"work", "employer", "study", "field", "avoids", "allergy", "vehicle"}:
        value = _SHORT_STOP.sub("", value)
    return re.sub(r"^'s\b", "is", value).strip(" '\"-")[:80]


def cased(value: str, attribute: str) -> str:
    """A name or a place typed in lower case, with its capitals; articles and prepositions stay small."""
    if attribute not in {"name", "home", "origin"} or value != value.lower():
        return value
    return " ".join(word if word in {"the", "of", "de", "da", "do", "del", "la", "a", "an", "my", "and"} else word[:1].upper() + word[1:] for word in value.split())


def fill(text: str) -> tuple[Filled, ...]:
    """Every slot that a clause fills, each (entity, attribute) once."""
    text = " ".join(text.replace("\u2019", "'").split())
    found: dict[tuple[str, str, str | None], Filled] = {}
    for rule in RULES:
        match = rule.pattern.search(text)
        if match is None:
            continue
        before = text[: match.start()]
        if _OF_OTHERS.search(before) or match[0][:2].lower() in {"i ", "we"} and _RELATIVE.search(before) or rule.attribute == "name" and _NOT.search(before) or _unsaid(rule, match[0], text):
            continue
        groups = match.groupdict()
        entity, relation, attribute = "self", None, rule.attribute
        kin = groups.get("kin") or groups.get("kin2")
        if kin:
            entity = relation = KIN.get(kin.lower(), "ex")
        elif groups.get("pet"):
            entity = relation = ANIMALS[groups["pet"].lower()]
        elif rule.attribute == "relation":
            entity = relation = "partner"
        if groups.get("what"):
            attribute = "favourite " + groups["what"].strip().lower()
        raw = rule.value or groups.get("value") or groups.get("value2") or groups.get("name")
        value = trim(raw, rule.attribute) if raw else None
        if "name" in groups and (value is None or value.lower().split()[0] in NOT_NAMES and not (kin and value in {"May", "April", "June"}) or value.lower() in KIN):
            continue
        change = rule.change
        if raw and not value:
            continue
        value = cased(value, rule.attribute) if value else None
        if change == "tells" and re.search(r"\b(?:no longer|anymore|any more|any longer|used to|stopped|quit|gave up)\b", _part_around(text, match.start()), re.I) \
                and rule.attribute not in {"avoids", "name", "have", "birthday"}:
            change = "ends"
        if change == "ends" and attribute in SINGLE and value and re.search(r"\bused to\b", text, re.I):
            attribute, change = FORMER + attribute, "tells"
        if change == "tells" and attribute in _PASSING and _PAST.match(match[0]):
            attribute = FORMER + attribute
        if attribute == "name" and relation and _HAD.search(text[: match.end()]):
            attribute = FORMER + attribute
        if change == "ends" and attribute == "dislikes":  # "I don't like coffee anymore" ends a liking
            attribute = "likes"
        key = (entity, attribute, value if attribute not in SINGLE else None)
        if key not in found and not (attribute == "likes" and any(f.slot.attribute in {"dislikes", "goal"} for f in found.values())) \
                and not (attribute == "status" and any(f.slot.key == (entity, "age") for f in found.values())):
            found[key] = Filled(Slot(entity, relation, attribute, None if change == "ends" and (attribute in SINGLE or rule.change == "ends") else value), rule.category, change)
    return tuple(found.values())
