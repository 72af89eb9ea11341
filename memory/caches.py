"""Caches of what is worked out of people's words: in memory alone, and emptied whenever something is forgotten."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_caches: weakref.WeakSet[Any] = weakref.WeakSet()


def cached(max_size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Like `functools.lru_cache`, for a function that is given what people said."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        cache = lru_cache(max_size)(function)
        _caches.add(cache)
        return cast("Callable[P, R]", cache)

    return wrap


def empty_caches() -> None:
    """Lets go of all words that any cache holds."""
    for cache in list(_caches):
        cache.cache_clear()


def cached_entries() -> int:
    """How many results all caches hold."""
    return sum(cache.cache_info().currsize for cache in list(_caches))
