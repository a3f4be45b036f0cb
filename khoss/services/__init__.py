"""Queries, rules and changes of state; plain functions that flush and never commit."""
