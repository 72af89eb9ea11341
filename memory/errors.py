"""Everything that can go wrong, as a tree.

RetoldError
├── SettingsInvalid        a setting is missing or makes no sense
├── InputInvalid           what was sent cannot be taken as it is           → 422
├── MemoryNotFound         the person has no such memory                    → 404
├── NotRemembering         the person has not said yes, paused or stopped   → 409
├── TokenInvalid           no token, or one that does not hold              → 401
├── TokenForbidden         a good token, for somebody else                  → 403
├── HomeInUse              another memory service works on the same folder
├── DiskFull               nothing was stored, since there is no room       → 507
└── ErasureIncomplete      something of what was to be forgotten is left    → 500
"""

from __future__ import annotations


class RetoldError(Exception):
    """Something that Retold can name went wrong."""


class SettingsInvalid(RetoldError):
    """A setting is missing or makes no sense."""


class InputInvalid(RetoldError):
    """What was sent cannot be taken as it is."""


class MemoryNotFound(RetoldError):
    """user_id has no such memory."""


class NotRemembering(RetoldError):
    """The person has not said yes to remembering, or has paused or stopped it."""


class TokenInvalid(RetoldError):
    """There is no token, or one that does not hold."""


class TokenForbidden(RetoldError):
    """The token holds, but for somebody else."""


class HomeInUse(RetoldError):
    """Another memory service works on the same folder."""


class DiskFull(RetoldError):
    """There is no room left; nothing was stored."""


class ErasureIncomplete(RetoldError):
    """Something of what was to be forgotten is left in a file."""
