"""Prepares everything on a fresh machine: both Python environments, the embedding model, and the trained Rasa model.

Run by `make setup` with any Python from 3.9 on; needs nothing but the standard library. What is already there and
still right is left alone, so that a second run takes a second.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from memory.exporting import EXPORTS  # noqa: E402 (needs the path, and the standard library alone)

REQUIREMENTS = ROOT / "requirements"
RASA, MEMORY, TOOLS = ROOT / ".venv-rasa", ROOT / ".venv-memory", ROOT / ".venv-tools"
NEEDED_GB = 6


class SetupFailed(Exception):
    """Set-up cannot go on; the message says what hinders it and what to do."""


def main() -> None:
    try:
        uv = find_uv()
        environment = uv_environment()
        make_environment(uv, environment, RASA, ("3.10",), [REQUIREMENTS / "bot.lock"])
        made = make_environment(
            uv,
            environment,
            MEMORY,
            ("3.11", "3.12", "3.13"),
            [REQUIREMENTS / "torch.txt", REQUIREMENTS / "memory.lock"],
        )
        export_models(anew=made)
        train_model()
    except SetupFailed as failure:
        sys.exit(f"Set-up stopped: {failure}")
    except KeyboardInterrupt:
        sys.exit("Set-up stopped. Run it again; it goes on where it was.")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit(
                f"Set-up stopped: the disk is full ({error.filename or ROOT}). Free {NEEDED_GB} GB and run it again."
            )
        raise


def say(line: str) -> None:
    print(f"· {line}", flush=True)


def find_uv() -> str:
    """uv from the path if it runs, else one of our own in .venv-tools."""
    for candidate in (shutil.which("uv"), str(TOOLS / "bin" / "uv")):
        if candidate and runs([candidate, "--version"]):
            return candidate
    say("Fetching uv, which installs Python packages")
    run(
        [sys.executable, "-m", "venv", "--clear", str(TOOLS)],
        "a virtual environment could not be made: is python3-venv installed?",
    )
    run([str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q", "uv"], "uv could not be installed with pip")
    return str(TOOLS / "bin" / "uv")


def uv_environment() -> dict[str, str]:
    """This process's environment, with pip's sources made known to uv, which does not read them."""
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    for pip_name, uv_name in (
        ("PIP_FIND_LINKS", "UV_FIND_LINKS"),
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_CERT", "SSL_CERT_FILE"),
    ):
        if os.environ.get(pip_name) and uv_name not in environment:
            environment[uv_name] = ",".join(os.environ[pip_name].split())
    return environment


def find_python(uv: str, environment: dict[str, str], versions: tuple[str, ...]) -> str:
    """An interpreter of one of these versions, the first preferred; fetched with uv where the machine has none.

    Candidates are executed, since a name on the path may be a shim that fails.
    """
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    for version in versions:
        candidates = [
            shutil.which(f"python{version}"),
            *sorted(glob.glob(f"{pyenv}/versions/{version}.*/bin/python"), reverse=True),
        ]
        candidates += [sys.executable, shutil.which("python3")]
        code = "import sys, venv, ssl, sqlite3; print('%d.%d' % sys.version_info[:2])"
        for candidate in candidates:
            if candidate and output([candidate, "-c", code]) == version:
                return candidate
    for version in versions:
        if found := output([uv, "python", "find", "--no-project", version], environment):
            return found
    say(f"Fetching Python {versions[0]}")
    run(
        [uv, "python", "install", versions[0]],
        f"Python {versions[0]} is neither here nor could it be fetched: install it, and run this again",
        environment,
    )
    return output([uv, "python", "find", "--no-project", versions[0]], environment)


def make_environment(
    uv: str, environment: dict[str, str], folder: Path, versions: tuple[str, ...], locks: list[Path]
) -> bool:
    """Makes the environment in `folder` if its locks have changed since; returns whether it did."""
    stamp, wanted = folder / "retold.lock", fingerprint(locks)
    if stamp.exists() and stamp.read_text() == wanted and runs([str(folder / "bin" / "python"), "-c", ""]):
        return False
    free_gb = shutil.disk_usage(ROOT).free / 1e9
    if free_gb < NEEDED_GB:
        raise SetupFailed(
            f"the environments need {NEEDED_GB} GB and {free_gb:.1f} GB are free. Free some and run it again."
        )
    python = find_python(uv, environment, versions)
    say(f"Installing {folder.name[6:]} packages into {folder.name} (some minutes, the first time)")
    run([uv, "venv", "-q", "--clear", "--python", python, str(folder)], f"{folder.name} could not be made", environment)
    for lock in locks:
        command = [uv, "pip", "install", "-q", "--python", str(folder / "bin" / "python"), "-r", str(lock)]
        command += torch_source(environment, python) if lock.suffix == ".txt" else ["--no-deps", "--require-hashes"]
        run(command, f"the packages of {lock.name} could not be installed (see above)", environment)
    stamp.write_text(wanted)
    return True


def torch_source(environment: dict[str, str], python: str) -> list[str]:
    """How uv is told to take torch's CPU build: from a local wheel where there is one, else from torch's own index."""
    tag = output([python, "-c", "import sys; print('cp%d%d' % sys.version_info[:2])"])
    for folder in environment.get("UV_FIND_LINKS", "").split(","):
        if folder and glob.glob(f"{folder}/torch-*+cpu-{tag}-*.whl"):
            return []
    return ["--torch-backend", "cpu"]


def export_models(anew: bool) -> None:
    """Exports to ONNX, which runs the same at a third of the CPU, what is not exported yet or was taught anew."""
    for export in EXPORTS:
        if not anew and export.is_made(export.path(MEMORY)):
            continue
        say(f"Exporting {export.name}")
        command = [str(MEMORY / "bin" / "python"), "-W", "ignore", "-m", export.module]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if ran.returncode:
            raise SetupFailed(f"{export.name} could not be exported: {ran.stderr.strip().splitlines()[-1]}")


def train_model() -> None:
    """Trains Rasa's model if what it is made of has changed; a memory service of its own serves the embeddings."""
    train = [str(RASA / "bin" / "python"), str(ROOT / "scripts" / "train.py")]
    if runs([*train, "--check"]):
        return
    say("Training the Rasa model (a minute or two)")
    with tempfile.TemporaryDirectory() as home, embedding_service(home) as settings:
        run(
            train,
            "the Rasa model could not be trained (see above)",
            {**os.environ, **settings, "PYTHONWARNINGS": "ignore"},
        )


@contextlib.contextmanager
def embedding_service(home: str):
    """A memory service in a folder of its own, on a free port, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    settings = {
        "RETOLD_HOME": home,
        "RETOLD_MEMORY_PORT": port,
        "RETOLD_SERVICE_TOKEN": hashlib.sha256(os.urandom(32)).hexdigest(),
    }
    log = open(os.path.join(home, "log"), "w+")  # noqa: SIM115 (closed below, with the service)
    service = subprocess.Popen(
        [str(MEMORY / "bin" / "python"), "-m", "actions.server"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=log,
        stderr=log,
    )
    try:
        for _ in range(240):
            with contextlib.suppress(OSError):
                urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                    f"http://127.0.0.1:{port}/health/ready", timeout=2
                )
                break
            if service.poll() is not None:
                log.seek(0)
                raise SetupFailed(f"the memory service did not start: {log.read().strip().splitlines()[-1:]}")
            time.sleep(0.5)
        else:
            raise SetupFailed("the memory service did not answer within two minutes.")
        yield settings
    finally:
        service.terminate()
        service.wait(30)
        log.close()


def fingerprint(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=120, cwd=ROOT).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def output(command: list[str], environment: dict[str, str] | None = None) -> str:
    """What the command prints, or nothing where it fails."""
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""


def run(command: list[str], failure: str, environment: dict[str, str] | None = None) -> None:
    """Raises SetupFailed with `failure` where the command does not succeed."""
    if subprocess.run(command, env=environment, cwd=ROOT).returncode:
        raise SetupFailed(failure + ".")


if __name__ == "__main__":
    main()
