"""Teaches the model of pairs: does a memory answer a question, and what does a fact do to an earlier one."""
