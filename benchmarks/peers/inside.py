"""The peers' environment: made once, beside the product's, with the versions below."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from benchmarks.peers.stores import Embed

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = Path(tempfile.gettempdir()) / "retold-peers"
PACKAGES = (
    "mem0ai==2.2.1",
    "chromadb==1.5.9",
    "bm25s==0.3.16",
    "langgraph==1.2.22",
    "coremem==0.17.1",
    "langchain",
    "onnxruntime",
    "tokenizers",
    "numpy>=2",
)


def prepared(environment: Path) -> Path:
    """The interpreter of the environment, which is made where it is missing."""
    python = environment / "bin" / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return python


def run_inside(name: str, python: Path, *arguments: str) -> str | None:
    """The last line that a module prints of one memory, run in a process of its own; None where it failed, said why."""
    from memory.embeddings.embedder import packaged_model
    from memory.embeddings.onnx import export_path

    interpreter = sys.executable if name == "retold" else str(python)
    command = [interpreter, "-m", *arguments, "--inside", name, str(export_path()), str(packaged_model())]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        print(f"{name:10s} failed: {run.stderr.strip().splitlines()[-1]}")
        return None
    return run.stdout.strip().splitlines()[-1]


def embedder(model: str, tokenizer: str) -> Embed:
    """The product's MiniLM, with a cache: every peer gets the same vectors."""
    from memory.embeddings.onnx import OnnxEmbedder

    real = OnnxEmbedder(Path(model), Path(tokenizer))
    cache: dict[str, list[float]] = {}

    def embed(texts: list[str]) -> list[list[float]]:
        new = [text for text in dict.fromkeys(texts) if text not in cache]
        cache.update(zip(new, real.embed(new).tolist(), strict=True))
        return [cache[text] for text in texts]

    return embed
