"""Content files (clauses, annexes, parameters): reading, validating, linting."""
