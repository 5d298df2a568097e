"""Named conditions, selection of clauses, validation rules and alerts."""
