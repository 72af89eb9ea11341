"""Set-up on machines that are not as one would wish."""

from __future__ import annotations

import dataclasses
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import setup  # noqa: E402

from memory import exporting  # noqa: E402


def shim(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_shim_that_fails_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    shim(tmp_path, f"python{here}", "echo 'command not found' >&2; exit 127")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    found = setup.find_python("uv", dict(os.environ), (here,))
    assert setup.output([found, "-c", "print(1)"]) == "1"


def test_an_interpreter_of_another_version_is_not_taken_for_the_wanted_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim(tmp_path, "python3.10", f'exec {sys.executable} "$@"')
    uv = shim(tmp_path, "uv", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    with pytest.raises(setup.SetupFailed, match=r"Python 3\.10 is neither here nor could it be fetched"):
        setup.find_python(str(uv), dict(os.environ), ("3.10",))


def test_pips_sources_are_made_known_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", "/wheels /more")
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    assert setup.uv_environment()["UV_FIND_LINKS"] == "/wheels,/more"


def test_torch_comes_from_its_cpu_index_where_no_wheel_lies_ready(tmp_path: Path) -> None:
    assert setup.torch_source({"UV_FIND_LINKS": str(tmp_path)}, sys.executable) == ["--torch-backend", "cpu"]


def test_an_environment_is_made_again_when_its_lock_has_changed(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text("a==1")
    before = setup.fingerprint([lock])
    lock.write_text("a==2")
    assert setup.fingerprint([lock]) != before


def made(environment: Path) -> None:
    """Files and stamps of all exports, as an export leaves them."""
    for one in exporting.EXPORTS:
        folder = one.path(environment)
        folder.mkdir(parents=True, exist_ok=True)
        for name in one.files:
            (folder / name).write_text("")
        one.stamp(folder)


def test_what_is_not_exported_is_exported_and_what_is_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    ran = tmp_path / "ran"
    shim(tmp_path / "bin", "python", f'echo "$4" >> {ran}')
    monkeypatch.setattr(setup, "MEMORY", tmp_path)
    setup.export_models(anew=False)
    assert ran.read_text().split() == [one.module for one in exporting.EXPORTS]
    made(tmp_path)
    ran.unlink()
    setup.export_models(anew=False)
    assert not ran.exists()
    (exporting.PAIRS.path(tmp_path) / "pairs.json").unlink()
    setup.export_models(anew=False)
    assert ran.read_text().split() == [exporting.PAIRS.module]


def test_an_export_is_of_its_weights_and_of_what_is_described_beside_them(tmp_path: Path) -> None:
    for name in exporting.READER.weights:
        (tmp_path / name).write_text("as it was")
    one = dataclasses.replace(exporting.READER, home=str(tmp_path))
    made(tmp_path)
    folder = one.path(tmp_path)
    for name in one.weights:
        one.stamp(folder)
        assert one.is_made(folder)
        (tmp_path / name).write_text("taught anew")
        assert not one.is_made(folder)


def test_an_export_is_of_the_module_that_makes_it() -> None:
    assert [one.source.is_file() for one in exporting.EXPORTS] == [True, True, True]
    prints = {dataclasses.replace(exporting.READER, module=one.module).fingerprint() for one in exporting.EXPORTS}
    assert len(prints) == len(exporting.EXPORTS)


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run_retold(tmp_path, RETOLD_MEMORY_PORT=str(port))
    assert ran.returncode == 1
    assert f"port {port} is in use" in ran.stderr
    assert "RETOLD_MEMORY_PORT" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_setting_that_makes_no_sense_is_one_clear_line(tmp_path: Path) -> None:
    ran = run_retold(tmp_path, RETOLD_MEMORY_PORT="many")
    assert ran.returncode == 1
    assert "RETOLD_MEMORY_PORT is 'many'" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def run_retold(home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RETOLD_HOME": str(home / "home"), **settings}
    command = [sys.executable, str(ROOT / "scripts" / "run.py")]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
