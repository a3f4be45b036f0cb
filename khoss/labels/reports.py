"""Reports in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss.enums import FileFault, ReportKind, ReportStatus, ReportStep

REPORT_KINDS: dict[ReportKind, LazyString] = {
    ReportKind.NATIONAL: _l("Nationell sammanställning"),
    ReportKind.INTERIM_ACCOUNT: _l("Delredovisning"),
    ReportKind.FINAL_ACCOUNT: _l("Slutredovisning"),
    ReportKind.COUNTY: _l("Länsrapport"),
    ReportKind.TARGET_PICTURE: _l("Målbild 2030"),
    ReportKind.TARGET_POSTER: _l("Målbild 2030, affisch"),
    ReportKind.QUESTIONS: _l("Frågeunderlag"),
}
# What each kind is for, where one is chosen.
REPORT_PURPOSES: dict[ReportKind, LazyString] = {
    ReportKind.NATIONAL: _l("Läget i hela landet ett år, delmål för delmål, mot året innan."),
    ReportKind.INTERIM_ACCOUNT: _l("Till uppdragsgivaren under arbetet, med samordnarens kapitel."),
    ReportKind.FINAL_ACCOUNT: _l(
        "Till uppdragsgivaren när året är klart, med samordnarens kapitel."
    ),
    ReportKind.COUNTY: _l("Ett läns svar mot förra året, landet, civilområdet och liknande län."),
    ReportKind.TARGET_PICTURE: _l("Vad som ska vara uppnått, och läget på vägen dit."),
    ReportKind.TARGET_POSTER: _l("Målbilden på en sida i A3, att sätta upp."),
    ReportKind.QUESTIONS: _l("Årets frågor med vägledning och förra årets svar, till ett möte."),
}
REPORT_STATUSES: dict[ReportStatus, LazyString] = {
    ReportStatus.QUEUED: _l("I kö"),
    ReportStatus.WORKING: _l("Görs nu"),
    ReportStatus.DONE: _l("Klar"),
    ReportStatus.FAILED: _l("Misslyckades"),
    ReportStatus.CANCELLED: _l("Avbruten"),
}
REPORT_STEPS: dict[ReportStep, LazyString] = {
    ReportStep.READING: _l("Siffrorna läses"),
    ReportStep.MAKING_PAGES: _l("Sidorna läggs ut och skrivs"),
    ReportStep.CHECKING: _l("Filen kontrolleras"),
    ReportStep.SAVING: _l("Filen sparas"),
}
FILE_FAULTS: dict[FileFault, LazyString] = {
    FileFault.UNREADABLE: _l("filen går inte att läsa"),
    FileFault.PAGES: _l("fel antal sidor"),
    FileFault.ENCRYPTED: _l("filen är krypterad"),
    FileFault.NO_ID: _l("filen saknar sin identitet"),
    FileFault.NO_TAGS: _l("filen saknar taggar för skärmläsare"),
    FileFault.NO_LANGUAGE: _l("språket är inte angivet"),
    FileFault.NO_TITLE: _l("titeln saknas"),
    FileFault.TITLE_NOT_SHOWN: _l("titeln visas inte i läsarens fönster"),
    FileFault.NOT_UA: _l("filen säger inte att den följer PDF/UA"),
    FileFault.NOT_ARCHIVE: _l("filen säger inte att den följer PDF/A"),
    FileFault.NO_SCHEMA: _l("beskrivningen av filen är inte hel"),
    FileFault.NO_COLOURS: _l("färgerna är inte bestämda"),
    FileFault.ATTACHMENT: _l("en bilaga saknas eller säger inte vad den är"),
    FileFault.FONT_MISSING: _l("ett teckensnitt finns inte i filen"),
    FileFault.FONT_UNREADABLE: _l("ett teckensnitt kan inte läsas som text"),
    FileFault.FONT_TWICE: _l("två teckensnitt har samma namn"),
    FileFault.SEVERAL_TREES: _l("läsordningen är inte en"),
    FileFault.PAGE_OUTSIDE: _l("en sida står utanför läsordningen"),
    FileFault.WRONG_PLACE: _l("något står på fel plats i en tabell eller lista"),
    FileFault.HEADING_SKIPPED: _l("en rubriknivå är överhoppad"),
    FileFault.NO_ALTERNATIVE: _l("en bild saknar textalternativ"),
    FileFault.NOTE_UNKNOWN: _l("en fotnot hör inte ihop med sin siffra"),
    FileFault.TABLE_WITHOUT_SCOPE: _l("en tabells rubriker säger inte vad de gäller"),
    FileFault.TABLE_UNEVEN: _l("en tabells rader är olika breda"),
    FileFault.LINK_WITHOUT_AREA: _l("en länk går inte att klicka på"),
    FileFault.AREA_WITHOUT_LINK: _l("något klickbart är ingen länk"),
    FileFault.LINK_NOWHERE: _l("en länk leder ingenstans"),
}
