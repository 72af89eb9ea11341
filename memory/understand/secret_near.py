"""Secrets by weight: how much a word beside a value says that it opens something, and how odd the value looks.

Neither phrases nor order count: the best cue of each class within reach of a value, on either side, is added to the
value.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from memory.understand.secret_cues import NO_VALUE, PLAIN, WORDS
from memory.understand.secret_values import Run, Token, is_mixed

ENOUGH = 4
"""A cue's weight and a value's weight together make a secret from here on."""

REACH = {"proof": 18, "opens": 14, "thing": 9, "keep": 9}
WEIGHT = {"proof": 3, "opens": 2, "thing": 1, "keep": 1}
"""Per class of cue: within how many tokens of the value it counts, and how much."""

CUE = re.compile(
    # What proves who somebody is, in the languages of people who learn English, too.
    r"(?P<proof>\b(?:p[a4]?s{0,3}[ -]?w[o0]{0,2}r?d[sz]?|pass(?= (?:is|was)\b| ?[:=])"
    r"|pass ?(?:code|phrase|wort|ord|word)s?|pw|pwd|mots? de passe|wachtwoord"
    r"|kennwort|contrasena|senha|parola|has[lł]o|heslo|losenord|kodeord|adgangskode|salasana|sifrem?|jelszo|lozinka"
    r"|пapoль|geheim(?:zahl|nummer|code)|clave|codice|codigo|pin"
    r"(?! (?:cushion|badge|board|up|wheel|hole|ball)s?\b)(?: ?(?:code|kode|kod|nummer))?|p\.i\.n|nip|puk"
    r"|tan|otp|totp"
    r"|2fa|mfa|cvv2?|cvc2?|check digits|kod[ey]?|koodi|signature (?:strip|panel)|hole in the wall|combo"
    r"|combi|(?:backup|recovery) (?:keys?|codes?)|recovery(?! (?:after|from|time|took|room|ward|day))"
    r"|app ?id|mnemonic"
    r"|(?:key|pass|door|gate|entry|lock|unlock|login|sms|screen)[ -]?codes?|(?:hotspot|wlan|wi-?fi|network) key)\b)"
    # What is done with it.
    r"|(?P<opens>\b(?:opens?|unlocks?|unlocking|log(?:s|ged|ging)?[ -]?(?:in|on)(?:to)?|logins?"
    r"|sign(?:s|ing)?[ -]?in(?:to)?"
    r"|(?:get|gets|got|getting|let|lets|comes?|be) (?:\w{1,5} )?in(?:to)?\b"
    r"(?! (?:at|the (?:morning|evening)|from))|typ(?:e|es|ing)|punch(?:es|ing)?|tap(?:s|ping)?"
    r"|key(?:ing)? in|put(?:s|t?ing?)? in|dial(?:s|ing)? in|press(?:es|ing)?(?! ups?\b)|disarms?|secret|credentials?"
    r"|(?:pad|key) ?lock|(?:key|number|num|pin) ?pad|key[ -]?(?:safe|box)|lock ?box|combination"
    r"|(?:bike|bicycle|gym|luggage|suitcase|chain|shed|door) lock"
    r"|no (?:spaces|gaps)|(?:all )?one word|for everything|all (?:my )?accounts"
    r"|turn(?:s)? (?:the dial|it off)|by the signature"
    r"|texted|sms|(?:3|4|6|three|four|six)[ -]?(?:digits?|numbers)|where i signed|on the back)\b)"
    # What can be locked.
    r"|(?P<thing>\b(?:doors?|gates?|garage|shed|cellar|lobby|safe|strongbox|locker|lock"
    r"|(?:starts?|begins?|ends?) with|alarm|beep(?:s|ing)?|barrier|buzzer|intercom|lift|entry|entrance"
    r"|cabin|parking|bike|moped|scooter|tresor|cabinet|cash (?:tin|box)"
    r"|(?:phone|mobile)(?! numbers?)|iphone|tablet|ipad|laptop|samsung|android|mac|macbook|windows"
    r"|computer|bios|pc|app|accounts?"
    r"|wi-?fi|wlan|router|hotspot|wallet|(?:bank|cash|credit|debit|sim) ?cards?|visa|amex|mastercard|atm"
    r"|cash ?point|cash machine"
    r"|network|debit|credit|suitcase|luggage|briefcase|bancomat|geldautomat|bank|banking|vault|archive"
    r"|e?-?mails?|gmail|outlook|icloud|netflix|spotify|steam|xbox|playstation"
    r"|discord|facebook|instagram|insta|tiktok|paypal|amazon|ebay|github|google|apple id|signal|whatsapp"
    r"|pattern|airbnb|admin)\b"
    r"(?! (?:bills?|manager|company|contract|case|plan|charger|holiday|fees?|plate|statement)\b))"
    # That it is to be kept, or from others.
    r"|(?P<keep>\b(?:remember|use|uses|all the same|same (?:one|for)|everywhere|don'?t forget|in case"
    r"|write (?:it|this) down|note|save|don'?t tell|between us|the one for|new one)\b)"
)

_LINK = WORDS["link"]
"""Right before a value they say that it is one."""
_LINK_AFTER = frozenset(["is", "opens", "gets", "lets", "for", "unlocks", "goes", "works", "turns"])
"""Right after a value that begins the message they say the same."""
_LOCKED = re.compile(r"^(?:doors?|gate|shed|safe|locker|lock|padlock|suitcase|keypad|barrier|alarm|garage)$")
_ELSE = re.compile(
    r"^(?:orders?|parcel|tracking|ref|reference|booking|invoice|tickets?|isbn|serial|model|flight|train"
    r"|bus|tram|line|platform|room|unit"
    r"|apartment|apt|floor|page|chapter|psalm|verse|score|channel|lines|pins?|version|height|size|engine"
    r"|born|year|since|costs?|paid|pay"
    r"|over|about|around|nearly|almost|under|than|against|at|by|rsa|route|highway|psi|score[ds]?|bid"
    r"|sold|earn(?:ed|s)?|owe|saved|limit|error|photos?|aged?|kids|children|up)$"
)
"""Right before a value they say that it is of something else."""
_STREET = re.compile(r"^(?:road|rd|street|st|lane|avenue|ave|close|drive|way|terrace|crescent|court|square|place)$")
_HOUR = re.compile(r"(?:[01]\d|2[0-3])[0-5][05]")
_LEET = re.compile(r"^[A-Za-z]+[0-9$@!]+[A-Za-z]+\w*$")
_HYPHENED = re.compile(r"^[a-z]{3,}(?:-[a-z]{3,}){2,}$")
_CAMEL = re.compile(r"^[a-z]{3,}[A-Z]\w{2,}")
_WITH_KEY = re.compile(r"\*?\d{4,6}[#*]|\*\d{4,6}[#*]?")
"""Digits with the key that ends them on a pad."""
_SHORT = re.compile(r"^(?=.*\d)(?=.*[A-Z])[A-Z\d]{4,6}[*#]?$")
_MODEL = re.compile(r"^[A-Z]{1,3}\d{1,4}$|^\d{1,2}[A-Z]$")
_QUOTED = re.compile(r"(?:(?<=\s)|^)([\"'“‘])([^\"'“”‘’\n]{4,40})[\"'”’](?!\w)")
_ONE_TIME = re.compile(r"\b[A-Za-z]-\d{5,6}\b")


@dataclass(frozen=True)
class Value:
    """Tokens `first` to `last`, how odd they look, and whether they stand alone as digits."""

    first: int
    last: int
    weight: int


def weighed(low: str, plain: str, every: list[Token], found_runs: list[Run]) -> list[tuple[int, int, str]]:
    """Where secrets stand, as (start, end, kind); `low` is the folded copy, as long as `plain`."""
    if not every:
        return []
    starts = [token.start for token in every]
    places: dict[str, list[int]] = {name: [] for name in WEIGHT}
    for match in CUE.finditer(low):
        places[match.lastgroup or "thing"].append(max(0, bisect_right(starts, match.start()) - 1))
    found = []
    for value in _values(plain, every, found_runs, starts):
        near = {name: at for name in WEIGHT if (at := _nearest(places[name], value, REACH[name])) is not None}
        before = every[value.first - 1].low if value.first else ""
        after = every[value.last + 1].low if value.last + 1 < len(every) else ""
        linked = before in _LINK or bool(_LOCKED.match(before)) or value.first == 0 and after in _LINK_AFTER
        weight = (
            value.weight
            + bool(_WITH_KEY.fullmatch(every[value.first].text))
            + sum(WEIGHT[name] for name in near)
            + (linked if near else 0)
        )
        if (near or _WITH_KEY.fullmatch(every[value.first].text)) and weight >= ENOUGH + (
            2 if _of_something_else(every, value) else 0
        ):
            ends = [*near.values(), value.first, value.last]
            found.append((every[min(ends)].start, every[max(ends)].end, "password" if "proof" in near else "code"))
    return found


def _nearest(places: list[int], value: Value, reach: int) -> int | None:
    """The nearest cue that is not the value itself."""
    low, high = bisect_left(places, value.first - reach), bisect_right(places, value.last + reach)
    outside = [at for at in places[low:high] if not value.first <= at <= value.last]
    return min(outside, key=lambda at: min(abs(at - value.first), abs(at - value.last)), default=None)


def _of_something_else(every: list[Token], value: Value) -> bool:
    if any(_STREET.match(token.low) for token in every[value.last + 1 : value.last + 3]):
        return True
    before = [every[at].low for at in range(max(0, value.first - 2), value.first)]
    if before and (before[-1] == "=" or CUE.fullmatch(before[-1])):
        return False
    hour = (
        before
        and before[-1] in ("for", "till", "until", "from", "before", "after")
        and _HOUR.fullmatch(every[value.first].text)
    )
    return bool(hour) or any(_ELSE.match(word) for word in before)


def _values(plain: str, every: list[Token], found_runs: list[Run], starts: list[int]) -> list[Value]:
    values = [Value(run.first, run.last, weight) for run in found_runs if (weight := _run_weight(every, run))]
    for at, token in enumerate(every):
        if is_mixed(token) and "-" not in token.text[:3]:
            odd = (
                sum(mark.isdigit() for mark in token.text) > 1
                or _LEET.match(token.text)
                or _CAMEL.match(token.text)
                or not token.text.isalnum()
            )
            values.append(Value(at, at, 3 if odd else 2))
        elif (
            _HYPHENED.match(token.text)
            and not set(token.text.split("-")) & PLAIN
            or _CAMEL.match(token.text)
            or _SHORT.match(token.text)
            and not _MODEL.match(token.text)
        ):
            values.append(Value(at, at, 2))
    values += [Value(first, last, 3) for first, last in _short_groups(every)]
    for match in _QUOTED.finditer(plain):
        first, last = (bisect_right(starts, place) - 1 for place in (match.start(2), match.end(2) - 1))
        words = [token.low for token in every[first : last + 1]]
        if 0 <= first <= last and len(words) < 5 and not any(word in NO_VALUE or CUE.match(word) for word in words):
            values.append(Value(first, last, 2))
    values += [Value(first, last, 3) for first, last in _chains(every)]
    values += [Value(at := max(0, bisect_right(starts, m.start()) - 1), at, 3) for m in _ONE_TIME.finditer(plain)]
    return values


def _run_weight(every: list[Token], run: Run) -> int:
    """Digits written one by one or in groups are odd; a year or three digits are not."""
    if run.year or not 3 <= run.digits <= 8 and run.groups < 4:
        return 0
    pieces = [token.text for token in every[run.first : run.last + 1]]
    if run.groups > 1:
        digits = sum(any(map(str.isdigit, piece)) for piece in pieces)
        alike = digits == 0 or digits >= run.groups  # "one in 2024" is no number
        if alike:
            return 3 if run.digits >= 4 or run.groups == 3 else 1
        pieces = [max(pieces, key=lambda piece: sum(map(str.isdigit, piece)))]
        if sum(map(str.isdigit, pieces[0])) < 4:
            return 0
    text = pieces[0]
    if re.fullmatch(r"\d00", text):
        return 0
    if re.fullmatch(r"(?:1[89]|20)\d\d|\d+00|\d{1,2}-\d{1,2}-\d{4}", text):
        return 1
    if re.search(r"\d[-.:/*#]\d+[-.:/*#]\d", text) or run.digits == 6 or text[0] in "0*#" or text[-1] in "*#":
        return 3
    return 1 if run.digits == 3 else 2


def _short_groups(every: list[Token]) -> list[tuple[int, int]]:
    """Three pieces and more in a row, each short and of letters and digits: "H7 J2 P9"."""
    found, at = [], 0
    while at < len(every):
        end = at
        while end < len(every) and len(every[end].text) <= 5 and re.search(r"[A-Za-z]\d|\d[A-Za-z]", every[end].text):
            end += 1
        if end - at >= 3:
            found.append((at, end - 1))
        at = max(end, at + 1)
    return found


def _chains(every: list[Token]) -> list[tuple[int, int]]:
    """Pieces joined by "then" twice and more: "dog then 3 then cat"."""
    found, at = [], 0
    while at < len(every):
        end = at
        while (
            end + 2 < len(every) and every[end + 1].low in ("then", "plus", "followed") and every[end].low not in PLAIN
        ):
            end += 2
        if end - at >= 4:
            found.append((at, end))
        at = max(end, at + 1)
    return found


__all__ = ["CUE", "Value", "weighed"]
