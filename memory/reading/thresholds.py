"""From which probabilities on what the tagger sees is taken for so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Source: `python -m training.sweep tuned`, which prints what each choice keeps rightly and wrongly.

    Below `act` an act is not said, but for the likeliest of a clause. `fact` is of a fact as a whole: its attribute
    and value, times whom it is of. `untold` is the probability that a fact is a worry, a musing, hearsay or fiction. Of
    a clause that tells with less than `tells`, nothing that holds is taken; one that tells with `told` or more and has
    no fact is kept in its own words. Where `sensitive` lies, the training settles: see `taught/sensitivity.py`.
    A clause that is a request with `request` or more tells nothing, unless it asks to remember (`training.requests`).
    """

    act: float = 0.4
    fact: float = 0.3
    untold: float = 0.5
    tells: float = 0.2
    negated: float = 0.5
    sensitive: float = 0.5
    secret: float = 0.5
    when: float = 0.5
    relation: float = 0.5
    remember: float = 0.5
    told: float = 0.6
    request: float = 0.8


DEFAULT = Thresholds()
