"""The file that a workbook is: refused before anything in it is opened, where it is not one."""

from __future__ import annotations

import io
import zipfile
import zlib

from flask_babel import gettext as _

from khoss.errors import FileRefused
from khoss.workbooks.faults import refused

# Bytes. A county's workbook is below one million; one with pictures in it may be some.
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 24 * 1024 * 1024
MOST_PARTS = 400
# What is unpacked to more than this may not be many times its own size: a zip bomb is.
SUSPECT_BYTES = 8 * 1024 * 1024
MOST_RATIO = 100

# The old binary formats, and every workbook that is locked with a password.
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_FLAG = 0x1
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

CONTENT_TYPES = "[Content_Types].xml"
# Beginnings of the names of parts that run something or fetch something from elsewhere.
MACROS = ("xl/vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "customui/")
MACRO_TYPE = b"macroenabled"
FOREIGN = (
    "xl/externallinks/",
    "xl/activex/",
    "xl/embeddings/",
    "xl/ctrlprops/",
    "xl/connections.xml",
    "xl/querytables/",
    "xl/webextensions/",
    "xl/model/",
)


class Archive:
    """The parts of a workbook by name."""

    def __init__(self, data: bytes) -> None:
        """Open a file that was found fit to open.

        :raises FileRefused: when it is not a workbook, too large, or holds what ours never do.
        """
        _check_start(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {part.filename: part for part in self._zip.infolist()}
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError) as error:
            raise damaged() from error
        self._check_size(len(data))
        self._check_kind()

    def names(self) -> frozenset[str]:
        """Return the names of the parts."""
        return frozenset(self._parts)

    def read(self, name: str) -> bytes:
        """Return one part.

        :raises FileRefused: when it is not there, or damaged.
        """
        try:
            # Never more than what the list of parts says, and what was checked.
            return self._zip.read(self._parts[name])
        except (
            *(KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError),
            *(RuntimeError, NotImplementedError, ValueError),
        ) as error:
            raise damaged() from error

    def _check_size(self, packed: int) -> None:
        listed = self._zip.infolist()
        if len(listed) != len(self._parts) or any(
            part.flag_bits & ENCRYPTED_FLAG or part.compress_type not in READABLE for part in listed
        ):
            raise damaged()
        unpacked = sum(part.file_size for part in listed)
        if (
            len(listed) > MOST_PARTS
            or unpacked > MOST_UNPACKED
            or (unpacked > SUSPECT_BYTES and unpacked > MOST_RATIO * packed)
        ):
            raise refused(
                _(
                    "Filen är packad så att den blir orimligt stor när den öppnas, och har därför "
                    "inte öppnats. Hämta en ny arbetsbok och kopiera in svaren i den."
                )
            )

    def _check_kind(self) -> None:
        if "mimetype" in self._parts or "content.xml" in self._parts:
            raise refused(
                _(
                    "Filen är sparad i ett annat format än Excels. Öppna den, välj Spara som, "
                    "Excel-arbetsbok (.xlsx), och läs in den filen."
                )
            )
        if not {CONTENT_TYPES, "xl/workbook.xml"} <= self._parts.keys():
            raise refused(
                _(
                    "Filen är inte en Excel-arbetsbok (.xlsx). Läs in arbetsboken som du har "
                    "hämtat här och fyllt i."
                )
            )
        lower = [name.lower().lstrip("/") for name in self._parts]
        if (
            any(name.startswith(MACROS) for name in lower)
            or MACRO_TYPE in self.read(CONTENT_TYPES).lower()
        ):
            raise refused(
                _(
                    "Filen innehåller makron. De körs aldrig här, och filen har inte lästs. Spara "
                    "den som Excel-arbetsbok (.xlsx) utan makron och läs in den igen."
                )
            )
        if any(name.startswith(FOREIGN) for name in lower):
            raise refused(
                _(
                    "Filen innehåller länkar till andra filer eller inbäddade objekt, och har "
                    "inte lästs. Hämta en ny arbetsbok och kopiera in svaren som text."
                )
            )


def _check_start(data: bytes) -> None:
    if not data:
        raise refused(_("Filen är tom. Välj arbetsboken som du har fyllt i."))
    if len(data) > MOST_BYTES:
        raise refused(
            _(
                "Filen är större än %(most)d MB. En arbetsbok härifrån är mycket mindre: ta bort "
                "bilder och annat som har lagts till, och läs in den igen.",
                most=MOST_BYTES // (1024 * 1024),
            )
        )
    if data.startswith(OLE_START):
        raise refused(
            _(
                "Filen är skyddad med lösenord eller sparad i ett äldre format (.xls). Ta bort "
                "lösenordet, spara den som Excel-arbetsbok (.xlsx) och läs in den igen."
            )
        )
    if not data.startswith(b"PK"):
        raise refused(
            _(
                "Filen är inte en Excel-arbetsbok (.xlsx). Läs in arbetsboken som du har hämtat "
                "här och fyllt i."
            )
        )


def damaged() -> FileRefused:
    """Return the refusal of a file that cannot be read."""
    return refused(
        _(
            "Filen är skadad och går inte att läsa. Öppna den i Excel eller LibreOffice, spara om "
            "den och läs in den igen; går den inte att öppna, hämta en ny arbetsbok."
        )
    )
