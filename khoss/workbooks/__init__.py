"""A county's assessment as a workbook: written to be filled in offline, and read back."""
