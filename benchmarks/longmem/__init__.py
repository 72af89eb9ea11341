"""Questions put months later, in the manner of LongMemEval: `python -m benchmarks.longmem`."""
