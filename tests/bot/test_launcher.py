from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __main__ as launcher
from bot import environment

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RETOLD_")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**kept, **environ}, capture_output=True, text=True, check=False
    )


def test_starting_without_a_service_token_says_so_in_one_line() -> None:
    ended = run("-m", "bot")
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "RETOLD_SERVICE_TOKEN" in ended.stderr


def test_training_without_the_memory_service_says_so_in_one_line() -> None:
    ended = run("scripts/train.py", "--force", RETOLD_MEMORY_PORT="1")
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "127.0.0.1:1/embed" in ended.stderr


def test_rasa_listens_on_loopback_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETOLD_HOST", raising=False)
    arguments = launcher.run_arguments()
    assert arguments[arguments.index("--interface") + 1] == "127.0.0.1"
    assert not {"--enable-api", "--cors", "--debug"} & set(arguments)


def test_everything_that_endpoints_read_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from rasa.utils.endpoints import read_endpoint_config

    monkeypatch.chdir(tmp_path)
    for name in ("RETOLD_MEMORY_PORT", "RETOLD_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RETOLD_SERVICE_TOKEN", "a token")
    launcher.prepare_endpoints()
    actions = read_endpoint_config(str(environment.ENDPOINTS), "action_endpoint")
    store = read_endpoint_config(str(environment.ENDPOINTS), "tracker_store")
    assert actions
    assert actions.url == "http://127.0.0.1:5055/webhook"
    assert actions.headers == {"Authorization": "Bearer a token"}
    assert store
    assert store.kwargs == {"path": str(tmp_path / "var" / "transcript.db")}


def test_telemetry_is_never_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
    environment.quiet_rasa()
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_no_core_dump_and_no_debugger_gets_what_people_say() -> None:
    asked = (
        "import ctypes, resource; "
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    ended = run("-c", f"from bot import environment; environment.quiet_rasa(); {asked}")
    assert ended.stdout == "0 (0, 0)\n"


@pytest.mark.parametrize(("wanted", "given"), [("DEBUG", "INFO"), ("debug", "INFO"), ("0", "INFO"), ("ERROR", "ERROR")])
def test_the_level_at_which_rasa_writes_out_what_people_say_cannot_be_had(
    monkeypatch: pytest.MonkeyPatch, wanted: str, given: str
) -> None:
    for name in ("LOG_LEVEL", "LOG_LEVEL_LIBRARIES"):
        monkeypatch.setenv(name, wanted)
    environment.quiet_rasa()
    assert (os.environ["LOG_LEVEL"], os.environ["LOG_LEVEL_LIBRARIES"]) == (given, given)
