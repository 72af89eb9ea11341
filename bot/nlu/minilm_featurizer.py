"""Sentence features from the memory service, so that Rasa understands with the same MiniLM that recalls memories."""

from __future__ import annotations

import logging
import os
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.exceptions import InvalidConfigException, RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import Component
from bot.nlu.extent import part_read
from bot.nlu.service_client import ServiceClient, ServiceUnavailable

logger = logging.getLogger(__name__)

DIMENSIONS = 384


class EmbeddingUnavailable(RasaException):
    """The memory service did not give vectors for the texts."""


class EmbeddingClient(ServiceClient):
    """Texts to vectors, by `POST {url}/embed`."""

    def embed(self, texts: list[str], timeout_s: float) -> np.ndarray:
        """Vectors of shape (len(texts), DIMENSIONS), float32.

        Raises:
            EmbeddingUnavailable: no answer in time, or not the vectors that were asked for.
        """
        try:
            vectors = np.asarray(self.ask("/embed", {"texts": texts}, timeout_s)["vectors"], dtype=np.float32)
        except (ServiceUnavailable, ValueError, KeyError, TypeError) as error:
            reason = str(error) if isinstance(error, ServiceUnavailable) else type(error).__name__
            raise EmbeddingUnavailable(
                f"{self.url}/embed gave no vectors ({reason}); is the memory service running?"
            ) from None
        if vectors.shape != (len(texts), DIMENSIONS) or not np.isfinite(vectors).all():
            raise EmbeddingUnavailable(
                f"{self.url}/embed gave vectors of shape {vectors.shape} for {len(texts)} texts."
            )
        return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MiniLMFeaturizer(DenseFeaturizer, Component):
    """Gives each message its MiniLM sentence vector; without the service, a zero vector, so that messages pass."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            **DenseFeaturizer.get_default_config(),
            # Where the memory service is; None: loopback, at the port in RETOLD_MEMORY_PORT (5055).
            "url": None,
            # Rasa's graph runs in its one event loop: while this call waits, so does everybody.
            "timeout_s": 1.0,
            # Training asks for batches, perhaps while the service still loads its model.
            "training_timeout_s": 60.0,
            "batch_size": 64,
            # Vectors have unit length, which leaves a regularised classifier unsure (.2 to .6) of what it gets right.
            "scale": 8.0,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        for key in ("timeout_s", "training_timeout_s", "batch_size", "scale"):
            if not isinstance(config[key], (int, float)) or config[key] <= 0:
                raise InvalidConfigException(f"MiniLMFeaturizer: {key} is {config[key]!r}; give a number above 0.")
        if config["timeout_s"] > 1:
            raise InvalidConfigException("MiniLMFeaturizer: timeout_s may be 1 at most, since the whole server waits.")

    @classmethod
    def configured(cls, config: dict[str, Any], name: str) -> MiniLMFeaturizer:
        client = EmbeddingClient(config["url"], os.environ.get("RETOLD_SERVICE_TOKEN"))
        return cls(config, name, client)

    def __init__(self, config: dict[str, Any], name: str, client: EmbeddingClient) -> None:
        super().__init__(name, config)
        self._client = client
        self._available = True

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds vectors, or zero vectors when there are none to be had in `timeout_s`."""
        texts = [part_read(message.get(TEXT) or "") for message in messages]
        for message, vector in zip(messages, self._embed_or_zeros(texts), strict=False):
            self._add_features(message, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds vectors to every example.

        Raises:
            EmbeddingUnavailable: zero vectors would train a model that looks whole and is not.
        """
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        size = int(self._config["batch_size"])
        for start in range(0, len(examples), size):
            batch = examples[start : start + size]
            vectors = self._client.embed([example.get(TEXT) for example in batch], self._config["training_timeout_s"])
            for example, vector in zip(batch, vectors, strict=False):
                self._add_features(example, vector)
        return training_data

    def _embed_or_zeros(self, texts: list[str]) -> np.ndarray:
        zeros = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if not any(text.strip() for text in texts):
            return zeros
        try:
            vectors = self._client.embed(texts, self._config["timeout_s"])
        except EmbeddingUnavailable as error:
            if self._available:
                logger.warning("Understanding by words alone until the memory service answers again: %s", error)
            self._available = False
            return zeros
        if not self._available:
            logger.warning("The memory service answers again.")
        self._available = True
        return vectors

    def _add_features(self, message: Message, vector: np.ndarray) -> None:
        features = (vector * self._config["scale"]).reshape(1, DIMENSIONS)
        identifier = self._config[FEATURIZER_CLASS_ALIAS] or self._identifier
        message.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, identifier))
