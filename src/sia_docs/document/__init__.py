"""The document tree, its French and its parser."""
