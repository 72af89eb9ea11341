"""Words as BM25 sees them: stems, with the irregular forms and the near synonyms of everyday talk brought together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from memory.caches import cached

FAMILIES = """
go went gone goes going gonna · buy bought · take took taken · make made · meet met · see saw seen · get got gotten ·
give gave given · come came · run ran · eat ate eaten · write wrote written · find found · feel felt · think thought ·
teach taught · win won · lose lost · build built · start started begin began begun · drive drove driven ·
ride rode ridden · sing sang sung · swim swam swum · speak spoke spoken · break broke broken · choose chose chosen ·
grow grew grown · know knew known · leave left · keep kept · sleep slept · spend spent · send sent · sell sold ·
tell told · say said · hear heard · hold held · wear wore worn · draw drew drawn · fly flew flown · fall fell fallen ·
catch caught · bring brought · become became · child children kid kids · mother mom mum · father dad ·
picture photo pic · movie film · job work working works worked · study studied studying studies ·
marry married marriage wed wedding · vacation holiday · bike bicycle · car vehicle · puppy pup · house home ·
tv television · college university · big large · location place · person people · woman women · man men
"""
"""Words of one meaning, a family between dots, the first standing for all."""

_FAMILY = {word: family.split()[0] for family in FAMILIES.split("·") for word in family.split()}
_WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())


@cached(4096)
def stem(word: str) -> str:
    """A crude stem: enough that "moved", "moves" and "move" meet, and "went" and "go"."""
    if word in _FAMILY:
        return _FAMILY[word]
    for ending, rest in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + rest
            break
    word = word[:-1] if len(word) > 4 and word[-1] == word[-2] else word
    return _FAMILY.get(word, word)


@cached(50_000)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text without its stop words."""
    return tuple(stem(word) for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)


@cached(50_000)
def counts(text: str) -> Counter[str]:
    return Counter(stems(text))


Scores = npt.NDArray[np.float64]


def frequencies(terms: Sequence[str], documents: Sequence[Counter[str]]) -> Scores:
    """How often each term stands in each document, shape (documents, terms)."""
    return np.array([[document.get(term, 0) for term in terms] for document in documents], float).reshape(
        len(documents), -1
    )


def bm25(found: Scores, lengths: Scores, k1: float = 1.2, b: float = 0.5) -> Scores:
    """BM25 of each document, 0..1: divided by the most that the query could reach; `found` as `frequencies` gives it.

    Source of k1: Robertson & Zaragoza 2009; b is below the usual .75 since all documents are short.
    """
    norm = k1 * (1 - b + b * lengths / (lengths.mean() or 1.0))
    idf = _idf(found)
    scores: Scores = (idf * found * (k1 + 1) / (found + norm[:, None])).sum(1) / (idf.sum() * (k1 + 1) or 1.0)
    return scores


def coverage(found: Scores) -> Scores:
    """The share of the query's words that each document holds, 0..1, rare words counting more."""
    idf = _idf(found)
    held: Scores = ((found > 0) * idf).sum(1) / (idf.sum() or 1.0)
    return held


def rarity(found: Scores) -> float:
    """How rare the rarest of the query's words is, 0..1; 1 for one that is in no document."""
    idf = _idf(found)
    return float(idf.max() / np.log(2 * len(found) + 2)) if idf.size else 0.0


def _idf(found: Scores) -> Scores:
    within = (found > 0).sum(0)
    idf: Scores = np.log(1 + (len(found) - within + 0.5) / (within + 0.5))
    return idf
