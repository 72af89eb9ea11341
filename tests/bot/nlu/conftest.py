"""The real memory service, which turns texts into vectors, and the bot's own model."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MEMORY_PYTHON = ROOT / ".venv-memory" / "bin" / "python"
TOKEN = "a service token for tests only"
START_TIMEOUT_S = 240


@dataclass(frozen=True)
class MemoryService:
    port: int
    token: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        return {"RETOLD_MEMORY_PORT": str(self.port), "RETOLD_SERVICE_TOKEN": self.token}


@pytest.fixture(scope="session")
def memory_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MemoryService]:
    home = tmp_path_factory.mktemp("memory")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        service = MemoryService(probe.getsockname()[1], TOKEN)
    with (home / "service.log").open("wb") as log:
        process = subprocess.Popen(
            [MEMORY_PYTHON, "-m", "actions.server"],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env={**os.environ, **service.environ, "RETOLD_HOME": str(home), "OMP_NUM_THREADS": "1"},
        )
    try:
        _wait(process, f"{service.url}/health/ready", home / "service.log")
        yield service
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            direct.open(url, timeout=5).read()
            return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"The memory service was not ready in time:\n{log.read_text()}")


@pytest.fixture(scope="session")
def model(memory_service: MemoryService) -> Path:
    """The bot's model, trained if its inputs changed."""
    subprocess.run(
        [sys.executable, ROOT / "scripts" / "train.py"],
        check=True,
        cwd=ROOT,
        env={**os.environ, **memory_service.environ},
    )
    return ROOT / "bot" / "models" / "retold.tar.gz"
