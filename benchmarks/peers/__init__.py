"""Retold beside other memories: `python -m benchmarks.peers`."""
