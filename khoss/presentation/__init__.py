"""Finished values for templates: texts and counts, so that no template has to work them out."""
