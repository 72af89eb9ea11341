"""The channels through which people reach the bot, one file a channel."""
