"""Stored values → the text and colour that people see."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss.enums import (
    Agreement,
    AssessmentStatus,
    ClaimFinding,
    FigureForm,
    FigureKind,
    FileFault,
    GroupKind,
    HeatOrder,
    Levelling,
    MailKind,
    MailStatus,
    Measure,
    NarrativeSection,
    NoDifference,
    PlanStatus,
    ProseFault,
    Rating,
    ReferenceKind,
    Relation,
    ReportKind,
    ReportStatus,
    ReportStep,
    Role,
    RoundStatus,
    SaveKind,
    SetAsideCause,
    ShareKind,
    Verdict,
)

RATINGS: dict[Rating | None, LazyString] = {
    Rating.YES: _l("Ja"),
    Rating.PARTLY: _l("Delvis"),
    Rating.NO: _l("Nej"),
    None: _l("Obesvarad"),
}
# The same on page and in PDF; they step evenly in grey.
RATING_COLOURS: dict[Rating | None, str] = {
    Rating.YES: "#002b45",
    Rating.PARTLY: "#2f78a0",
    Rating.NO: "#f7dfae",
    None: "#ffffff",
}
RATING_LETTERS: dict[Rating | None, LazyString] = {
    Rating.YES: _l("J"),
    Rating.PARTLY: _l("D"),
    Rating.NO: _l("N"),
    None: _l("–"),
}
PRIORITIES: dict[int, LazyString] = {
    1: _l("Prio 1 – målet ska vara uppnått %(year)s"),
    2: _l("Prio 2 – önskvärt att målet har uppnåtts %(year)s"),
    3: _l("Prio 3 – målet bör ha påbörjats %(year)s"),
}
ASSESSMENT_STATUSES: dict[AssessmentStatus, LazyString] = {
    AssessmentStatus.NOT_STARTED: _l("Inte påbörjad"),
    AssessmentStatus.IN_PROGRESS: _l("Pågår"),
    AssessmentStatus.SUBMITTED: _l("Inlämnad"),
    AssessmentStatus.RETURNED: _l("Åter för komplettering"),
    AssessmentStatus.APPROVED: _l("Godkänd av länet"),
    AssessmentStatus.ACCEPTED: _l("Fastställd"),
}
ROUND_STATUSES: dict[RoundStatus, LazyString] = {
    RoundStatus.DRAFT: _l("Utkast"),
    RoundStatus.OPEN: _l("Öppen"),
    RoundStatus.CLOSED: _l("Stängd"),
    RoundStatus.PUBLISHED: _l("Publicerad"),
}
PLAN_STATUSES: dict[PlanStatus, LazyString] = {
    PlanStatus.DRAFT: _l("Utkast"),
    PlanStatus.ADOPTED: _l("Antagen"),
}
ROLES: dict[Role, LazyString] = {
    Role.OFFICER: _l("Handläggare"),
    Role.APPROVER: _l("Godkännare"),
    Role.COORDINATOR: _l("Nationell samordnare"),
    Role.READER: _l("Läsare"),
    Role.ADMIN: _l("Administratör"),
}
RELATIONS: dict[Relation | None, LazyString] = {
    Relation.SAME: _l("Samma fråga"),
    Relation.REWORDED: _l("Omformulerad fråga"),
    Relation.SPLIT: _l("Delad fråga"),
    Relation.MERGED: _l("Sammanslagen fråga"),
    None: _l("Ny fråga"),
}
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
NARRATIVE_SECTIONS: dict[NarrativeSection, LazyString] = {
    NarrativeSection.SUMMARY: _l("Sammanfattning"),
    NarrativeSection.INTRODUCTION: _l("Inledning"),
    NarrativeSection.STARTING_POINTS: _l("Utgångspunkter"),
    NarrativeSection.IMPLEMENTATION: _l("Genomförande"),
    NarrativeSection.METHOD: _l("Metod"),
    NarrativeSection.JUDGEMENT: _l("Sammanfattande bedömning"),
    NarrativeSection.ANALYSIS: _l("Analys och slutsatser"),
    NarrativeSection.PROPOSALS: _l("Förslag"),
    NarrativeSection.REFERENCES: _l("Referenser"),
}
PROSE_FAULTS: dict[ProseFault, LazyString] = {
    ProseFault.FAULTY: _l("Siffra som saknas"),
    ProseFault.WRONG: _l("Ord som inte stämmer"),
    ProseFault.UNBOUND: _l("Siffra skriven för hand"),
    ProseFault.BASE_NOT_SAID: _l("Bas som inte sägs"),
    ProseFault.LOST_NOTE: _l("Fotnot som inte hör ihop"),
}
FIGURE_KINDS: dict[FigureKind, LazyString] = {
    FigureKind.COUNT: _l("Antal"),
    FigureKind.SHARE: _l("Andel i procent"),
    FigureKind.BASE: _l("Hur många som svarade"),
    FigureKind.CHANGE: _l("Förändring mot året innan"),
    FigureKind.COUNTIES: _l("Länens namn"),
    FigureKind.WORD: _l("Ord som hålls mot siffran"),
    FigureKind.ASKED: _l("Hur många länsstyrelser som tillfrågades"),
}
FIGURE_FORMS: dict[FigureForm, LazyString] = {
    FigureForm.USUAL: _l("Som vanligt: 15 länsstyrelser"),
    FigureForm.WITH_BASE: _l("Med bas: 15 av 21 länsstyrelser"),
    FigureForm.IN_WORDS: _l("I ord upp till tolv: nio länsstyrelser"),
    FigureForm.BARE: _l("Bara talet: 15"),
}
NO_DIFFERENCES: dict[NoDifference, LazyString] = {
    NoDifference.NEW: _l("ny fråga"),
    NoDifference.NOT_COMPARABLE: _l("frågan betyder något annat än förut"),
    NoDifference.NO_FIGURE: _l("ett av åren saknar siffror"),
    NoDifference.CHANGED_BASE: _l("alla svarade inte båda åren"),
}
VERDICTS: dict[Verdict, LazyString] = {
    Verdict.SAME: _l("Samma fråga"),
    Verdict.REWORDED: _l("Omformulerad fråga"),
    Verdict.SPLIT: _l("Delad fråga"),
    Verdict.MERGED: _l("Sammanslagen fråga"),
    Verdict.NEW: _l("Ny fråga"),
    Verdict.ENDED: _l("Utgången fråga"),
}
REFERENCES: dict[ReferenceKind, LazyString] = {
    ReferenceKind.EVERYBODY: _l("Alla länsstyrelser"),
    ReferenceKind.CIVIL_AREA: _l("Civilområdet"),
    ReferenceKind.LIKE_SIZE: _l("Län av liknande storlek"),
}
SHARE_KINDS: dict[ShareKind, LazyString] = {
    ShareKind.MET_OF_ALL: _l("Ja eller delvis, av alla frågor"),
    ShareKind.YES_OF_ALL: _l("Ja, av alla frågor"),
    ShareKind.MET_OF_ANSWERS: _l("Ja eller delvis, av de svar som gavs"),
    ShareKind.YES_OF_ANSWERS: _l("Ja, av de svar som gavs"),
}
GROUP_KINDS: dict[GroupKind, LazyString] = {
    GroupKind.CIVIL_AREA: _l("Civilområde"),
    GroupKind.METROPOLITAN: _l("Storstadslän och övriga län"),
    GroupKind.MUNICIPALITIES: _l("Antal kommuner i länet"),
}
LEVELLINGS: dict[Levelling, LazyString] = {
    Levelling.CLOSER: _l("Minskar"),
    Levelling.APART: _l("Ökar"),
    Levelling.UNCHANGED: _l("Oförändrade"),
    Levelling.MIXED: _l("Måtten går åt olika håll"),
}
AGREEMENTS: dict[Agreement, LazyString] = {
    Agreement.MATCH: _l("Stämmer"),
    Agreement.DIFFERS: _l("Stämmer inte"),
    Agreement.NO_ANSWERS: _l("Inga svar att stämma av mot"),
    Agreement.NO_TOTAL: _l("Ingen publicerad total"),
}
MEASURES: dict[Measure, LazyString] = {
    Measure.YES: _l("ja"),
    Measure.MET: _l("ja eller delvis"),
    Measure.PARTLY: _l("delvis"),
    Measure.NO: _l("nej"),
    Measure.ANSWERED: _l("svar"),
}
CLAIM_FINDINGS: dict[ClaimFinding, LazyString] = {
    ClaimFinding.FAILS: _l("Håller inte"),
    ClaimFinding.HOLDS_OTHERWISE: _l("Håller inte som det står"),
    ClaimFinding.HOLDS: _l("Håller"),
    ClaimFinding.NO_FIGURE: _l("Går inte att räkna om"),
}
HEAT_ORDERS: dict[HeatOrder, LazyString] = {
    HeatOrder.CODE: _l("Länskod"),
    HeatOrder.SHARE: _l("Andel ja eller delvis, högst först"),
    HeatOrder.CIVIL_AREA: _l("Civilområde"),
}
SAVE_KINDS: dict[SaveKind, LazyString] = {
    SaveKind.SAVED: _l("Sparat"),
    SaveKind.CONFIRMED: _l("Förra årets svar bekräftat"),
    SaveKind.RESTORED: _l("Tidigare text återställd"),
    SaveKind.JOINED: _l("Två texter sammanförda"),
    SaveKind.IMPORTED: _l("Inläst från arbetsbok"),
}
SET_ASIDE_CAUSES: dict[SetAsideCause, LazyString] = {
    SetAsideCause.CONFLICT: _l("En kollega hade sparat svaret under tiden."),
    SetAsideCause.LOCKED: _l("Självskattningen var inlämnad."),
    SetAsideCause.CLOSED: _l("Omgången var stängd."),
}
MAIL_KINDS: dict[MailKind, LazyString] = {
    MailKind.ROUND_OPENED: _l("Omgången öppnad"),
    MailKind.DAYS_LEFT: _l("Arbetsdagar kvar"),
    MailKind.OVERDUE: _l("Försenad"),
    MailKind.RETURNED: _l("Återlämnad"),
    MailKind.SUBMITTED: _l("Inlämnad"),
    MailKind.APPROVED: _l("Godkänd av länet"),
    MailKind.ACCEPTED: _l("Fastställd"),
    MailKind.QUESTION: _l("Fråga"),
    MailKind.REPLY: _l("Svar på fråga"),
    MailKind.LETTER: _l("Utskick"),
    MailKind.DRAFT_SHARED: _l("Utkast att läsa"),
}
MAIL_STATUSES: dict[MailStatus, LazyString] = {
    MailStatus.QUEUED: _l("I kö"),
    MailStatus.SENT: _l("Skickat"),
    MailStatus.FAILED: _l("Gick inte att skicka"),
}
EVENTS: dict[str, LazyString] = {
    "assessment:open": _l("Öppnade självskattningen"),
    "assessment:assign": _l("Fördelade frågor"),
    "assessment:submit": _l("Lämnade in"),
    "assessment:approve": _l("Godkände"),
    "assessment:accept": _l("Fastställde"),
    "assessment:return": _l("Gav åter för komplettering"),
    "assessment:take_back": _l("Tog tillbaka inlämningen"),
    "workbook:save": _l("Sparade svar ur en arbetsbok"),
    "round:create": _l("Skapade omgången"),
    "round:draft": _l("Gjorde omgången till utkast"),
    "round:open": _l("Öppnade omgången"),
    "round:closed": _l("Stängde omgången"),
    "round:published": _l("Publicerade omgången"),
    "round:extend": _l("Gav länet en senare sista dag"),
    "round:withdraw_extension": _l("Tog tillbaka länets egen sista dag"),
    "round:overtake_extension": _l("Lät omgångens nya sista dag gälla också för länet"),
    "round:dates": _l("Ändrade omgångens datum"),
    "user:create": _l("Skapade kontot"),
    "user:change": _l("Ändrade kontot"),
    "user:close": _l("Stängde kontot"),
    "user:open": _l("Öppnade kontot igen"),
    "plan:load": _l("Läste in handlingsplanen"),
    "plan:copy": _l("Kopierade förra årets handlingsplan"),
    "plan:adopt": _l("Antog handlingsplanen"),
    "mail:send": _l("Skickade ett utskick"),
    "mail:retry": _l("Försökte skicka igen"),
    "narrative:save": _l("Sparade texten"),
    "narrative:restore": _l("Återställde en tidigare text"),
    "report:create": _l("Beställde rapporten"),
    "report:freeze_anew": _l("Frös om rapportens siffror"),
    "report:case_number": _l("Ändrade diarienumret"),
    "report:share": _l("Gav en läsare utkastet"),
    "report:unshare": _l("Tog utkastet från en läsare"),
    "report:read": _l("Läste utkastet"),
    "report:sign_off": _l("Godtog en anmärkning"),
    "report:take_back_sign_off": _l("Tog tillbaka ett godtagande"),
    "report:publish": _l("Publicerade rapporten"),
    "report:correct": _l("Beställde en rättelse"),
    "report:withdraw": _l("Återkallade rapporten"),
    "report:same": _l("Kontrollerade filen: den blev densamma"),
    "report:differs": _l("Kontrollerade filen: den blev en annan"),
    "report:cancel": _l("Avbröt rapporten"),
    "report:make_again": _l("Lät göra rapporten igen"),
    "batch:create": _l("Beställde en rapport för varje län"),
    "batch:cancel": _l("Avbröt de rapporter som inte var klara"),
    "batch:make_again": _l("Lät göra de rapporter igen som inte blev klara"),
    "token:create": _l("Skapade en nyckel"),
    "token:revoke": _l("Återkallade en nyckel"),
}


def priority_text(priority: int, year: int) -> str:
    """Return what a priority means that year."""
    return str(PRIORITIES[priority]) % {"year": year}
