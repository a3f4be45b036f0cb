"""Measure what the program promises; each module is a program of its own."""
