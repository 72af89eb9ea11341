"""Teaches the tagger of memory/reading/taught: gold, model, training, scores. `python -m training.reader`."""
