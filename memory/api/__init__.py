"""The memory over HTTP: the REST contract of docs/api.md, on FastAPI."""

from memory.api.app import create_api

__all__ = ["create_api"]
