"""The memory of Retold: what people told, with its source, and nothing else. Knows nothing of Rasa or Slack."""
