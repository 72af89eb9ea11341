"""The guard that every line of the bot passes: what software cannot honestly say is left out."""

from actions.honesty.guard import Finding, Guard, Mended

__all__ = ["Finding", "Guard", "Mended"]
