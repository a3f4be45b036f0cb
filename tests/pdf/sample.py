"""A report of about twenty pages with everything in it that has broken a PDF before."""

import random
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from khoss.pdf import Attachment, Document, Part, normalise_text

STYLESHEET = Path(__file__).parents[2] / "templates" / "reports" / "report.css"
CREATED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LETTERS = [*"CDEFGHIKMNOSTUWXYZ", "AB", "AC", "BD"]
AREAS = (
    "Planeringsförutsättningar",
    "Samverkan och ledning",
    "Att upprätthålla ordinarie verksamhet vid avbrott och störningar",
    "Målgruppsanpassad kriskommunikation",
)
SENTENCES = (
    "Länsstyrelsen har under året samlat länets kommuner till tre nätverksträffar.",
    "Kommunernas kontinuitetshantering omfattar nu hemtjänst och särskilt boende.",
    "Samverkan med regionen sker inom den befintliga krisledningsstrukturen.",
    "Ett hinder är att kommunernas beredskapssamordnare ofta är ensamma i sin roll.",
    "Det finns behov av nationella riktlinjer för försörjningsberedskapen.",
    "Övningen i oktober visade att reservkraften räcker i tolv timmar på fler boenden än förut.",
    "Socialtjänstens planering för höjd beredskap är påbörjad men inte beslutad.",
)
# What people paste into a form: emoji, Word's bullets, tabs, another script, no spaces.
STRANGE = (
    "Klart 👍🏽 enligt plan\tmed tabb och \uf0b7 punkt ur Word, ≥ 80 procent → mål ✓ ★ ☒.",
    "مرحبا بالعالم – arabiska inne i svensk text, och שלום.",
    "x" * 300,
    "e\u0301tude, \u0000 styrtecken, 𝐟𝐞𝐭 text, \u202eomvänd\u202c riktning.",
)


def paragraphs(rng: random.Random, count: int) -> str:
    """Return paragraphs of plausible Swedish."""
    return "".join(f"<p>{' '.join(rng.choices(SENTENCES, k=6))}</p>" for _ in range(count))


def bar(values: tuple[int, int, int], *, wide: bool = False) -> str:
    """Return a stacked bar as inline SVG."""
    full = 1450 if wide else 460
    colours = (("#002b45", "#ffffff"), ("#2f78a0", "#ffffff"), ("#f7dfae", "#16242e"))
    marks, left = [], 0.0
    for value, (fill, ink) in zip(values, colours, strict=True):
        width = value / 21 * full
        if value:
            marks.append(
                f'<rect x="{left + 0.5:.1f}" y="1" width="{width - 1:.1f}" height="42" '
                f'fill="{fill}" stroke="#8a6a1f" stroke-width="0.4"/>'
                f'<text x="{left + 6:.1f}" y="32" font-family="Source Sans 3" font-size="28" '
                f'font-weight="600" fill="{ink}">{value}</text>'
            )
        left += width
    title = "{} ja, {} delvis, {} nej".format(*values)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{"bars" if wide else "bar"}" '
        f'viewBox="0 0 {full} 44" role="img">'
        f"<title>{title}</title>{''.join(marks)}</svg>"
    )


def front(chapters: list[tuple[str, str, list[tuple[str, str]]]]) -> Part:
    """Return cover and contents."""
    entries = "".join(
        f'<li><a href="#{name}" data-page>{escape(title)}</a>'
        + (
            "<ol>"
            + "".join(f'<li><a href="#{i}" data-page>{escape(t)}</a></li>' for i, t in below)
            + "</ol>"
            if below
            else ""
        )
        + "</li>"
        for name, title, below in chapters
    )
    return Part(
        "front",
        '<section class="cover"><p class="cover-organisation">Länsstyrelserna</p>'
        "<h1>Beredskap i kommunal vård och omsorg</h1>"
        '<p class="cover-subtitle">Nationell sammanställning av länsstyrelsernas självskattning '
        '2024</p><p class="cover-example">EXEMPELDATA – svaren i denna rapport är påhittade</p>'
        '<p class="cover-facts"><span class="cover-case" data-running="Dnr 457-1234-2024">'
        "Dnr 457-1234-2024</span>"
        "<span>23 november 2026</span></p></section>"
        f'<nav class="contents" role="doc-toc"><h1 class="on-new-page">Innehåll</h1>'
        f"<ol>{entries}</ol></nav>",
    )


def reading() -> Part:
    """Return a chapter of running text with lists, notes, links and boxes."""
    rng = random.Random(1)
    return Part(
        "reading",
        '<h1 id="lasa">Så läses rapporten</h1><p class="lead">Varje år bedömer de 21 '
        "länsstyrelserna sig själva mot delmålen i handlingsplanen.</p>"
        '<h2 id="baser">Baser</h2><p>Obesvarat är inte nej.<span class="footnote">Se '
        '<a href="https://www.lansstyrelsen.se/">länsstyrelsernas webbplats</a>.</span> '
        f'Alla delmål finns i <a href="#bilaga">bilagan med <strong>alla</strong> mål</a>.</p>'
        f"{paragraphs(rng, 3)}<ul><li>ja<ul><li><p>helt uppnått</p></li></ul></li><li>delvis</li>"
        "<li>nej</li></ul><ol><li>första</li><li>andra</li></ol>"
        "<dl><dt>Bas</dt><dd>Så många som svarade.</dd><dt>Delmål</dt><dd>Mål ett visst år.</dd>"
        '</dl><blockquote lang="en"><p>Preparedness is everyone’s business.</p></blockquote>'
        '<div class="numbers"><div class="number-card"><p class="number-value">415</p>'
        '<p class="number-label">svar ja eller delvis</p></div><div class="number-card">'
        '<p class="number-value">82 %</p><p class="number-label">av 504 möjliga</p></div>'
        '<div class="number-card"><p class="number-value">21</p><p class="number-label">'
        'länsstyrelser svarade</p></div></div><div class="notice"><p>Frågan har ändrats '
        "sedan året före. Talen jämförs inte.</p></div>"
        f'<p>Långt stycke.<span class="footnote">{rng.choice(SENTENCES)}</span> '
        f"{' '.join(rng.choices(SENTENCES, k=70))}</p>",
    )


def area(number: int, name: str) -> Part:
    """Return a chapter with goals, their figures and bars."""
    rng = random.Random(number)
    goals = []
    for goal in range(1, 7):
        yes = rng.randint(6, 18)
        values = (yes, 21 - yes - 1, 1)
        before = f'<span class="before">({yes - 2})</span>' if goal != 3 else ""
        cells = "".join(f"<td>{value} {before}</td>" for value in values)
        goals.append(
            f'<div class="goal"><p class="goal-code">PF {goal}</p><div class="goal-body">'
            f'<p class="question">Har din länsstyrelse förankrat KHOSS-uppdraget på ledningsnivå '
            f"hos länets kommuner (kommunchef, förvaltningschef, kommunstyrelse)?</p>"
            f'<table class="answers"><caption>PF {goal}. Antal länsstyrelser 2024, 2023 inom '
            f'parentes</caption><thead><tr><th scope="col">Ja</th><th scope="col">Delvis</th>'
            f'<th scope="col">Nej</th></tr></thead><tbody><tr>{cells}</tr></tbody></table>'
            f"{bar(values, wide=True)}</div></div>"
        )
    strange = "".join(f"<p>{escape(normalise_text(text))}</p>" for text in STRANGE)
    return Part(
        f"area-{number}",
        f'<p class="chapter-label">Område {number} av {len(AREAS)}</p>'
        f'<h1 id="omrade-{number}">{escape(name)}</h1>{paragraphs(rng, 1)}'
        f'<h2 id="mal-{number}">Måluppfyllelse</h2>'
        f'<h3 class="priority"><span class="priority-tag">Prio 1</span> Målet ska vara uppnått '
        f'2024</h3>{"".join(goals)}<div class="summary"><h3>Sammanfattande bedömning</h3>'
        f"{paragraphs(rng, 2)}{strange if number == 1 else ''}</div>",
    )


def heatmap() -> Part:
    """Return a landscape page with every goal and every county."""
    rng = random.Random(9)
    kinds = {"J": "yes", "D": "partly", "N": "no", "–": "unanswered"}
    head = "".join(
        f'<th scope="col" class="county"><abbr title="Län {letter}">{letter}</abbr></th>'
        for letter in LETTERS
    )
    rows = []
    for goal in range(24):
        row = "".join(
            f'<td class="{kinds[answer]}">{answer}</td>'
            for answer in rng.choices("JDN–", weights=(8, 6, 3, 1), k=21)
        )
        rows.append(
            f'<tr><th scope="row" class="row-goal"><strong>PF {goal + 1}</strong> Har din '
            f"länsstyrelse förankrat uppdraget i länet?</th>{row}</tr>"
        )
    key = "".join(
        f'<li><span class="swatch {kind}"></span>{letter}</li>' for letter, kind in kinds.items()
    )
    return Part(
        "heatmap",
        f'<section class="landscape"><h2 id="karta">Alla mål och alla län</h2>'
        f'<table class="heatmap"><caption>Svar 2024 per delmål och län</caption>'
        f'<thead><tr><th scope="col" class="row-goal">Delmål</th>{head}</tr></thead>'
        f'<tbody>{"".join(rows)}</tbody></table><ul class="key">{key}</ul></section>',
    )


def counties() -> Part:
    """Return a part that begins with a heading of the second level, and a long table."""
    rng = random.Random(4)
    texts = "".join(
        f'<section class="county"><h2 id="lan-{letter}">Län {letter}</h2>'
        f"{paragraphs(rng, 1)}</section>"
        for letter in LETTERS[:6]
    )
    rows = "".join(
        f'<tr><th scope="row" class="code">PF {number}</th><td>{rng.choice(SENTENCES)}</td>'
        f'<td class="number">{number} (4)</td>'
        f'<td class="bar">{bar((number % 20, 20 - number % 20, 1))}</td></tr>'
        for number in range(1, 90)
    )
    return Part(
        "counties",
        f'{texts}<h2>Tabell</h2><table class="results"><caption>Alla svar</caption><colgroup>'
        '<col class="w-code"><col><col class="w-number"><col class="w-bar"></colgroup><thead><tr>'
        '<th scope="col">Kod</th><th scope="col">Delmål</th><th scope="col" class="number">Ja</th>'
        f'<th scope="col">Fördelning</th></tr></thead><tbody>{rows}</tbody></table>',
    )


def appendix() -> Part:
    """Return the appendix, with cards."""
    cards = "".join(
        f'<section class="card"><h3>{escape(name)}</h3><p>{SENTENCES[2]}</p>'
        f'<p class="card-facts">Delmål: PF 1, PF 2 · 18 av 21 ja</p></section>'
        for name in AREAS
    )
    return Part(
        "appendix",
        '<h1 id="bilaga">Bilaga 1. Alla mål</h1><h2>Mål per område</h2>'
        f'<div class="cards">{cards}</div>'
        '<p><span class="rating yes">ja</span> <span class="rating partly">delvis</span> '
        '<span class="rating no">nej</span> <span class="rating unanswered">obesvarat</span></p>'
        '<p>Åter till <a href="#lasa">läsanvisningen</a>.</p>',
    )


def sample_document() -> Document:
    """Return the whole sample."""
    chapters = [
        ("lasa", "Så läses rapporten", [("baser", "Baser")]),
        *(
            (f"omrade-{number}", name, [(f"mal-{number}", "Måluppfyllelse")])
            for number, name in enumerate(AREAS, start=1)
        ),
        ("karta", "Alla mål och alla län", []),
        (
            f"lan-{LETTERS[0]}",
            "Län",
            [(f"lan-{letter}", f"Län {letter}") for letter in LETTERS[:6]],
        ),
        ("bilaga", "Bilaga 1. Alla mål", []),
    ]
    parts = (
        front(chapters),
        reading(),
        *(area(number, name) for number, name in enumerate(AREAS, start=1)),
        heatmap(),
        counties(),
        appendix(),
    )
    return Document(
        title="Beredskap i kommunal vård och omsorg 2024",
        author="Länsstyrelserna",
        description="Provrapport",
        created=CREATED,
        stylesheet=STYLESHEET,
        parts=parts,
        keywords=("KHOSS", "beredskap"),
        classes=("example",),
        attachments=(
            Attachment("siffror.csv", b"delmal;ja\nPF 1;18\n", "text/csv", "Data", "Siffrorna"),
            Attachment("siffror.json", b'{"PF 1": 18}', "application/json", "Data", "Siffrorna"),
        ),
    )
