"""What is taught: annotated data, scripts and scores. Nothing of it is imported at run time."""
