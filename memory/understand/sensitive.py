"""What must never be kept (secrets) and what is kept only when the person says so (sensitive)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A rule: what it finds is of `kind`; `example` is a sentence that it must find."""

    kind: str
    pattern: re.Pattern[str]
    example: str


def _marks(*rows: tuple[str, str, str]) -> tuple[Mark, ...]:
    return tuple(Mark(kind, re.compile(pattern, re.I), example) for kind, pattern, example in rows)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _iban(text: str) -> bool:
    text = re.sub(r"\s", "", text).upper()
    return int("".join(str(int(mark, 36)) for mark in text[4:] + text[:4])) % 97 == 1


_CARD = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?!\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", re.I)

SECRETS = _marks(
    ("ssn", r"(?<![\d-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\d-])", "my SSN is 536-22-1948"),
    ("ssn", r"\b(?:ssn|social security(?: number)?)\b\D{0,15}\d{4,9}", "ssn 536221948"),
    ("password", r"\b(?:pass ?words?|pass ?code|pass ?phrase|pwd|passwd)\b(?: (?:for|to|of|on) [\w .'-]{1,30}?)?\s*"
     r"(?:is|was|:|=|are|->|,|will be|to)\s*[\"']?(?!(?:not|too|very|so|really|the same|wrong|safe|expired|reset|change|"
     r"saved|stored|being|my|a|an|in|on|no|never|secure|weak|long|strong|hard|incorrect|required|needed|forgotten)\b)\S{3,}",
     "my wifi password is hunter22"),
    ("pin", r"\bpin\b(?: (?:code|number))?(?: (?:for|to|of|on) [\w .'-]{1,30}?)?\s*(?:is|was|:|=|to|,)?\s*\d{3,8}\b",
     "my pin is 4821"),
    ("token", r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{16,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|"
     r"\bAKIA[0-9A-Z]{12,}|\bxox[abpers]-[\w-]{10,}|\bAIza[\w-]{30,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\bglpat-[\w-]{16,}|"
     r"\bhf_[A-Za-z0-9]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY", "here: ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"),
    ("token", r"\b(?:api|access|secret|private|auth|bearer|recovery|security)[ _-]?(?:key|token|code)s?\b\s*(?:is|:|=|,)\s*\S{4,}",
     "the api key is 9f8e7d6c5b4a"),
    ("cvv", r"\b(?:cvv|cvc|cvv2|security code)\b\D{0,6}\d{3,4}\b", "the cvv is 123"),
)

_SELF = r"(?:i|i'm|i've|im|ive|my|me|we|our|he|she|they|his|her|their)\b"

SENSITIVE = _marks(
    ("health", r"\b(?:diabet\w+|asthma\w*|cancer|tumou?r|leukemia|chemo\w*|depress(?:ion|ive|ed(?! (?:that|about)))|anxiety|panic attacks?|bipolar|"
     r"schizophreni\w+|adhd|autis\w+|asperger\w*|ptsd|ocd|anorexi\w+|bulimi\w+|eating disorder|epilep\w+|seizures?|migraines?|"
     r"arthritis|fibromyalgia|lupus|multiple sclerosis|parkinson\w*|alzheimer\w*|dementia|stroke|heart (?:attack|disease|condition|failure)|"
     r"high blood pressure|hypertension|hiv|aids|hepatitis|std|sti|herpes|pregnan\w+|miscarr\w+|abortion|ivf|infertil\w+|"
     r"endometriosis|pcos|crohn\w*|coeliac|celiac|ibs|colitis|insulin|antidepressants?|medication|surgery|diagnos\w+|"
     r"therapist|in therapy|psychiatrist|rehab|alcoholic|sober|addict\w*|overdose|suicid\w+|self[- ]harm\w*|disab(?:led|ility)|"
     r"wheelchair|(?:i'm|am|is|was|born|went|legally|partially|half|'s) (?:blind|deaf)(?! (?:to|without|date))|dyslexi\w+|chronic (?:pain|illness|fatigue)|kidney (?:stones?|disease|failure)|transplant|"
     r"allerg(?:y|ic|ies)|thyroid|tuberculosis|covid|insomnia|scoliosis|hospitali[sz]ed|concussion|burnout|burnt out)\b",
     "I was diagnosed with diabetes"),
    ("religion", r"\b(?:christian|catholic|protestant|baptist|methodist|lutheran|evangelical|orthodox|mormon|jehovah'?s witness|"
     r"muslim|islam|sunni|shia|jewish|jew|judaism|hindu\w*|buddhis\w+|sikh\w*|atheist|agnostic|pagan|wiccan|quaker|"
     r"(?:to|at|my|our|from) (?:the )?(?:church|mosque|synagogue|temple)|bible|quran|koran|torah|ramadan|converted to|my (?:faith|religion)|"
     r"pray(?:ed|ing|s)?|baptized|religious|believe in god)\b", "I am Muslim"),
    ("sexuality", r"\b(?:gay|lesbian|bisexual|bi|pansexual|asexual|queer|homosexual|heterosexual|straight guy|straight woman|"
     r"transgender|trans|transition(?:ed|ing)|non-?binary|genderfluid|lgbtq?\w*|came out|coming out|in the closet|sexuality|sex life|polyamor\w+)\b",
     "I'm gay"),
    ("politics", r"\b(?:republicans?|democrats?|conservatives?|a (?:\w+ )?liberal(?! \w)|leftist|socialist|communist|libertarian|labour party|tory|tories|"
     r"green party|anarchist|marxist|nationalist|vot(?:e|ed|ing) for|left[- ]wing|right[- ]wing|trump|biden|"
     r"political party|campaign(?:ed|ing) for)\b", "I voted for the greens"),
    ("union", r"\b(?:trade union|labou?r union|union (?:member|rep|steward|dues|meeting)|(?:in|joined|join|of) (?:a|the|my|our) union|teamsters|"
     r"unionized|shop steward)\b", "I'm a union rep at work"),
    ("ethnicity", r"\b(?:i'm|i am|im|my (?:family|parents|mother|father|mom|dad|husband|wife|partner) (?:is|are)|she's|he's|she is|he is|we're|we are)"
     r" (?:half[- ]|part[- ])?(?:black|white|asian|hispanic|latino|latina|latinx|african[- ]american|native american|indigenous|"
     r"roma|romani|arab|biracial|mixed[- ]race|caucasian|aboriginal|kurdish|first nations)\b|\bmy (?:ethnicity|race|ethnic background)\b",
     "I'm half Asian"),
    ("biometrics", r"\b(?:my|scan of my) (?:fingerprints?|face id|retina|iris(?: scan)?|dna(?: test)?|voice ?print|genome|blood type)\b", "my fingerprint is on file"),
    ("criminal record", r"\b(?:convicted|criminal record|felony|felon|misdemeanou?r|in (?:prison|jail)|went to (?:prison|jail)|parole|probation|"
     r"arrested|dui|dwi|did time|restraining order|on bail|ex-con)\b", "I was convicted of theft"),
)
_GATE = re.compile(rf"(?:^|\b){_SELF}", re.I)


def find_secrets(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where secrets stand in `text`, as (start, end, kind). Cards and IBANs count only if their checksums hold."""
    found = [(m.start(), m.end(), "card") for m in _CARD.finditer(text) if _luhn(re.sub(r"\D", "", m[0]))]
    found += [(m.start(), m.end(), "iban") for m in _IBAN.finditer(text) if _iban(m[0])]
    found += [(m.start(), m.end(), mark.kind) for mark in SECRETS for m in mark.pattern.finditer(text)]
    return tuple(sorted(found))


def asks_for_secret(line: str | None) -> bool:
    """The line asked for a password or a PIN, so that a bare answer is one."""
    return bool(line and re.search(r"\b(pass ?word|pass ?code|pin|cvv|card number|ssn|social security)\b[^.!]*\?", line, re.I))


def sensitivity(clause: str) -> str | None:
    """What makes a clause sensitive, if it speaks of the person or of somebody they know; else None."""
    if not _GATE.search(clause):
        return None
    return next((mark.kind for mark in SENSITIVE if mark.pattern.search(clause)), None)
