from __future__ import annotations

import http.server
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.minilm_featurizer import DIMENSIONS, EmbeddingClient, EmbeddingUnavailable, MiniLMFeaturizer

from .conftest import MemoryService

SECRET_WORDS = "my sister hides the key under the blue pot"


def featurizer(client: EmbeddingClient, **config: Any) -> MiniLMFeaturizer:
    return MiniLMFeaturizer({**MiniLMFeaturizer.get_default_config(), **config}, "minilm", client)


def vector_of(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT)
    return np.asarray(sentence.features)


@pytest.fixture
def client(memory_service: MemoryService) -> EmbeddingClient:
    return EmbeddingClient(memory_service.url, memory_service.token)


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[Any], None]], str]]:
    """Starts an HTTP server that answers each POST as it is told to; gives its address."""
    servers = []

    def start(answer: Callable[[Any], None]) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def send(handler: Any, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def test_messages_of_one_meaning_get_near_vectors(client: EmbeddingClient) -> None:
    messages = [Message({TEXT: text}) for text in ("where do I live?", "which town is my home in", "boil the eggs")]
    featurizer(client).process(messages)
    near, same, far = (vector_of(message)[0] for message in messages)
    assert near @ same > near @ far


def test_vectors_have_the_length_that_the_scale_says(client: EmbeddingClient) -> None:
    message = Message({TEXT: "I moved to Lyon"})
    featurizer(client, scale=8.0).process([message])
    assert vector_of(message).shape == (1, DIMENSIONS)
    assert np.linalg.norm(vector_of(message)) == pytest.approx(8, abs=1e-3)


def test_training_and_running_give_the_same_vectors(client: EmbeddingClient) -> None:
    trained, run = Message({TEXT: "what is my name"}), Message({TEXT: "what is my name"})
    featurizer(client).process_training_data(TrainingData([trained, Message({TEXT: "hello there"})]))
    featurizer(client).process([run])
    assert np.allclose(vector_of(trained), vector_of(run), atol=1e-4)


@pytest.mark.parametrize("text", ["", "   ", "🎉🎉", "\u202eשלום עולם", "a" * 10_000, "\x00\x07"])
def test_odd_messages_get_a_vector(client: EmbeddingClient, text: str) -> None:
    message = Message({TEXT: text})
    featurizer(client).process([message])
    assert vector_of(message).shape == (1, DIMENSIONS)
    assert np.isfinite(vector_of(message)).all()


def test_without_the_service_messages_pass_with_zero_vectors_and_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    alone = featurizer(EmbeddingClient("http://127.0.0.1:1", None))
    messages = [Message({TEXT: SECRET_WORDS}) for _ in range(3)]
    with caplog.at_level(logging.DEBUG):
        for message in messages:
            alone.process([message])
    assert not any(vector_of(message).any() for message in messages)
    warnings = [record for record in caplog.records if record.name == "bot.nlu.minilm_featurizer"]
    assert len(warnings) == 1
    assert "sister" not in caplog.text


def test_a_service_that_hangs_is_given_up_on(serve: Callable[..., str]) -> None:
    released = threading.Event()
    url = serve(lambda handler: released.wait(30) and None)
    message = Message({TEXT: "hello"})
    started = time.monotonic()
    featurizer(EmbeddingClient(url, None), timeout_s=0.2).process([message])
    waited_s = time.monotonic() - started
    released.set()
    assert not vector_of(message).any()
    assert waited_s < 15  # it would hang for 30


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"no"),
        (401, b"{}"),
        (200, b"not json"),
        (200, b"{}"),
        (200, b'{"vectors": [[1, 2]]}'),
        (200, b'{"vectors": []}'),
        (200, json.dumps({"vectors": [[float("nan")] * DIMENSIONS]}).encode()),
    ],
)
def test_a_wrong_answer_counts_as_no_vectors(serve: Callable[..., str], status: int, body: bytes) -> None:
    url = serve(lambda handler: send(handler, status, body))
    with pytest.raises(EmbeddingUnavailable) as error:
        EmbeddingClient(url, None).embed([SECRET_WORDS], timeout_s=10)
    assert url in str(error.value)
    assert "sister" not in str(error.value)


def test_a_connection_that_was_closed_while_idle_is_opened_again(serve: Callable[..., str]) -> None:
    body = json.dumps({"vectors": [[1.0] * DIMENSIONS]}).encode()
    answered: list[int] = []

    def answer_or_drop(handler: Any) -> None:
        answered.append(1)
        if len(answered) == 2:
            handler.close_connection = True
            handler.connection.close()
            return
        send(handler, 200, body)

    client = EmbeddingClient(serve(answer_or_drop), None)
    for _ in range(2):
        assert client.embed(["hello"], timeout_s=10).shape == (1, DIMENSIONS)
    assert len(answered) == 3


def test_training_without_the_service_fails_rather_than_learn_from_zeros() -> None:
    alone = featurizer(EmbeddingClient("http://127.0.0.1:1", None))
    with pytest.raises(EmbeddingUnavailable):
        alone.process_training_data(TrainingData([Message({TEXT: "hello"})]))


@pytest.mark.parametrize("wrong", [{"timeout_s": 5}, {"timeout_s": 0}, {"scale": -1}, {"batch_size": "many"}])
def test_a_setting_that_makes_no_sense_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidConfigException, match=next(iter(wrong))):
        featurizer(EmbeddingClient("http://127.0.0.1:1", None), **wrong)
