"""Sensitive things said in other words than the usual: lines by four writers who knew none of the rules."""
