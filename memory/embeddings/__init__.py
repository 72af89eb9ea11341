"""Text to unit vectors, with the model named in the settings (all-MiniLM-L6-v2 unless told otherwise)."""

from memory.embeddings.embedder import Embedder, SentenceTransformerEmbedder, load_embedder
from memory.embeddings.onnx import OnnxEmbedder

__all__ = ["Embedder", "OnnxEmbedder", "SentenceTransformerEmbedder", "load_embedder"]
