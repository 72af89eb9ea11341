"""What the reader is taught: places stay with their words, and the heads count the same in torch and in numpy."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from memory.embeddings.embedder import packaged_model
from memory.reading.taught.heads import Heads as NumpyHeads
from training.annotations import read_fact
from training.reader.augment import augmented, edited
from training.reader.batches import rows_of
from training.reader.example import Example
from training.reader.gold import VOICES, read_examples
from training.reader.labels import LABELS
from training.reader.model import Heads
from training.reader.settle import relation_of, settle, settle_act

VOICE = "v001"


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return list(read_examples(VOICES / f"{VOICE}.jsonl"))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    read = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
    read.no_padding()
    read.no_truncation()
    return read


def words(example: Example) -> list[str]:
    places = [c.place for c in example.clauses] + [m.place for m in example.mentions] + example.whens
    places += [f.place for f in example.facts if not f.in_reply]
    return [example.text[slice(*place)] for place in places]


def test_every_label_has_words(examples: list[Example]) -> None:
    assert all(word.strip() for example in examples for word in words(example))


def test_an_edit_carries_every_place_along(examples: list[Example]) -> None:
    for example in examples:
        marks = [(i, i + 1, "") for i, mark in enumerate(example.text) if mark in "'’"]
        bare = edited(example, marks, example.bot)
        assert words(bare) == [w.replace("'", "").replace("’", "") for w in words(example)]
        the = re.compile(r"\bthe\b")
        longer = edited(example, [(*m.span(), "those") for m in the.finditer(example.text)], None)
        assert words(longer) == [the.sub("those", w) for w in words(example)]


def test_whatever_is_drawn_every_label_keeps_its_words(examples: list[Example]) -> None:
    chance = random.Random(3)
    for example in examples:
        made = augmented(example, examples[0], chance)
        assert all(made.text[slice(*c.place)].strip() for c in made.clauses)
        for fact in made.facts:
            assert fact.clause < len(made.clauses)
            clause = made.clauses[fact.clause].place
            assert fact.in_reply or clause[0] <= fact.place[0] < fact.place[1] <= clause[1]


def test_pieces_lead_back_to_the_words(examples: list[Example], tokenizer: Tokenizer) -> None:
    for example in examples:
        rows = list(rows_of(example, tokenizer))
        if len(rows) != 1:
            continue
        (row,) = rows
        places = {(row.pieces.offsets[a][0], row.pieces.offsets[b][1]) for (a, b), _, _ in row.mentions}
        for mention in example.mentions:
            assert any(start <= mention.place[0] and mention.place[1] <= end for start, end in places)
        assert row.clauses[0][0] == row.pieces.begin
        assert row.clauses[-1][1] == row.pieces.end


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("my baby sister", "sibling"),
        ("my sis mara", "sibling"),
        ("ex-wife", None),
        ("my sister's friend", None),
        ("his wife", None),
        ("manager", "colleague"),
        (None, None),
    ],
)
def test_what_a_relation_is_to_the_person(words: str | None, relation: str | None) -> None:
    assert relation_of(words) == relation


def test_what_annotators_put_differently_is_put_one_way() -> None:
    plan = settle(read_fact("me event = interview ~plan", "1.1", "i have an interview", None))
    assert (plan.attribute, plan.modality) == ("plan", "plan")
    wish = settle(read_fact("me wish = a dog ~wish", "1.1", "i want a dog", None))
    assert (wish.attribute, wish.modality) == ("goal", "wish")
    assert settle(replace(wish, attribute="favourite_food")).attribute == "favourite"
    assert settle_act("want.forget(3.1)", 3) == "want.off_record"
    assert settle_act("want.forget(2.1)", 3) == "want.forget"
    assert settle_act("want.off_record(2.1)", 3) == "want.forget"


def test_numpy_and_torch_heads_agree() -> None:
    torch.manual_seed(1)
    heads = Heads(384, LABELS).eval()
    ours = NumpyHeads({name: value.detach().numpy() for name, value in heads.state_dict().items()})
    states = torch.randn(1, 21, 384)
    spans = torch.tensor([(0, 2, 5), (0, 9, 10), (0, 3, 20)])
    plain, two = states[0].numpy(), spans[:, 1:].numpy()
    with torch.no_grad():
        clauses = heads.clauses(states, spans)
        values = heads.values(states, spans, clauses)
        facts = heads.facts(values, torch.tensor([1, 2, 3]))
        for expected, found in (
            (heads.spans(states)[0], ours.spans(plain)),
            (clauses, ours.clauses(plain, [(a, b) for a, b in two.tolist()])),
            (heads.mentions(states, spans), ours.mentions(plain, two)),
            (values, ours.values(plain, two, clauses.numpy())),
            (heads.attribute_logits(values).sigmoid(), ours.attributes(values.numpy())),
            (facts, ours.facts(values.numpy(), np.array([1, 2, 3]))),
            (heads.details(facts), ours.details(facts.numpy())),
        ):
            assert np.abs(expected.numpy() - found).max() < 1e-4
