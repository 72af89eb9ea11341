"""Conversations that together make the actions say everything they can say."""
