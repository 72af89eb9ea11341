"""The closed word lists that the rules share: relations, pets, occupations, weekdays."""

from __future__ import annotations

RELATIONS: dict[str, tuple[str, ...]] = {
    "sister": ("sister", "sis", "big sister", "little sister", "twin sister", "stepsister", "half-sister"),
    "brother": ("brother", "bro", "big brother", "little brother", "twin brother", "stepbrother", "half-brother"),
    "sibling": ("sibling", "twin"),
    "mother": ("mother", "mom", "mum", "mama", "mommy", "ma"),
    "father": ("father", "dad", "papa", "daddy", "pop"),
    "parent": ("parent", "folks"),
    "stepmother": ("stepmother", "stepmom", "stepmum"),
    "stepfather": ("stepfather", "stepdad"),
    "wife": ("wife",),
    "husband": ("husband", "hubby", "hubs"),
    "partner": ("partner", "spouse", "significant other"),
    "girlfriend": ("girlfriend", "gf"),
    "boyfriend": ("boyfriend", "bf"),
    "fiance": ("fiance", "fiancé", "fiancee", "fiancée"),
    "ex": ("ex", "ex-wife", "ex-husband", "ex-girlfriend", "ex-boyfriend"),
    "son": ("son", "stepson"),
    "daughter": ("daughter", "stepdaughter"),
    "child": ("child", "children", "kid", "kiddo", "baby", "toddler", "eldest", "firstborn"),
    "grandmother": ("grandmother", "grandma", "granny", "gran", "nana", "nan"),
    "grandfather": ("grandfather", "grandpa", "granddad", "grandad"),
    "grandparent": ("grandparent",),
    "grandchild": ("grandchild", "grandchildren", "grandson", "granddaughter", "grandkid"),
    "aunt": ("aunt", "auntie"),
    "uncle": ("uncle",),
    "cousin": ("cousin",),
    "niece": ("niece",),
    "nephew": ("nephew",),
    "son-in-law": ("son-in-law", "son in law"),
    "daughter-in-law": ("daughter-in-law", "daughter in law"),
    "mother-in-law": ("mother-in-law", "mother in law"),
    "father-in-law": ("father-in-law", "father in law"),
    "sister-in-law": ("sister-in-law", "sister in law"),
    "brother-in-law": ("brother-in-law", "brother in law"),
    "friend": ("friend", "best friend", "buddy", "pal", "mate", "bestie"),
    "roommate": ("roommate", "flatmate", "housemate"),
    "neighbour": ("neighbour", "neighbor"),
    "boss": ("boss", "manager", "supervisor"),
    "colleague": ("colleague", "coworker", "co-worker", "workmate", "teammate"),
    "teacher": ("teacher", "professor", "tutor", "coach", "mentor"),
    "doctor": ("doctor", "dentist", "therapist", "physio"),
}
"""Each relation by its plain name, with the words people use for it (singular; plurals are added)."""

PETS: dict[str, tuple[str, ...]] = {
    "dog": ("dog", "puppy", "pup", "labrador", "retriever", "poodle", "beagle", "terrier", "doggo", "husky", "corgi", "greyhound", "dachshund", "chihuahua", "spaniel", "collie",
            "german shepherd", "bulldog", "pug", "mutt"),
    "cat": ("cat", "kitten", "kitty", "tabby"),
    "horse": ("horse", "pony", "mare"),
    "rabbit": ("rabbit", "bunny"),
    "hamster": ("hamster", "gerbil", "guinea pig"),
    "bird": ("parrot", "budgie", "canary", "cockatiel", "bird"),
    "fish": ("goldfish", "fish"),
    "reptile": ("turtle", "tortoise", "lizard", "gecko", "snake", "iguana", "reptile"),
    "pet": ("pet",),
}

WIDER: dict[str, tuple[str, ...]] = {
    "family": ("sister", "brother", "sibling", "mother", "father", "parent", "stepmother", "stepfather", "wife", "husband",
               "partner", "son", "daughter", "child", "grandmother", "grandfather", "grandparent", "grandchild", "aunt",
               "uncle", "cousin", "niece", "nephew", "son-in-law", "daughter-in-law", "mother-in-law", "father-in-law", "sister-in-law", "brother-in-law"),
    "sibling": ("sister", "brother"),
    "parent": ("mother", "father", "stepmother", "stepfather"),
    "child": ("son", "daughter"),
    "grandparent": ("grandmother", "grandfather"),
    "partner": ("wife", "husband", "girlfriend", "boyfriend", "fiance"),
    "pet": ("dog", "cat", "horse", "rabbit", "hamster", "bird", "fish", "reptile"),
}
"""What a wider word takes in: a question about "my siblings" is answered by a sister."""


WEEKDAYS = {name: number for number, names in enumerate((
    ("monday", "mon"), ("tuesday", "tue", "tues"), ("wednesday", "wed", "weds"), ("thursday", "thu", "thur", "thurs"),
    ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"))) for name in names}

MONTHS = {name: number for number, names in enumerate((
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
    ("december", "dec")), start=1) for name in names}

UNITS = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}
TENS = {word: 10 * number for number, word in enumerate(
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)}
NUMBERS = UNITS | {word: TENS[word] for word in ("twenty", "thirty", "forty", "fifty")} | {
    "a": 1, "an": 1, "couple": 2, "a couple": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 4}
NTHS = {word: number for number, word in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
     "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
    start=1)} | {"thirtieth": 30}
"""Ordinals of one word."""
ORDINALS = NTHS | {f"twenty-{word}": 20 + number for word, number in NTHS.items() if number < 10} | {"thirty-first": 31}
"""Of the days of a month."""


def _plural(word: str) -> tuple[str, ...]:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, word[:-1] + "ies"
    if word.endswith("fe"):
        return word, word[:-2] + "ves"
    return (word,) if word.endswith(("children", "folks", "-law", "in law")) else (word, word + "s")


KIN: dict[str, str] = {form: relation for relation, words in RELATIONS.items() for word in words for form in _plural(word)}
"""Word → relation, plurals included."""

ANIMALS: dict[str, str] = {form: kind for kind, words in PETS.items() for word in words for form in _plural(word)}
"""Word → kind of pet, plurals included."""


def alternatives(words: object) -> str:
    """Join words for a regular expression, the longest first, so that "mother-in-law" wins over "mother"."""
    import re
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]
