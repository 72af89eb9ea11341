"""The words beside which something is secret, each row with what has to stand there.

A cue alone is nothing: "I forgot my PIN". It takes a value near it, by its shape: digits, a mixed token, a word after
"is".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

LISTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("secret_words.yml").read_text(encoding="utf-8"))
WORDS = {name: frozenset(words) for name, words in LISTS.items()}
"""The words of each list by its name, which the file explains."""


@dataclass(frozen=True)
class Cue:
    """`pattern` is found on a copy in small letters in which "pa$$w0rd" is "password".

    Of `digits` at least so many (at most `most`) have to stand within `near` tokens after it or `before` tokens before
    it; a `mixed` token counts instead, and, where `word` is set, any word after "is" or a colon. `example` is found.
    """

    kind: str
    pattern: re.Pattern[str]
    example: str
    digits: int = 99
    most: int = 999
    near: int = 7
    before: int = 5
    mixed: bool = False
    word: bool = False
    groups: int = 1


def _cue(kind: str, pattern: str, example: str, **needs: int) -> Cue:
    return Cue(kind, re.compile(pattern), example, **needs)  # type: ignore[arg-type]


_PASSWORD = (
    r"\b(?:pa?s{1,3}[ -]?w[or]{0,2}d[es]?|pass[ -]?(?:code|phrase)s?|pwd?s?|passwords?|passwort|kennwort"
    r"|contrase[nñ]a|senha|mots? de passe|wachtwoord|parola|has[lł]o|heslo|l[oö]senord|passord"
    r"|adgangskode"
    r"|salasana|sifrem?|jelszo|lozinka|пapoль|p[a-z]{0,3}w[o]?rd"
    r"|(?:wi-?fi|wlan|hotspot|network|router) (?:key|code)|wpa[23]?)\b|密码|密碼|パスワード|暗証番号|비밀번호"
)
_NOT_A_LOCK = "".join(rf"(?<!{word} )" for word in LISTS["not_a_lock"]) + r"(?<!\bi )(?<!to )"

CUES = (
    _cue(
        "password",
        _PASSWORD,
        "the new password for the site is Turnip!tops3",
        digits=4,
        near=10,
        before=10,
        mixed=True,
        word=True,
    ),
    _cue(
        "password",
        r"\b(?:capital [a-z]\b|(?:all )?(?:lower|upper)[ -]?case|dollar sign|exclamation mark|no spaces"
        r"|all one word|underscore)",
        "its all lower case apart from the K, so sKylark2",
        near=12,
        before=12,
        mixed=True,
    ),
    _cue(
        "pin",
        r"\bp\.?i\.?n\b(?! (?:cushion|badge|board|up|wheel|hole|ball|drop|stripe)s?\b)\.?"
        r"(?:[- ]?(?:code|number|no\b))?|\bpins? (?:is|are)\b",
        "my PIN is twenty two fifty one",
        digits=3,
        near=9,
        before=7,
    ),
    _cue(
        "code",
        _NOT_A_LOCK + r"\b(?:key ?|pass ?|entry ?|door ?|gate ?|safe ?)?codes?\b",
        "gate code C3391",
        digits=3,
        near=8,
        before=6,
        mixed=True,
    ),
    _cue(
        "one-time code",
        r"\b(?:otp|2fa|mfa|two[ -]factor|authenticator|verification|one[ -]time|back[ -]?ups?|to confirm)\b",
        "otp 902 117",
        digits=5,
        near=8,
        before=8,
        mixed=True,
    ),
    _cue(
        "one-time code",
        r"\b(?:sms|text(?:ed)? me|text message|texts?|sent me|read (?:it |them )?out|tell him|whatsapp)\b",
        "whatsapp sent me 715-402",
        digits=6,
        most=8,
        near=7,
        before=7,
    ),
    _cue(
        "cvv",
        r"\b(?:cvv2?|cvc2?|csc|security (?:code|number|digits))\b"
        r"|\b(?:numbers?|digits|card)\b.{0,20}\b(?:on|at) the back\b|\bback of (?:the|my|her|his) card\b",
        "three numbers on the back are 907",
        digits=3,
        near=8,
        before=4,
    ),
    _cue(
        "card",
        r"\b(?:cards?|visa|mastercard|amex|maestro|long number)\b",
        "visa 4556781209934417",
        digits=8,
        near=24,
        before=10,
    ),
    _cue(
        "account",
        r"\b(?:accounts?|acct?|a/c|sort(?:[ -]?code)?|routing|iban|swift|clabe|bsb|ifsc|bic|giro|cuenta"
        r"|compte|conta|konto ?(?:nummer|nr|number)?|kontonummer|customer (?:number|no)|building society"
        r"|barclays|hsbc|lloyds|natwest|santander|halifax|monzo|revolut|bank details|bank (?:number|no))\b",
        "sort 11 22 33 acct 55019284",
        digits=6,
        near=9,
        before=6,
    ),
    _cue(
        "ssn",
        r"\b(?:ssn|social(?: security| insurance)?(?: (?:number|no))?)\b",
        "my social is 219 44 0187",
        digits=4,
        most=9,
        near=5,
        before=2,
    ),
    _cue(
        "id",
        r"\b(?:pass ?port|driv(?:ing|er'?s?) licen[cs]e|licen[cs]e (?:number|no)|my licen[cs]e"
        r"|(?:green|residence|blue|social|health|membership) card(?: (?:number|no))?"
        r"|national (?:insurance|id)|ni (?:number|no)|nino|bsn|person ?nummer|nhs|curp|a?adha?ar"
        r"|id (?:card|number|no)|identity (?:card|number)|residence permit"
        r"|(?:tax|steuer)[ -]?(?:id|number|no|ref\w*|file number)|utr|tfn|medicare|medicaid"
        r"|insurance (?:number|no|policy)|policy (?:number|no)|dni|nie|pesel|cpf|rut|codice fiscale"
        r"|national number|visa (?:number|no)|(?:student|employee|staff) (?:id|number))\b",
        "my passport no is XK4419207",
        digits=5,
        near=7,
        before=3,
    ),
    _cue(
        "token",
        r"\b(?:(?:recovery|bitlocker|wi-?fi|network|api|licen[cs]e|product|activation|security|encryption"
        r"|private|access|webhook|telegram|openai|stripe|aws|ssh|pgp|bearer|client|app|my|the|secret)[ -]?"
        r"(?:\w+ ){0,2}(?:keys?|tokens?|secrets?)|bearer|tokens?|keys? is|api)\b",
        "wifi key 7F2A9C1D44",
        digits=6,
        near=8,
        before=4,
        mixed=True,
    ),
    _cue(
        "token",
        r"\b(?:api|access|secret|private|auth|bearer|recovery|bot)[ _-]?(?:keys?|tokens?)\b",
        "the api key is 9f8e7d6c5b4a",
        near=6,
        mixed=True,
        word=True,
    ),
)

PATTERN = re.compile(
    r"\b(?:unlock|swipe|phone|lock|screen)[ -]?pattern\b.{0,40}\b(?:top|bottom|middle|left|right|an? [a-z])\b"
    r"|\bdraw an? [a-z]\b.{0,20}\b(?:open|unlock)"
)
DRAWN = re.compile(
    r"\b(?:swip|draw|drew|trac(?:e|ing)|shapes?|patterns?|zig ?zag|connect|dots?|letter [b-hj-z]\b"
    r"|(?:like )?an? [b-hj-z]\b)"
)
PLACES = re.compile(
    r"\b(?:(?:top|bottom|upper|lower|middle)[ -]?(?:left|right|row|corner|middle|centre|center)?|left"
    r"|right|up|down|across|along"
    r"|cent(?:re|er)|corner|diagonal(?:ly)?|sideways)\b"
)
SHAPE = re.compile(
    r"\b(?:letter [b-hj-z]|an? (?:capital |big |letter |sideways |upside[ -]down )*[b-hj-z]"
    r"|an? \w+ shape|shape of an? \w+|an? (?:\w+ )?(?:zig ?zag|square|triangle|house|circle|cross|star"
    r"|heart|fish|snake|spiral|arrow|diamond)|like an? [b-hj-z\d])\b"
)
SCREEN = re.compile(r"\b(?:phones?|mobile|tablet|i ?pad|screen|android|samsung|iphone|dots|device|it opens|lock)\b")
OPENED = re.compile(
    r"\b(?:open(?:s|ed|ing)?|unlock\w*|gets? in(?:to)?|lock ?screen"
    r"|patterns? (?:on|of|for) (?:my|the|our)|let(?:s)? (?:me|you) in)\b"
)
"""What is drawn on a screen to open it: how, from where to where, and that it opens."""
ANSWER = re.compile(
    r"\b(?:(?:security|secret|hint|recovery|bank) (?:question|answer)s?|memorable (?:word|place|date|name|information)"
    r"|(?:code|safe) ?word\b(?=.{0,40}\b(?:alarm|bank|company|security|school|pick ?up))"
    r"|(?:alarm|bank|company|security|school|lloyds|hsbc|barclays|natwest|santander|halifax|monzo"
    r"|nationwide)\b.{0,30}\b(?:code |safe ?|my )word"
    r"|secret word|telephone banking word|banking word|for (?:the )?resets?|bank asks|resets?(?= |$))\b"
)
"""Beside a question that proves who somebody is; "is", a colon or "I put" has to come before the answer."""

TOPIC = re.compile(
    r"\b(?:maiden name|memorable|(?:first|favou?rite|childhood|oldest|best) "
    r"(?:pet|dog|cat|car|school|job|street|teacher|friend|film|book"
    r"|food|team|colou?r|place|band|nickname|hero)|(?:street|town|city) (?:i|you|we|where)\b|middle name"
    r"|where (?:i|you) (?:was|were) born)"
)
CHECKED = re.compile(r"\b(?:ask(?:s|ed|ing)?|answer(?:s|ed)?|questions?|resets?|verif\w+|recover\w*|hints?|security)\b")
SAID = frozenset(["answered", "answer", "put", "say", "said", "wrote", "typed", "chose", "with"])
"""What is asked to prove who somebody is, that it is asked, and how the answer begins."""

SEED = re.compile(
    r"\b(?:seed|recovery|backup|mnemonic|crypto|wallet|metamask|ledger|trezor|bitcoin|secret recovery)\b.{0,30}?"
    r"\b(?:phrase|words?)\b|\b(?:12|24|twelve|twenty[ -]four) words\b|\bseed (?:is|words?|phrase)\b|\bmetamask\b"
    r"|\bmy wallet\b|\bseed\b(?= ?:)"
    r"|\b(?:words?|phrase)\b.{0,20}\b(?:wallet|ledger|trezor|metamask|exodus|phantom|electrum|coinbase"
    r"|crypto|bitcoin)\b"
    r"|\b(?:exodus|phantom|electrum|coinbase|keystone|bip ?39)\b.{0,30}\b(?:phrase|words?)\b"
)
COPULA = re.compile(r"^(?:is|was|are|its|it's|=|:|->|es|ist|est|jest|e|will|be|to|now|put)$")
FIRM = frozenset(["is", "was", "are", "its", "it's", "=", ":", "->", "es", "ist", "est", "jest"])
"""Words after which the value comes, or none does."""

NO_VALUE = WORDS["no_value"]
"""Words that say something of a password, and are none."""

PLAIN = NO_VALUE | WORDS["plain"]
"""Words that stand in sentences, and in no list of words for a wallet in such numbers."""

CORE = WORDS["core"]
"""Words without which hardly a sentence of a dozen words is made, and which no list of a wallet has."""

UNITS = WORDS["units"]
"""A number before one of these is an amount."""

NOT_SECRET = re.compile(
    r"\b(?:order|parcel|track(?:ing)?|reference|ref|complaint|booking|invoice|ticket|isbn|serial|model"
    r"|part number|raffle|flight"
    r"|train|bus|channel|highscore|score|radio|chapter|hymn|post ?code|zip)\b"
)
"""What numbers like these are of, where nothing stronger is said: an order, a parcel, a train."""
