"""The words beside which something is secret, each row with what has to stand there.

A cue alone is nothing: "I forgot my PIN". It takes a value near it, by its shape: digits, a mixed token, a word after "is".
"""

from __future__ import annotations

import re
from dataclasses import dataclass


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
    r"\b(?:pa?s{1,3}[ -]?w[or]{0,2}d[es]?|pass[ -]?(?:code|phrase)s?|pwd?s?|passwords?|passwort|kennwort|contrase[nñ]a|senha|mots? de passe|wachtwoord|parola|has[lł]o|heslo|l[oö]senord|passord|adgangskode"
    r"|salasana|sifrem?|jelszo|lozinka|пapoль|p[a-z]{0,3}w[o]?rd|(?:wi-?fi|wlan|hotspot|network|router) (?:key|code)|wpa[23]?)\b|密码|密碼|パスワード|暗証番号|비밀번호"
)
_NOT_A_LOCK = r"(?<!area )(?<!post )(?<!zip )(?<!dress )(?<!paint )(?<!colour )(?<!color )(?<!country )(?<!error )(?<!engine )(?<!fault )(?<!icd )(?<!airport )(?<!iata )(?<!class )(?<!course )(?<!of )(?<!qr )(?<!bar )(?<!highway )(?<!source )(?<!promo )(?<!discount )(?<!voucher )(?<!morse )(?<!vinci )(?<!product )(?<!tax )(?<!status )(?<!dialling )(?<!dialing )(?<!booking )(?<!write )(?<!writing )(?<!wrote )(?<!clean )(?<!\bi )(?<!to )"

CUES = (
    _cue("password", _PASSWORD, "the new password for the site is Turnip!tops3", digits=4, near=10, before=10, mixed=True, word=True),
    _cue("password", r"\b(?:capital [a-z]\b|(?:all )?(?:lower|upper)[ -]?case|dollar sign|exclamation mark|no spaces|all one word|underscore)", "its all lower case apart from the K, so sKylark2", near=12, before=12, mixed=True),
    _cue("pin", r"\bp\.?i\.?n\b(?! (?:cushion|badge|board|up|wheel|hole|ball|drop|stripe)s?\b)\.?(?:[- ]?(?:code|number|no\b))?|\bpins? (?:is|are)\b", "my PIN is twenty two fifty one", digits=3, near=9, before=7),
    _cue("code", _NOT_A_LOCK + r"\b(?:key ?|pass ?|entry ?|door ?|gate ?|safe ?)?codes?\b", "gate code C3391", digits=3, near=8, before=6, mixed=True),
    _cue("one-time code", r"\b(?:otp|2fa|mfa|two[ -]factor|authenticator|verification|one[ -]time|back[ -]?ups?|to confirm)\b", "otp 902 117", digits=5, near=8, before=8, mixed=True),
    _cue("one-time code", r"\b(?:sms|text(?:ed)? me|text message|texts?|sent me|read (?:it |them )?out|tell him|whatsapp)\b", "whatsapp sent me 715-402", digits=6, most=8, near=7, before=7),
    _cue("cvv", r"\b(?:cvv2?|cvc2?|csc|security (?:code|number|digits))\b|\b(?:numbers?|digits|card)\b.{0,20}\b(?:on|at) the back\b|\bback of (?:the|my|her|his) card\b", "three numbers on the back are 907", digits=3, near=8, before=4),
    _cue("card", r"\b(?:cards?|visa|mastercard|amex|maestro|long number)\b", "visa 4556781209934417", digits=8, near=24, before=10),
    _cue("account", r"\b(?:accounts?|acct?|a/c|sort(?:[ -]?code)?|routing|iban|swift|clabe|bsb|ifsc|bic|giro|cuenta|compte|conta|konto ?(?:nummer|nr|number)?|kontonummer|customer (?:number|no)|building society|barclays|hsbc|lloyds|natwest|santander|halifax|monzo|revolut|bank details|bank (?:number|no))\b", "sort 11 22 33 acct 55019284", digits=6, near=9, before=6),
    _cue("ssn", r"\b(?:ssn|social(?: security| insurance)?(?: (?:number|no))?)\b", "my social is 219 44 0187", digits=4, most=9, near=5, before=2),
    _cue("id", r"\b(?:pass ?port|driv(?:ing|er'?s?) licen[cs]e|licen[cs]e (?:number|no)|my licen[cs]e|(?:green|residence|blue|social|health|membership) card(?: (?:number|no))?|national (?:insurance|id)|ni (?:number|no)|nino|bsn|person ?nummer|nhs|curp|a?adha?ar|id (?:card|number|no)|identity (?:card|number)|residence permit|(?:tax|steuer)[ -]?(?:id|number|no|ref\w*|file number)|utr|tfn|medicare|medicaid|insurance (?:number|no|policy)|policy (?:number|no)|dni|nie|pesel|cpf|rut|codice fiscale|national number|visa (?:number|no)|(?:student|employee|staff) (?:id|number))\b", "my passport no is XK4419207", digits=5, near=7, before=3),
    _cue("token", r"\b(?:(?:recovery|bitlocker|wi-?fi|network|api|licen[cs]e|product|activation|security|encryption|private|access|webhook|telegram|openai|stripe|aws|ssh|pgp|bearer|client|app|my|the|secret)[ -]?(?:\w+ ){0,2}(?:keys?|tokens?|secrets?)|bearer|tokens?|keys? is|api)\b", "wifi key 7F2A9C1D44", digits=6, near=8, before=4, mixed=True),
    _cue("token", r"\b(?:api|access|secret|private|auth|bearer|recovery|bot)[ _-]?(?:keys?|tokens?)\b", "the api key is 9f8e7d6c5b4a", near=6, mixed=True, word=True),
)  # fmt: skip

PATTERN = re.compile(
    r"\b(?:unlock|swipe|phone|lock|screen)[ -]?pattern\b.{0,40}\b(?:top|bottom|middle|left|right|an? [a-z])\b"
    r"|\bdraw an? [a-z]\b.{0,20}\b(?:open|unlock)"
)
DRAWN = re.compile(r"\b(?:swip|draw|drew|trac(?:e|ing)|shapes?|patterns?|zig ?zag|connect|dots?|letter [b-hj-z]\b|(?:like )?an? [b-hj-z]\b)")
PLACES = re.compile(
    r"\b(?:(?:top|bottom|upper|lower|middle)[ -]?(?:left|right|row|corner|middle|centre|center)?|left|right|up|down|across|along"
    r"|cent(?:re|er)|corner|diagonal(?:ly)?|sideways)\b"
)
SHAPE = re.compile(r"\b(?:letter [b-hj-z]|an? (?:capital |big |letter |sideways |upside[ -]down )*[b-hj-z]|an? \w+ shape|shape of an? \w+|an? (?:\w+ )?(?:zig ?zag|square|triangle|house|circle|cross|star|heart|fish|snake|spiral|arrow|diamond)|like an? [b-hj-z\d])\b")
SCREEN = re.compile(r"\b(?:phones?|mobile|tablet|i ?pad|screen|android|samsung|iphone|dots|device|it opens|lock)\b")
OPENED = re.compile(r"\b(?:open(?:s|ed|ing)?|unlock\w*|gets? in(?:to)?|lock ?screen|patterns? (?:on|of|for) (?:my|the|our)|let(?:s)? (?:me|you) in)\b")
"""What is drawn on a screen to open it: how, from where to where, and that it opens."""
ANSWER = re.compile(
    r"\b(?:(?:security|secret|hint|recovery|bank) (?:question|answer)s?|memorable (?:word|place|date|name|information)"
    r"|(?:code|safe) ?word\b(?=.{0,40}\b(?:alarm|bank|company|security|school|pick ?up))"
    r"|(?:alarm|bank|company|security|school|lloyds|hsbc|barclays|natwest|santander|halifax|monzo|nationwide)\b.{0,30}\b(?:code |safe ?|my )word"
    r"|secret word|telephone banking word|banking word|for (?:the )?resets?|bank asks|resets?(?= |$))\b"
)
"""Beside a question that proves who somebody is; "is", a colon or "I put" has to come before the answer."""

TOPIC = re.compile(
    r"\b(?:maiden name|memorable|(?:first|favou?rite|childhood|oldest|best) (?:pet|dog|cat|car|school|job|street|teacher|friend|film|book"
    r"|food|team|colou?r|place|band|nickname|hero)|(?:street|town|city) (?:i|you|we|where)\b|middle name|where (?:i|you) (?:was|were) born)"
)
CHECKED = re.compile(r"\b(?:ask(?:s|ed|ing)?|answer(?:s|ed)?|questions?|resets?|verif\w+|recover\w*|hints?|security)\b")
SAID = frozenset(["answered", "answer", "put", "say", "said", "wrote", "typed", "chose", "with"])
"""What is asked to prove who somebody is, that it is asked, and how the answer begins."""

SEED = re.compile(
    r"\b(?:seed|recovery|backup|mnemonic|crypto|wallet|metamask|ledger|trezor|bitcoin|secret recovery)\b.{0,30}?"
    r"\b(?:phrase|words?)\b|\b(?:12|24|twelve|twenty[ -]four) words\b|\bseed (?:is|words?|phrase)\b|\bmetamask\b"
    r"|\bmy wallet\b|\bseed\b(?= ?:)"
    r"|\b(?:words?|phrase)\b.{0,20}\b(?:wallet|ledger|trezor|metamask|exodus|phantom|electrum|coinbase|crypto|bitcoin)\b"
    r"|\b(?:exodus|phantom|electrum|coinbase|keystone|bip ?39)\b.{0,30}\b(?:phrase|words?)\b"
)
COPULA = re.compile(r"^(?:is|was|are|its|it's|=|:|->|es|ist|est|jest|e|will|be|to|now|put)$")
FIRM = frozenset(["is", "was", "are", "its", "it's", "=", ":", "->", "es", "ist", "est", "jest"])
"""Words after which the value comes, or none does."""

NO_VALUE = frozenset(
    ["a", "able", "about", "above", "account", "again", "all", "already", "also", "always", "am", "an", "and", "annoying", "another", "any", "anything", "are", "as", "at", "away", "awful", "back", "bad", "be", "because", "been", "before", "being", "better", "blocked", "both", "broken", "but", "by", "called", "can", "cannot", "can't", "case", "changed", "changing", "clear", "complicated", "confusing", "cool", "correct", "could", "day", "days", "did", "different", "difficult", "do", "does", "doing", "done", "don't", "down", "due", "each", "easy", "either", "else", "empty", "enough", "even", "ever", "every", "everything", "expired", "expires", "fine", "first", "for", "forever", "forgotten", "from", "full", "funny", "going", "gone", "good", "great", "had", "hard", "has", "have", "he", "her", "here", "hers", "him", "hint", "his", "how", "i", "i'm", "if", "impossible", "in", "incorrect", "insecure", "invalid", "is", "it", "it's", "its", "just", "kept", "kinda", "known", "last", "later", "less", "like", "literally", "locked", "long", "lost", "lower", "made", "mandatory", "many", "may", "me", "mine", "missing", "more", "most", "much", "must", "my", "never", "new", "next", "nice", "no", "nobody", "not", "nothing", "now", "of", "off", "ok", "okay", "old", "on", "once", "one", "only", "or", "other", "our", "ours", "out", "over", "own", "please", "possible", "pretty", "private", "probably", "protected", "public", "quite", "random", "really", "required", "reset", "right", "rubbish", "safe", "same", "saved", "secret", "secure", "secured", "set", "she", "short", "should", "simple", "so", "some", "somebody", "someone", "something", "somewhere", "soon", "still", "stored", "strong", "stuck", "stupid", "such", "super", "sure", "terrible", "than", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "this", "those", "three", "time", "times", "to", "today", "tomorrow", "too", "true", "twice", "two", "unique", "up", "upper", "us", "use", "used", "useful", "useless", "using", "usual", "usually", "very", "want", "was", "way", "we", "weak", "well", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with", "without", "wrong", "yes", "yesterday", "yet", "you", "your", "yours", "manager", "managers", "problem", "problems", "hint", "generator", "policy", "hygiene", "app", "apps", "sticky", "written", "written-down", "sticks", "everywhere", "anywhere", "nowhere", "elsewhere", "instead", "everyday", "mum", "please", "thing", "things"]
)
"""Words that say something of a password, and are none."""

PLAIN = NO_VALUE | frozenset(
    ["go", "went", "come", "came", "get", "got", "give", "take", "took", "make", "see", "saw", "know", "knew", "think", "said", "say", "says", "tell", "told", "ask", "need", "love", "hate", "eat", "sleep", "work", "live", "lived", "help", "find", "keep", "write", "wrote", "buy", "bought", "read", "play", "walk", "run", "mum", "mom", "dad", "sister", "brother", "people", "into", "onto", "under", "after", "until", "during", "between", "through", "against", "around", "off", "near", "he's", "she's", "we're", "they're", "i've", "i'll", "im", "ive", "starts", "start", "words", "word", "phrase", "first", "six", "twelve"]
)
"""Words that stand in sentences, and in no list of words for a wallet in such numbers."""

CORE = frozenset(
    ["the", "and", "my", "is", "was", "for", "with", "have", "had", "but", "not", "are", "his", "her", "our", "from", "been", "did", "has", "were", "him", "she", "its", "their", "there", "them", "dont", "im"]
)
"""Words without which hardly a sentence of a dozen words is made, and which no list of a wallet has."""

UNITS = frozenset(
    ["%", "percent", "per", "quid", "euro", "euros", "pounds", "pound", "dollars", "dollar", "bucks", "p", "pence", "cents", "kg", "kilos", "kilo", "g", "grams", "gram", "ml", "l", "litres", "km", "miles", "mile", "metres", "meters", "m", "cm", "mm", "ft", "foot", "feet", "inch", "inches", "oz", "lb", "lbs", "stone", "min", "mins", "minute", "minutes", "hour", "hours", "hr", "hrs", "day", "days", "week", "weeks", "month", "months", "year", "years", "times", "steps", "points", "goals", "people", "kids", "children", "cats", "dogs", "followers", "members", "am", "pm", "o'clock", "degrees", "calories", "pages", "characters", "digits", "words", "letters", "attempts", "thousand", "million", "k", "mph", "bedrooms", "floors", "st", "rd", "th", "nd", "lines", "bugs", "rows", "steps", "keys", "pins", "cards", "rounds"]
)

NOT_SECRET = re.compile(
    r"\b(?:order|parcel|track(?:ing)?|reference|ref|complaint|booking|invoice|ticket|isbn|serial|model|part number|raffle|flight"
    r"|train|bus|channel|highscore|score|radio|chapter|hymn|post ?code|zip)\b"
)
"""What numbers like these are of, where nothing stronger is said: an order, a parcel, a train."""
