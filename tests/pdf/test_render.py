"""The sample report as a whole: what it claims, what it shows, what is read out."""

import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from khoss.pdf import Document, PdfProblem, Rendered, render
from khoss.pdf.companion import COMPANIONS
from khoss.pdf.tasks import KEPT
from tests.pdf.sample import AREAS
from tests.pdf.small import small
from tests.support.pdf_structure import Tagged, structure_problems
from tests.support.verapdf import broken_rules


def page_texts(path: Path) -> list[str]:
    """Return what stands on each page, as poppler reads it."""
    run = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return run.stdout.split("\f")[:-1]


def test_the_validator_finds_pdf_ua_and_pdf_a_in_one_file(rendered_file: Path) -> None:
    assert broken_rules(rendered_file, flavours="ua1,3a") == []


def test_the_validator_sees_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    assert broken_rules(path, flavours="ua1")


def test_the_structure_is_whole(rendered: Rendered) -> None:
    assert rendered.pages >= 20
    assert structure_problems(rendered.pdf) == []


def test_equal_input_gives_equal_bytes(sample: Document, rendered: Rendered) -> None:
    KEPT.clear()
    again = render(sample)
    assert again.pdf == rendered.pdf
    assert again.sha256 == rendered.sha256 == sha256(rendered.pdf).hexdigest()


def test_two_processes_give_the_same_file(sample: Document, rendered: Rendered) -> None:
    try:
        for _ in range(2):
            KEPT.clear()
            assert render(sample, processes=2).pdf == rendered.pdf
    finally:
        COMPANIONS.drop()


def test_a_lost_second_process_is_replaced(rendered: Rendered, sample: Document) -> None:
    try:
        KEPT.clear()
        lost = COMPANIONS.get().process
        lost.kill()
        lost.wait()
        assert render(sample, processes=2).pdf == rendered.pdf
    finally:
        COMPANIONS.drop()


def test_a_problem_in_the_second_process_is_told(sample: Document) -> None:
    broken = [replace(part, html=part.html + '<img src="x.png">') for part in sample.parts[1:]]
    with pytest.raises(PdfProblem):
        render(replace(sample, parts=(sample.parts[0], *broken)), processes=2)


def test_every_page_says_where_it_is_and_that_the_data_are_examples(rendered_file: Path) -> None:
    texts = page_texts(rendered_file)
    for number, text in enumerate(texts[1:], start=2):
        assert f"Sida {number} av {len(texts)}" in text
    assert all("EXEMPELDATA" in text for text in texts)


def test_only_example_data_is_called_so(sample: Document, tmp_path: Path) -> None:
    path = tmp_path / "real.pdf"
    path.write_bytes(render(replace(sample, classes=(), parts=sample.parts[2:3])).pdf)
    assert not any("EXEMPELDATA" in text for text in page_texts(path))


def test_the_contents_show_the_page_that_each_link_leads_to(tagged: Tagged) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(tagged.pdf.pages, start=1)}
    names = list(tagged.pdf.Root.Names.Dests.Names)
    targets = {str(name): spot[0] for name, spot in zip(names[::2], names[1::2], strict=True)}
    entries = tagged.document.all("TOCI")
    assert len(entries) > 15
    for entry in entries:
        link = entry.all("Link")[0]
        number = pages[targets[str(link.areas[0].Dest)].objgen]
        assert link.text.split()[-1] == str(number)


def test_headings_stand_on_the_pages_that_links_lead_to(
    rendered_file: Path, tagged: Tagged
) -> None:
    texts = page_texts(rendered_file)
    for entry in tagged.document.all("TOCI"):
        *words, number = entry.all("Link")[0].text.split()
        assert words[0] in texts[int(number) - 1]


def test_running_titles_go_on_from_part_to_part(rendered_file: Path, tagged: Tagged) -> None:
    texts = page_texts(rendered_file)
    (county,) = (each for each in tagged.document.all("H2") if each.text.strip() == "Län C")
    text = texts[min(county.pages)]
    assert AREAS[-1] in text.splitlines()[0] + text.splitlines()[1]
    assert "Dnr 457-1234-2024" in text


def test_bookmarks_of_all_parts_make_one_tree(tagged: Tagged) -> None:
    with tagged.pdf.open_outline() as outline:
        tops = [item.title for item in outline.root]
        last_area = next(item for item in outline.root if item.title == AREAS[-1])
        below = [item.title for item in last_area.children]
    assert tops == ["Innehåll", "Så läses rapporten", *AREAS, "Bilaga 1. Alla mål"]
    assert below[:3] == ["Måluppfyllelse", "Alla mål och alla län", "Län C"]


def test_running_headers_are_not_read_out(tagged: Tagged) -> None:
    assert "Sida 2 av" not in tagged.document.text
    assert not tagged.unread()


def test_the_text_is_read_in_the_order_it_was_written(tagged: Tagged) -> None:
    text = tagged.document.text
    places = [text.index(words) for words in ("EXEMPELDATA", "Innehåll", "Baser", "Prio 1")]
    assert places == sorted(places)
    assert "Sida" not in text


def test_the_long_table_is_one_table(tagged: Tagged) -> None:
    table = tagged.document.all("Table")[-1]
    assert len(table.pages) >= 4
    assert len(table.all("TR")) == 90
    assert table.text.count("Fördelning") == 1


def test_abbreviations_of_counties_are_read_out_in_full(tagged: Tagged) -> None:
    spans = [each for each in tagged.document.all("Span") if each.attribute("E")]
    assert [each.attribute("E") for each in spans[:2]] == ["Län C", "Län D"]


def test_the_heat_map_lies_on_its_side(tagged: Tagged) -> None:
    boxes = [page.mediabox for page in tagged.pdf.pages]
    assert sum(float(box[2]) > float(box[3]) for box in boxes) == 1


def test_attachments_say_what_they_are(tagged: Tagged) -> None:
    files = {str(each.UF): each for each in tagged.pdf.Root.AF}
    assert sorted(files) == ["siffror.csv", "siffror.json"]
    table = files["siffror.csv"]
    assert table.AFRelationship == "/Data"
    assert table.EF.F.read_bytes() == b"delmal;ja\nPF 1;18\n"
    assert table.EF.F.Subtype == "/text/csv"
    assert tagged.pdf.attachments["siffror.json"].get_file().read_bytes() == b'{"PF 1": 18}'


def test_the_file_says_what_it_is(tagged: Tagged) -> None:
    metadata = tagged.pdf.open_metadata()
    assert metadata["dc:title"] == "Beredskap i kommunal vård och omsorg 2024"
    assert metadata["xmp:CreateDate"] == "2026-11-23T08:00:00+00:00"
    assert str(tagged.pdf.docinfo["/CreationDate"]) == "D:20261123080000Z"
    assert str(tagged.pdf.Root.Lang) == "sv"


def test_only_the_projects_fonts_are_used(tagged: Tagged) -> None:
    names = {
        str(font.BaseFont).partition("+")[2]
        for page in tagged.pdf.pages
        for font in page.obj.Resources.get("/Font", {}).values()
    }
    assert {name.split("-")[0] for name in names} == {"Source", "Noto"}


def test_a_document_of_one_part_shows_its_own_page_numbers() -> None:
    html = (
        '<h1>Rubrik</h1><p><a href="#slut" data-page>Slutet</a></p>'
        '<h2 id="slut" style="break-before: page">Slut</h2><p>text</p>'
    )
    style = "a::after { content: ' sida ' attr(data-page) }"
    document = small(html, style=style)
    assert "Slutet sida 2" in Tagged(render(document).pdf).document.text


def test_front_matter_of_many_pages_still_shows_the_right_numbers() -> None:
    front = (
        "<h1>Rubrik</h1>" + "<p style='break-before: page'>blad</p>" * 4
    ) + '<p><a href="#mal" data-page>Mål</a></p>'
    document = small(front, '<h2 id="mal">Mål</h2>', style="a::after { content: attr(data-page) }")
    rendered = render(document)
    assert rendered.pages == 6
    assert "Mål6" in Tagged(rendered.pdf).document.text
