"""Everything that can go wrong, as a tree.

RetoldError
├── SettingsInvalid        a setting is missing or makes no sense
├── InputInvalid           what was sent cannot be taken as it is           → 422
├── MemoryNotFound         the person has no such memory                    → 404
├── LinkNotFound           the account is not one of the person's           → 404
├── LinkCodeUnknown        a code is wrong, was used, or is over            → 404
├── LinkRefused            these accounts cannot be linked as they are      → 409
├── TooManyTries           too many wrong codes in a short time             → 429
├── NotRemembering         the person has not said yes, paused or stopped   → 409
├── TokenInvalid           no token, or one that does not hold              → 401
├── TokenForbidden         a good token, for somebody else                  → 403
├── NotAgreed              Rasa and the memory service work on different things → 409
├── HomeInUse              another memory service works on the same folder
├── BackupRefused          a backup was not made, or not put back
├── NotRead                a text could not be read in time; nothing noted  → 503
├── TooManyMemories        nothing was added, since as many are kept as may → 409
├── DiskFull               nothing was stored, since there is no room       → 507
├── LedgerUnusable         the ledger is gone, damaged, or too new          → 500
├── IndexFailed            the index cannot be used; it is made anew        → 503
└── ErasureIncomplete      something of what was to be forgotten is left    → 503
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


class LinkNotFound(RetoldError):
    """The account is not one of the person's."""


class LinkCodeUnknown(RetoldError):
    """The code is wrong, was used, or is over; which of these is not said."""


class LinkRefused(RetoldError):
    """These accounts cannot be linked as they are."""


class TooManyTries(RetoldError):
    """There were too many wrong codes; the next try counts after `wait_s` seconds."""

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class NotRemembering(RetoldError):
    """The person has not said yes to remembering, or has paused or stopped it."""


class TokenInvalid(RetoldError):
    """There is no token, or one that does not hold."""


class TokenForbidden(RetoldError):
    """The token holds, but for somebody else."""


class NotAgreed(RetoldError):
    """Rasa and the memory service do not work on the same transcript, or not with the same secret."""


class HomeInUse(RetoldError):
    """Another memory service works on the same folder."""


class NotRead(RetoldError):
    """A text could not be read in time; nothing of it was noted."""


class TooManyMemories(RetoldError):
    """As many memories of the person are kept as may be; nothing was added."""


class BackupRefused(RetoldError):
    """A backup was not made, or not put back; the message says why."""


class DiskFull(RetoldError):
    """There is no room left; nothing was stored."""


class LedgerUnusable(RetoldError):
    """The ledger is gone, is damaged, or was written by a newer Retold."""


class IndexFailed(RetoldError):
    """The index cannot be used; it is made anew from the ledger."""


class ErasureIncomplete(RetoldError):
    """Something of what was to be forgotten is left in a file; that is tried again until it is gone."""
