"""Train the Rasa model into bot/models/retold.tar.gz if what it is made of has changed, or if it is damaged.

Run it with the Python of the Rasa environment while the memory service is up: examples are turned into vectors there
(`/embed`, at RETOLD_MEMORY_PORT, with RETOLD_SERVICE_TOKEN). `--force` trains in any case.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
import urllib.error
import urllib.request
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot import authoring, environment  # noqa: E402

LOCKS = [environment.ROOT / "requirements" / name for name in ("bot.lock", "memory.lock")]
"""Rasa's packages, and those that make the vectors."""


class TrainingFailed(Exception):
    """There is no new model; the message says why and what to do."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    parser.add_argument(
        "--check", action="store_true", help="only say by the exit code whether the model is up to date"
    )
    arguments = parser.parse_args()
    try:
        inputs = fingerprint_inputs()
    except authoring.BotFolderInvalid as error:
        sys.exit(f"No model was trained. {error}")
    if arguments.check:
        sys.exit(0 if is_current(inputs) else 1)
    if not arguments.force and is_current(inputs):
        print("The model is up to date.")
        return
    try:
        check_embeddings()
        print("Training the model, for about two minutes ...", flush=True)
        train(inputs)
    except TrainingFailed as failure:
        sys.exit(f"No model was trained. {failure}")
    except KeyboardInterrupt:
        sys.exit("No model was trained: it was stopped.")
    except OSError as error:
        sys.exit(f"No model was trained. {error.strerror or error}: {error.filename or authoring.model_file().parent}")
    print(f"The model is trained: {os.path.relpath(authoring.model_file(), environment.ROOT)}")


def record_file() -> Path:
    """Beside the model: the fingerprints of its inputs and of the file itself."""
    return authoring.model_file().with_name("retold.json")


def fingerprint_inputs() -> str:
    """A digest of every file that makes a difference to the model, with Rasa's version."""
    files = [*authoring.authored_files(), *LOCKS, *(environment.ROOT / "bot" / "nlu").rglob("*.py")]
    digest = hashlib.sha256(version("rasa").encode())
    for path in sorted(files):
        if path.exists():
            digest.update(os.path.relpath(path, environment.ROOT).encode() + b"\0" + fingerprint(path).encode())
    return digest.hexdigest()


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(inputs: str) -> bool:
    """Whether the model was made of these inputs and is still, byte for byte, what was made."""
    try:
        record = json.loads(record_file().read_text())
        return bool(record == {"inputs": inputs, "model": fingerprint(authoring.model_file())})
    except (OSError, ValueError):
        return False


def check_embeddings() -> None:
    """Ask for one vector, so that a service that is missing shows before a minute of training."""
    url = f"http://127.0.0.1:{os.environ.get('RETOLD_MEMORY_PORT', '5055')}/embed"
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {os.environ.get('RETOLD_SERVICE_TOKEN', '')}",
    }
    request = urllib.request.Request(url, json.dumps({"texts": ["hello"]}).encode(), headers)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        direct.open(request, timeout=60).read()
    except urllib.error.HTTPError as error:
        hint = "check RETOLD_SERVICE_TOKEN" if error.code in (401, 403) else "is it the memory service?"
        raise TrainingFailed(f"{url} answers {error.code}: {hint}") from None
    except OSError:
        raise TrainingFailed(f"The memory service does not answer at {url}: start it first.") from None


def train(inputs: str) -> None:
    """Train aside and move the whole model into place, so that a stop in the middle leaves the old one.

    Raises:
        TrainingFailed: Rasa did not make a model.
    """
    environment.quiet_rasa()
    # Rasa's cache goes by configuration, not by code, and would keep vectors of a featurizer that has changed.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    import skops.io  # noqa: F401  (before TensorFlow: saves 4 to 5 CPU-seconds)
    from rasa.model_training import train as train_rasa
    from rasa.utils.log_utils import configure_structlog

    configure_structlog()
    model, record = authoring.model_file(), record_file()
    model.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=model.parent, prefix="training-") as folder,
        tempfile.TemporaryDirectory() as composed,
    ):
        domain, data = authoring.compose(Path(composed))
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                result = train_rasa(
                    domain=str(domain),
                    config=str(authoring.authored("config.yml")),
                    training_files=[str(data)],
                    output=folder,
                    fixed_model_name=model.name.removesuffix(".tar.gz"),
                    force_training=True,
                )
        except OSError:
            raise
        except Exception as error:
            raise TrainingFailed(f"{type(error).__name__}: {error}") from error
        if not result.model:
            raise TrainingFailed(f"Rasa stopped with code {result.code}: see the lines above.")
        record.unlink(missing_ok=True)
        os.replace(result.model, model)
    record.write_text(json.dumps({"inputs": inputs, "model": fingerprint(model)}))


if __name__ == "__main__":
    main()
