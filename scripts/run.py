"""Starts both processes, watches them, replaces one that hangs or dies, and stops them on Ctrl-C or SIGTERM.

Run by `make run` with the Python of .venv-memory, after set-up.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from supervisor import Child, Supervisor  # noqa: E402

from memory.errors import RetoldError, SettingsInvalid  # noqa: E402
from memory.home import HomeLock  # noqa: E402
from memory.settings import Settings, read_settings  # noqa: E402

NAMES = {"memory": "The memory", "bot": "Rasa"}
"""What the processes of the Procfile are called; the first is started first and stopped last."""


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)  # a shell's background job starts with SIGINT ignored
    try:
        settings = read_settings()
        ports = {"memory": settings.port, "bot": int(os.environ.get("RETOLD_PORT") or 5005)}
        check_ports(ports)
        HomeLock(settings.home).release()
    except RetoldError as error:
        sys.exit(f"Retold cannot start: {error}")
    environment = {
        **os.environ,
        "RETOLD_HOME": str(settings.home),
        "RETOLD_SECRET": str(settings.secret),
        "RETOLD_SERVICE_TOKEN": str(settings.service_token),
        "RETOLD_PORT": str(ports["bot"]),
        "RETOLD_MEMORY_PORT": str(ports["memory"]),
        "PYTHONUNBUFFERED": "1",
    }
    commands = read_procfile(ROOT / "Procfile")
    children = [
        Child(said, commands[name], environment, ROOT, f"http://127.0.0.1:{ports[name]}/health")
        for name, said in NAMES.items()
    ]
    sys.exit(Supervisor(children).run(f"\nRetold is ready: {address(settings, ports['bot'])}\nStop it with Ctrl-C.\n"))


def stop(*_: Any) -> None:
    raise SystemExit(0)


def check_ports(ports: dict[str, int]) -> None:
    """Raises SettingsInvalid where a port is taken, or asked for twice."""
    settings = {"memory": "RETOLD_MEMORY_PORT", "bot": "RETOLD_PORT"}
    if ports["memory"] == ports["bot"]:
        raise SettingsInvalid(f"RETOLD_PORT and RETOLD_MEMORY_PORT are both {ports['bot']}. Change one of them.")
    for name, port in ports.items():
        if in_use(port):
            raise SettingsInvalid(
                f"port {port} is in use. Stop what listens there, or set {settings[name]} to another."
            )


def in_use(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def read_procfile(path: Path) -> dict[str, list[str]]:
    """The command of each process, by its name."""
    lines = (line.partition(":") for line in path.read_text().splitlines() if line.strip())
    return {name: command.split() for name, _, command in lines}


def address(settings: Settings, port: int) -> str:
    return settings.public_url if os.environ.get("RETOLD_PUBLIC_URL") else f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    main()
