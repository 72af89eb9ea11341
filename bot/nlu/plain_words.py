"""What the words alone decide, whatever the classifier makes of a message.

A crisis is one wherever its words are, and nothing is forgotten, stopped, set or laughed at unless a word asks for it:
that is too grave, or too unkind where it is wrong, to be left to probabilities.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import authoring

CRISIS = "crisis"
FALLBACK = "nlu_fallback"

_FORGET = re.compile(
    r"\bf(?:or|ro)g[eo]?t\w*|\bdelet\w*|\beras\w*|\bremov\w*|\bwip\w*|\bclear\w*|\bpurg\w*|\bscrap\w*|\bscrub\w*"
    r"|\bstrike\b|\bdrop\b|\bdiscard\b|\bdestroy\b|\bunremember\b|\bunlearn\b|\brid of\b|\bstart over\b"
    r"|\btake\b.*\b(?:out|off|back)\b|(?:\bnot|n'?t) (?:have )?(?:remember|kept|keep|save|store|note)",
    re.IGNORECASE,
)
_KEEP = re.compile(
    r"\b(?:don'?t|do not|never|not|hate (?:it if|for)|hate to have|wouldn'?t want|rather you didn'?t)"
    r"(?: you| ever| please| dare| to| want| ?,)* (?:forg[eo]t|delet|eras|remov|wip|clear)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:stop|pause|off|don'?t|do not|not|no|nothing|disable|without|incognito|private|didn'?t|quit|cease|halt|never"
    r")\b",
    re.IGNORECASE,
)

_PACE = re.compile(
    r"\b(?:ask(?:ing)?|check(?:ing|s)?|check-?ins?|follow(?:ing)? up|remind|nudge|goals?|enough|fine|would do)\b"
    r"|^\W*(?:(?:ok(?:ay)?|yes|no|please|maybe|perhaps|just|let'?s say|(?:make|change|set) (?:it|that|them)(?: to)?"
    r"|(?:how|what) about|say|about|rather|better|so|at most)\W+)*"
    r"(?:every|each|once|twice|daily|weekly|fortnightly|monthly|never|not at all|less often|more often"
    r"|(?:a|one|two|three)\b)",
    re.IGNORECASE,
)
"""How often to ask after goals: "every week", "check in less often"."""
_LAUGH = re.compile(
    r"^(?!.*(?:\bnot\b|n't\b)).*(?:\bha+\b|(?:ha|he|hi){2}|\blo+l|\blmf?ao|\brofl\b|\bxd\b|:-?[)d]|[\U0001F600-\U0001F606\U0001F923]"
    r"|\bfunny\b|\bhilarious\b|\bmade me (?:laugh|smile|giggle|chuckle)|\bgood one\b|\bjok|\bcrack(?:ed|ing|s)? me up)",
    re.IGNORECASE,
)
"""A laugh, or what is found funny; "not funny" is none."""
_SENSITIVE = re.compile(
    r"\bsensitive\b|\b(?:health|medical|religion|religious|faith|belief|politics|private)\b", re.IGNORECASE
)
"""What the setting is about: "keep health things"."""
_GOODBYE = re.compile(
    r"\b(?:good)?(?:bye\w*|night)\b|\b(?:gn|gnight|g2g|gtg|ttyl|cu|cya|ciao|cheerio|adios|farewell|ta-? ?ra)\b"
    r"|\btoodle|\b(?:see|c) ?(?:you|ya|u)\b|\b(?:late|l8)(?:r|rs|rz)\b|\b(?:off|go|going|gotta|got to|leave|leaving)\b"
    r"|\b(?:away|back)\b"
    r"|\bpeace\b|\btake care\b|\b(?:speak|talk)\b|\bthat(?:'?s| is| was| will|'?ll)\b|\bwill do\b|\b(?:enough|done)\b"
    r"|\b(?:un)?till?\b|\bsign(?:ing)?\b|\b(?:run|bed|sleep|soon|tomorrow|today|over and out|so long)\b|\bhave a\b",
    re.IGNORECASE,
)
"""Words that take leave: "see ya", "off to bed", "that's all"."""
_HELP = re.compile(
    r"^(?!.*\b(?:helps|helped|mine|our|my (?!data|options|memor))\b)(?!\W*i (?:work|live|play|make|go|use|like|have)\b)"
    r"(?!.*\bwhat do i (?!do|say|ask|type|tell|need|have|use)\w)",
    re.IGNORECASE,
)
"""Not what helps somebody, nor what they do: "what do I like" and "running helps me" ask for no help with the bot."""
_OF_OTHERS = re.compile(r"^(?!.*\b(?:he|she|they|him|(?<!i )said|says|thinks?|calls?|called)\b)", re.IGNORECASE)
"""Nobody else is spoken of: "he says keep it short" sets no level."""
_HOW = re.compile(r"\bhow|\bhw\b|\bs?up\b|\b(?:you|ya|ur?|going|doing|feeling|day)\b", re.IGNORECASE)
""" "How are you" in any spelling."""
_TOLD = re.compile(r"^[^?]*$")
"""No question mark: a question tells no outcome."""

ASKED_FOR = {
    "forget_something": _FORGET,
    "forget_everything": _FORGET,
    "stop_remembering": _STOP,
    "go_off_the_record": _STOP,
    "set_checkin_interval": _PACE,
    "set_sensitive": _SENSITIVE,
    "set_level_quiet": _OF_OTHERS,
    "set_level_acknowledge": _OF_OTHERS,
    "set_level_attentive": _OF_OTHERS,
    "set_level_invested": _OF_OTHERS,
    "goodbye": _GOODBYE,
    "ask_help": _HELP,
    "ask_how_are_you": _HOW,
    "laugh": _LAUGH,
    "plan_went_well": _TOLD,
    "plan_went_badly": _TOLD,
    "plan_not_happened": _TOLD,
}
"""Without one of these words, a message is not taken for this intent."""

_NO_QUESTIONS = re.compile(
    r"(?:don'?t|do not|stop|never|quit|no more)(?: you| ever| please| to)* (?:ask|question)", re.IGNORECASE
)
""" "Don't ask me anything"."""
_LEAVE_ALONE = re.compile(
    r"^\W*(?:please )?(?:don'?t|do not|never|stop) (?:mention|bring(?:ing)? up|talk(?:ing)? about|mentioning)\b"
    r"(?!.*\b(?:unless|things|stuff|past|told|memor\w+|me)\b)",
    re.IGNORECASE,
)
""" "Don't bring up Jess", which wants no shorter answers."""
_STOPS_NOTING = re.compile(
    r"^\W*(?:(?:please|pls|ok|okay|and|now|good|so)\W+)*(?:stop|quit) (?:remembering|noting|recording"
    r"|taking notes|keeping notes"
    r"|(?:writing|saving|storing|noting) (?:things|stuff|everything|anything|it|this) ?(?:down)?)\b(?! (?:about"
    r"|that|how))"
    r"|\byou (?:can|may|could) stop (?:remembering|noting|taking notes|writing (?:things|stuff|everything) down)\b",
    re.IGNORECASE,
)
"""A wish that nothing more be noted: "please stop remembering for today, I want to complain"."""
_OFF_THE_RECORD = re.compile(
    r"^\W*(?:(?:this|that) is |that'?s |now )?(?:strictly )?off the record\b(?!.*\?)", re.IGNORECASE
)
"""A message that begins so: "off the record: I am looking for another job"."""


def read_crisis_words(path: Path) -> list[re.Pattern[str]]:
    """The patterns in crisis.yml.

    Raises:
        InvalidConfigException: the file is missing, or an entry has no working pattern.
    """
    try:
        words = yaml.safe_load(path.read_text(encoding="utf-8"))["words"]
        return [re.compile(entry["pattern"], re.IGNORECASE) for entry in words]
    except (OSError, KeyError, TypeError, re.error, yaml.YAMLError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise InvalidConfigException(f"{path}: `words` has to list patterns ({reason}).") from None


def decide(text: str, intent: str, crisis: list[re.Pattern[str]]) -> str:
    """The intent of a message by its words, where they decide; else `intent`."""
    plain = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    if any(pattern.search(plain) for pattern in crisis):
        return CRISIS
    if _OFF_THE_RECORD.search(plain):
        return "go_off_the_record"
    if _STOPS_NOTING.search(plain) and "?" not in plain:
        return "stop_remembering"
    if intent in ("set_level_attentive", "set_level_invested") and _NO_QUESTIONS.search(plain):
        return "do_not_ask"  # never nearer than before by a word that asks for less
    if intent == "set_level_quiet" and _LEAVE_ALONE.search(plain):
        return "do_not_ask"
    asked = ASKED_FOR.get(intent)
    if asked and (not asked.search(plain) or _KEEP.search(plain)):
        return FALLBACK
    return intent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PlainWords(GraphComponent):
    """Stands after the classifiers and overrules them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # None: crisis.yml of the bot.
        return {"crisis": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlainWords:
        return cls(read_crisis_words(Path(config["crisis"] or authoring.authored("crisis.yml"))))

    def __init__(self, crisis: list[re.Pattern[str]]) -> None:
        self._crisis = crisis

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = message.get(INTENT) or {}
            intent = decide(message.get(TEXT) or "", str(found.get(INTENT_NAME_KEY)), self._crisis)
            if intent != found.get(INTENT_NAME_KEY):
                decided = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, decided, add_to_output=True)
                ranking = message.get(INTENT_RANKING_KEY) or []
                message.set(INTENT_RANKING_KEY, [decided, *ranking], add_to_output=True)
        return messages
