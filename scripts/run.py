"""Starts both processes, waits until both are ready, prints the address, and stops them on Ctrl-C.

Run by `make run` with the Python of .venv-memory, after set-up.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from memory.errors import SettingsInvalid  # noqa: E402
from memory.settings import Settings, read_settings  # noqa: E402

START_TIMEOUT_S = 300
STOP_TIMEOUT_S = 20


def main() -> None:
    try:
        settings = read_settings()
    except SettingsInvalid as error:
        sys.exit(f"Retold cannot start: {error}")
    port = int(os.environ.get("RETOLD_PORT") or 5005)
    for name, number in (("RETOLD_MEMORY_PORT", settings.port), ("RETOLD_PORT", port)):
        if in_use(number):
            sys.exit(
                f"Retold cannot start: port {number} is in use. Stop what listens there, or set {name} to another."
            )
    environment = {
        **os.environ,
        "RETOLD_HOME": str(settings.home),
        "RETOLD_SECRET": str(settings.secret),
        "RETOLD_SERVICE_TOKEN": str(settings.service_token),
        "RETOLD_PORT": str(port),
        "RETOLD_MEMORY_PORT": str(settings.port),
        "PYTHONUNBUFFERED": "1",
    }
    honcho = subprocess.Popen(
        [sys.executable, "-m", "honcho", "--no-prefix", "-f", "Procfile", "start"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,  # so that Ctrl-C reaches honcho once, through us
    )
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with it ignored
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        wait(honcho, "The memory", f"http://127.0.0.1:{settings.port}/health/ready")
        wait(honcho, "Rasa", f"http://127.0.0.1:{port}/health/ready")
        print(f"\nRetold is ready: {address(settings, port)}\nStop it with Ctrl-C.\n", flush=True)
        sys.exit(honcho.wait())
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
    finally:
        stop(honcho)


def in_use(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def address(settings: Settings, port: int) -> str:
    return settings.public_url if os.environ.get("RETOLD_PUBLIC_URL") else f"http://127.0.0.1:{port}"


def wait(honcho: subprocess.Popen[bytes], name: str, url: str) -> None:
    """Prints a line when `url` answers; ends the program where a process has ended before."""
    print(f"· {name} is starting", flush=True)
    started = time.monotonic()
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() - started < START_TIMEOUT_S:
        if honcho.poll() is not None:
            sys.exit(f"Retold stopped: {name.lower()} ended while starting; the lines above say why.")
        try:
            direct.open(url, timeout=5).read()
            print(f"· {name} is ready ({time.monotonic() - started:.0f} s)", flush=True)
            return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"Retold stopped: {name.lower()} did not answer within {START_TIMEOUT_S} s.")


def stop(honcho: subprocess.Popen[bytes]) -> None:
    """Stops honcho and what it started; by force where that takes too long."""
    if honcho.poll() is None:
        honcho.send_signal(signal.SIGTERM)
        try:
            honcho.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            os.killpg(honcho.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
