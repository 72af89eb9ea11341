from __future__ import annotations

import numpy as np
import pytest

from memory.embeddings import Embedder, OnnxEmbedder, SentenceTransformerEmbedder
from memory.embeddings.embedder import LAYERS, packaged_model

TEXTS = [
    "my sister keeps bees",
    "",
    "ok",
    "где мой кот? 🐈",
    "I have moved to Porto and start to work on Monday, which I both dread and look forward to.",
    "and then we walked on " * 200,
]


def test_the_export_gives_the_vectors_of_sentence_transformers_to_three_decimals(embedder: Embedder) -> None:
    assert isinstance(embedder, OnnxEmbedder), "run `make setup`, which exports the model"
    original = SentenceTransformerEmbedder(str(packaged_model()))
    assert np.abs(embedder.embed(TEXTS) - original.embed(TEXTS)).max() < 5e-4
    assert np.abs(embedder.embed_layers(TEXTS) - original.embed_layers(TEXTS)).max() < 5e-4


def test_vectors_have_length_one_and_stand_in_the_order_of_their_texts(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert embedder.embed([text])[0] == pytest.approx(vector, abs=1e-5)


def test_the_last_layer_is_the_vector_of_the_text(embedder: Embedder) -> None:
    layers = embedder.embed_layers(TEXTS)
    assert layers.shape == (len(TEXTS), LAYERS, embedder.dimension)
    assert layers[:, -1] == pytest.approx(embedder.embed(TEXTS), abs=1e-6)


def test_no_text_gives_no_vector(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)
