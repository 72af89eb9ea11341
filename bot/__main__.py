"""`python -m bot` starts Rasa with the bot's model, endpoints and channels."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from bot import authoring, environment


def main() -> None:
    """Run the server until it is stopped; one line to stderr and exit code 1 when it cannot start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until it serves, Ctrl-C ends it at once
    environment.quiet_rasa()
    prepare_endpoints()
    try:
        model = authoring.model_file()
    except authoring.BotFolderInvalid as error:
        sys.exit(str(error))
    if not model.exists():
        sys.exit(f"There is no model at {model}: run scripts/train.py first.")
    # Before TensorFlow, which otherwise makes this import take 4 to 5 CPU-seconds longer.
    import skops.io  # noqa: F401

    if os.environ.get("RETOLD_FAST_VALIDATION", "1") != "0":
        from bot import fast_validation

        fast_validation.install()
    import rasa.constants

    # Even where telemetry is off, Rasa makes an id for it in the user's own folder.
    rasa.constants.GLOBAL_USER_CONFIG_PATH = str(Path(os.environ["RETOLD_HOME"]) / "rasa" / "global.yml")
    import rasa.__main__

    sys.argv = ["rasa", *run_arguments()]
    rasa.__main__.main()


def prepare_endpoints() -> None:
    """Set what endpoints.yml reads: Rasa takes an unset ${...} inside a URL as it stands, without a word."""
    os.environ.setdefault("RETOLD_MEMORY_PORT", "5055")
    home = Path(os.environ.get("RETOLD_HOME") or "var").resolve()
    os.environ["RETOLD_HOME"] = str(home)
    for name in ("MPLCONFIGDIR", "KERAS_HOME"):  # packages of Rasa's would else write into the user's own folder
        os.environ.setdefault(name, str(home / "rasa"))
    if not os.environ.get("RETOLD_SERVICE_TOKEN"):
        sys.exit("RETOLD_SERVICE_TOKEN is not set: give the token that the memory service was started with.")


def run_arguments() -> list[str]:
    options = {
        "--model": str(authoring.model_file()),
        "--endpoints": str(environment.ENDPOINTS),
        "--credentials": str(environment.CREDENTIALS),
        "--interface": os.environ.get("RETOLD_HOST", "127.0.0.1"),
        "--port": os.environ.get("RETOLD_PORT", "5005"),
    }
    return ["run", *(word for option in options.items() for word in option)]


if __name__ == "__main__":
    main()
