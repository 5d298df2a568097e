"""Checks: completeness, leaks, accessibility, equality between formats."""
