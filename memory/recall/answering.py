"""Answers a question from the picture of a life and from what was told: an answer, the nearest, or not told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from memory.life.picture import Picture
from memory.models import Candidate, Match, Memory, Recalled
from memory.recall.following import Followed
from memory.recall.listed import listed
from memory.recall.outdated import as_it_is_now, is_of_somebody_else, owned
from memory.recall.paired import Paired, PairScorer
from memory.recall.ranking import ANSWERABLE, FITTING, OF_ANOTHER, Ranked, mentioned, of_another, ranked
from memory.recall.wanted import Wanted
from memory.recall.whom import whom
from memory.understand.question import Question

ANSWERED = 0.74
"""From this confidence on a question is answered. On the tuned voices two thirds of what was told are answered, and a
quarter of the near misses: docs/recall.md has the whole trade-off."""

NEAR = 0.6
"""From this confidence on what does not answer is worth offering, where nobody of the cast is asked of."""

NEAR_BEST = 0.7
"""What has so much of the best one's score answers with it, where several are asked for."""

MOST = 6
"""So many answer together at most, a list aside."""

FITS = 4.0
"""What a slot that is asked for and filled adds to a memory's sum, and what a plan loses where a state is asked for."""

UNKNOWN = 0.1
"""The confidence that is left where the question names somebody who was never told of."""


def answer(
    question: Question,
    candidates: Sequence[Candidate],
    picture: Picture,
    scorer: PairScorer | None,
    today: date,
    follows: Followed | None = None,
) -> Recalled:
    """What answers `question`, put on the person's day `today`; `candidates` are all that the person told."""
    found = ranked(question, candidates)
    if not found.places:
        return Recalled("not_told")
    meant = whom(question, picture, found.shelf.memories, follows.whom if follows else ())
    wanted = Wanted.of(question, meant, picture)
    text = follows.text if follows else question.text
    pair = partial(Paired.of, text, found, wanted, picture, scorer) if scorer and not question.request else None
    answered = answer_of(question, wanted, found, picture, pair, today, follows.about if follows else ())
    return as_it_is_now(answered, question, wanted, picture)


def answer_of(
    question: Question,
    wanted: Wanted,
    found: Ranked,
    picture: Picture,
    pair: Callable[[], Paired] | None,
    today: date,
    that: Sequence[str] = (),
) -> Recalled:
    """What answers, once it is known what is wanted and how the cheap features order what was told.

    `pair` reads the first of them with the pair model; `that` are the memories that "that" means.
    """
    memories = found.shelf.memories
    if wanted.whom.unknown:
        capped = tuple(replace(match, score=min(match.score, UNKNOWN)) for match in found.matches)
        return Recalled("not_told", capped)
    if all_of_it := listed(question, wanted, picture, today):
        return _together(all_of_it, found.matches)
    if meant := [memory for memory in memories if memory.id in that and _tells_type(question, memory)]:
        return _together(meant[:1], found.matches)
    if theirs := owned(question, wanted, picture):
        return _together(theirs, found.matches)
    if wanted.by_rule and (known := _of_picture(question, wanted, memories)):
        return _together(known, found.matches, ended=not any(one.status == "current" for one in known))
    matches = _ordered(pair(), question) if pair else found.matches
    unsure = matches[0].score < (ANSWERED if pair else ANSWERABLE)
    if unsure or wanted.is_no_state(matches[0].memory) or is_of_somebody_else(matches[0].memory, wanted, picture):
        return Recalled("not_told", matches) if question.request else _nearest(wanted, matches)
    answers = _with_best(question, wanted, matches)
    ended = answers[0].status != "current" or answers[0].modality == "was"
    return replace(_together(answers, matches, keep=True), ended=ended)


def _ordered(paired: Paired, question: Question) -> tuple[Match, ...]:
    """The scored ones by their sums and then the others; the score of the first is the confidence."""
    found, sums = paired.ranked, paired.sums.copy()
    for at, memory in enumerate(paired.memories):
        if found.fits[paired.scored[at]]:
            sums[at] += FITS
        if paired.wanted.is_no_state(memory):
            sums[at] -= FITS
        if (memory.status == "current") == question.history and paired.wanted.is_specific:
            sums[at] -= 1.0
    order = [int(at) for at in np.argsort(-sums, kind="stable")]
    sure = paired.confidence
    first = paired.scored[order[0]]
    if found.fits[first]:
        sure = max(sure, FITTING)
    if question.of_self and not found.fits[first] and _is_of_another(paired.memories[order[0]]):
        sure *= OF_ANOTHER
    scores = [sure * float(np.exp(min(0.0, (sums[at] - sums[order[0]]) / 2))) for at in order]
    matches = [Match(paired.memories[at], score) for at, score in zip(order, scores, strict=True)]
    rest = found.matches[len(order) :]
    return (*matches, *(replace(match, score=min(match.score, scores[-1])) for match in rest))


def _is_of_another(memory: Memory) -> bool:
    return memory.who is not None if memory.attribute else of_another(memory.quote)


def _of_picture(question: Question, wanted: Wanted, memories: Sequence[Memory]) -> list[Memory]:
    """What the picture holds of an attribute that the words of the question name; of what ended, where none holds."""
    ids = wanted.ended if question.history or not wanted.held else wanted.held
    by_id = {memory.id: memory for memory in memories}
    each = {(by_id[id_].value or "").casefold(): by_id[id_] for id_ in ids if id_ in by_id}
    return list(each.values())[:MOST] if wanted.held or question.history else list(each.values())[:1]


def _tells_type(question: Question, memory: Memory) -> bool:
    """Whether a memory can say when, where "when is that?" is asked of it."""
    return question.answer_type != "time" or memory.about is not None or memory.repeats is not None


def _with_best(question: Question, wanted: Wanted, matches: Sequence[Match]) -> list[Memory]:
    """What answers together: the best alone, all near it of a list, what held before where that is asked for."""
    best = matches[0]
    near = [match.memory for match in matches if match.score >= NEAR_BEST * best.score][:MOST]
    near = [memory for memory in near if memory.negated <= best.memory.negated]
    if question.answer_type == "list":
        return near
    if question.history:
        return [memory for memory in near if memory.status != "current"] or near[:1]
    now = [memory for memory in near if memory.status == "current"]
    if wanted.is_specific and wanted.tells(best.memory) and best.memory.id in wanted.held:
        beside = [memory for memory in now if memory.id in wanted.held]
        return [best.memory, *(one for one in beside if one.id != best.memory.id and one.value != best.memory.value)]
    return (now or near)[:1]


def _nearest(wanted: Wanted, matches: Sequence[Match]) -> Recalled:
    """The best of what was told of whom is asked for; of the person only what comes near."""
    if wanted.of_cast:
        of_them = [match for match in matches if wanted.is_of(match.memory) or _names(match.memory, wanted)]
    else:
        of_them = [match for match in matches[:1] if match.score >= NEAR]
    if not of_them:
        return Recalled("not_told", tuple(matches))
    return replace(_together([of_them[0].memory], matches, keep=True), outcome="nearest")


def _names(memory: Memory, wanted: Wanted) -> bool:
    return memory.attribute is None and bool(mentioned(memory) & wanted.relations)


def _together(
    first: Sequence[Memory], matches: Sequence[Match], *, ended: bool = False, keep: bool = False
) -> Recalled:
    """An answer of `first`, before all others; as sure as a filled slot, or with `keep` as the matches say."""
    score = {match.memory.id: match.score for match in matches}
    best = max(score.values(), default=0.0)
    leading = [Match(one, best if keep else max(score.get(one.id, 0.0), FITTING)) for one in first]
    ids = {one.id for one in first}
    lowest = min((match.score for match in leading), default=1.0)
    rest = (replace(m, score=min(m.score, lowest)) for m in matches if m.memory.id not in ids)
    return Recalled("answer", (*leading, *rest), len(leading), ended)
