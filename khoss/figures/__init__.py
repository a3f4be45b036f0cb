"""Pure arithmetic on frozen dataclasses: no database, no Flask."""
