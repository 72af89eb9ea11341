"""What a message is by its form: a question, a request, or one for advice. The classifier knows what it is about."""

from __future__ import annotations

import re

_AUX = r"(?:am|is|are|was|were|do|does|did|have|has|had|will|would|can|could|shall|should)"
_OPENING = r"^\W*(?:(?:and|so|but|ok(?:ay)?|hey|hi|wait|well|sorry|then|please)\W+)*"
_ASKS = re.compile(
    rf"{_OPENING}(?:(?:when|where|how|why)(?: (?:old|long|often|far|many|much)(?: \w+)?)? {_AUX}\b"
    rf"|(?:what|who|which|whose)(?: \w+){{0,2}}? {_AUX} (?:i|my|we|our|the|you|your|he|she|they|it|that|this)\b"
    r"|(?:what|where|when|who|how)['’]?s (?:my|our|the|his|her|their|your|this|that|it)\b"
    rf"|{_AUX} (?:i|my|we|our|you)\b(?!['’]))",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    rf"{_OPENING}(?:(?:can|could|would|will) you|i(?: want|['’]?d like| need) (?:to (?:order|book|buy|know)|you to)|"
    r"add|book|buy|calculate|call|cancel|change|convert|correct|count|create|delete|do|draw|erase|explain|find|fix|get|give|"
    r"help|look|make|open|order|pause|pay|play|post|print|put|read|recommend|record|remind|remove|resume|say|search|"
    r"send|set|show|sing|spell|start|stop|switch|take|teach|tell|text|translate|transfer|turn|weather|write)\b(?!['’])",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\?|\b(?:wh?at|who|whom|whose|when|where|which|why|how|tell|remind|name|know|remember|recall|did|do|does|am"
    r"|any idea)",
    re.IGNORECASE,
)
_FOR_ADVICE = re.compile(
    rf"{_OPENING}(?:should|shall|ought) (?:i|we)\b|\bdo you (?:think|reckon)\b.*\b(?:i|we) should\b"
    rf"|\bwhat do you (?:think|reckon)\b.*\bshould (?:i|we)\b"
    rf"|{_OPENING}is it (?:ok(?:ay)?|safe|bad|wise) (?:to|if|for)\b"
    rf"|{_OPENING}what (?:would|should) (?:you|i) do(?: in my place| if you were me| about (?:it|that|this))?\W*$",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """It is a question, by its mark or by how it begins."""
    return text.rstrip().endswith("?") or _ASKS.search(text) is not None


def only_asks(text: str) -> bool:
    """It is one sentence, and a question by how it begins."""
    return _ASKS.search(text) is not None and len(re.findall(r"[.!?;]+(?=\s+\w)", text)) == 0


def requests(text: str) -> bool:
    """It wants something done."""
    return _REQUESTS.search(text) is not None


def asks_for_advice(text: str) -> bool:
    """It asks what to do, which nobody who only notes what is told can judge."""
    return _FOR_ADVICE.search(text) is not None


def is_no_question(text: str) -> bool:
    """Nothing in it asks: no mark, and none of the words that questions and requests are made of."""
    return _QUESTION_WORD.search(text) is None
