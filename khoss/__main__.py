"""`python -m khoss` is the `khoss` command."""

from khoss.cli import main

main()
