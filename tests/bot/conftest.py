"""The small bot, served by a real Rasa, with a small memory service beside it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from small_actions import SmallMemory  # noqa: E402
from small_server import RASA, Person, RasaServer, free_port  # noqa: E402


@pytest.fixture(scope="session")
def model(request: pytest.FixtureRequest) -> Path:
    """The small bot; trained when its files have changed."""
    bot = HERE / "small_bot"
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(bot.iterdir()))).hexdigest()[:16]
    out = request.config.cache.mkdir(f"small_bot_{version}")
    if not (out / "small.tar.gz").exists():
        subprocess.run(
            [
                *RASA,
                "train",
                "--config",
                bot / "config.yml",
                "--domain",
                bot / "domain.yml",
                "--data",
                bot / "data.yml",
                "--out",
                out,
                "--fixed-model-name",
                "small",
            ],
            check=True,
            cwd=out,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},
        )
    return out / "small.tar.gz"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def memory(home: Path) -> Iterator[SmallMemory]:
    memory = SmallMemory(free_port(), home / "transcript.db")
    memory.start()
    yield memory
    memory.stop()


@pytest.fixture(scope="session")
def server(model: Path, home: Path, memory: SmallMemory) -> Iterator[RasaServer]:
    server = RasaServer(model, home, memory.port)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def person(server: RasaServer) -> Person:
    return Person(server.url)
