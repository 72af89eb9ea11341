"""What the reader is taught: data, trainers, scores. Nothing of it is imported at run time."""
