"""Rasa's own checks: the data hold together, and the conversations go as written.

Run by `make test` after set-up, with any Python; a memory service of its own serves the embeddings.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from setup import RASA, ROOT, embedding_service

MODEL = "bot/models/retold.tar.gz"


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        validate = ["data", "validate", "--domain", "bot/domain", "--data", "bot/data", "--config", "config.yml"]
        check("the data hold together", [*validate, "--fail-on-warnings"], {})
        with embedding_service(home) as settings:
            settings["RETOLD_HOME"] = home
            test = ["--model", MODEL, "--out", home]
            check(
                "the conversations go as written",
                ["test", "core", "--stories", "tests/conversations", "--fail-on-prediction-errors", *test],
                settings,
            )


def check(promise: str, arguments: list[str], settings: dict[str, str]) -> None:
    """Runs rasa with `arguments`; ends the program with its last lines where it fails."""
    code = "import warnings; warnings.simplefilter('ignore'); import skops.io, rasa.__main__; rasa.__main__.main()"
    environment = {**os.environ, **settings, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
    ran = subprocess.run(
        [str(RASA / "bin" / "python"), "-c", code, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1200,
    )
    print(f"rasa {' '.join(arguments[:2])}: {promise}: {'yes' if ran.returncode == 0 else 'NO'}", flush=True)
    if ran.returncode:
        sys.exit("\n".join((ran.stdout + ran.stderr).splitlines()[-40:]))


if __name__ == "__main__":
    main()
