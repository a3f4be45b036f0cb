"""Find the fonts that travel with the program, and none else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from khoss.printable import FONTS

FOLDER = FONTS


@contextmanager
def only_our_fonts() -> Iterator[None]:
    """Let a font configuration made in this block see no font of the system.

    Fontconfig takes the name of its file from the environment alone.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
