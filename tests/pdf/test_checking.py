"""The examination of a finished file finds each fault in a file that was damaged on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Name, String

from khoss import labels
from khoss.enums import FileFault
from khoss.pdf import Document, Rendered, check

Damage = Callable[[Any], None]


def damaged(content: bytes, damage: Damage) -> bytes:
    """Return a file after something was done to it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        damage(pdf)
        output = io.BytesIO()
        pdf.save(output)
        return output.getvalue()


def elements(pdf: Any, kind: str) -> list[Any]:
    """Return the structure elements of a kind, in reading order."""
    found = []

    def walk(element: Any) -> None:
        if str(element.S) == f"/{kind}":
            found.append(element)
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def first(pdf: Any, kind: str) -> Any:
    return elements(pdf, kind)[0]


def without(key: str) -> Damage:
    def damage(pdf: Any) -> None:
        del pdf.Root[key]

    return damage


def rewrite(before: bytes, after: bytes) -> Damage:
    """Return how to say something else in the description of the file."""

    def damage(pdf: Any) -> None:
        text = pdf.Root.Metadata.read_bytes()
        assert before in text
        pdf.Root.Metadata.write(text.replace(before, after))

    return damage


def of_first_font(change: Callable[[Any], None]) -> Damage:
    def damage(pdf: Any) -> None:
        change(next(iter(pdf.pages[0].obj.Resources.Font.values())))

    return damage


def drop_font_file(font: Any) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def drop_unicode(font: Any) -> None:
    del font["/ToUnicode"]


def name_fonts_alike(pdf: Any) -> None:
    for page in pdf.pages:
        for font in page.obj.Resources.get("/Font", {}).values():
            font.BaseFont = Name("/AAAAAA+Same")


def add_a_tree(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.K.append(pdf.Root.StructTreeRoot.K[0].K[0])


def forget_a_page(pdf: Any) -> None:
    del pdf.pages[1].obj["/StructParents"]


def put_a_paragraph_in_a_row(pdf: Any) -> None:
    first(pdf, "TD").S = Name.P


def skip_a_level(pdf: Any) -> None:
    first(pdf, "H2").S = Name.H4


def drop_an_alternative(pdf: Any) -> None:
    del first(pdf, "Figure")["/Alt"]


def rename_a_note(pdf: Any) -> None:
    first(pdf, "Note").ID = String("somebody else")


def drop_a_scope(pdf: Any) -> None:
    del first(pdf, "TH")["/A"]


def drop_a_cell(pdf: Any) -> None:
    row = elements(pdf, "TR")[1]
    del row.K[-1]


def drop_an_area(pdf: Any) -> None:
    link = first(pdf, "Link")
    link.K = pikepdf.Array([kid for kid in link.K if not is_area(kid)])


def is_area(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def lead_nowhere(pdf: Any) -> None:
    for page in pdf.pages:
        for area in page.obj.get("/Annots", []):
            if "/Dest" in area:
                area.Dest = String("nowhere")
                return


def drop_an_attachment(pdf: Any) -> None:
    del pdf.Root.Names.EmbeddedFiles.Names[:2]


def mute_an_attachment(pdf: Any) -> None:
    del pdf.Root.AF[0]["/AFRelationship"]


CASES: list[tuple[FileFault, Damage]] = [
    (FileFault.NO_TAGS, without("/MarkInfo")),
    (FileFault.NO_TAGS, without("/StructTreeRoot")),
    (FileFault.NO_LANGUAGE, without("/Lang")),
    (FileFault.TITLE_NOT_SHOWN, without("/ViewerPreferences")),
    (FileFault.NOT_UA, without("/Metadata")),
    (FileFault.NO_COLOURS, without("/OutputIntents")),
    (FileFault.NOT_UA, rewrite(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")),
    (FileFault.NOT_ARCHIVE, rewrite(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")),
    (FileFault.NO_SCHEMA, rewrite(b"<pdfaSchema:prefix>pdfuaid<", b"<pdfaSchema:prefix>x<")),
    (FileFault.NO_TITLE, rewrite(b"dc:title", b"dc:other")),
    (FileFault.FONT_MISSING, of_first_font(drop_font_file)),
    (FileFault.FONT_UNREADABLE, of_first_font(drop_unicode)),
    (FileFault.FONT_TWICE, name_fonts_alike),
    (FileFault.SEVERAL_TREES, add_a_tree),
    (FileFault.PAGE_OUTSIDE, forget_a_page),
    (FileFault.WRONG_PLACE, put_a_paragraph_in_a_row),
    (FileFault.HEADING_SKIPPED, skip_a_level),
    (FileFault.NO_ALTERNATIVE, drop_an_alternative),
    (FileFault.NOTE_UNKNOWN, rename_a_note),
    (FileFault.TABLE_WITHOUT_SCOPE, drop_a_scope),
    (FileFault.TABLE_UNEVEN, drop_a_cell),
    (FileFault.LINK_WITHOUT_AREA, drop_an_area),
    (FileFault.AREA_WITHOUT_LINK, drop_an_area),
    (FileFault.LINK_NOWHERE, lead_nowhere),
    (FileFault.ATTACHMENT, drop_an_attachment),
    (FileFault.ATTACHMENT, mute_an_attachment),
]


def words(faults: tuple[str, ...]) -> set[str]:
    return {fault.partition(" ")[0] for fault in faults}


def names_in(sample: Document) -> list[str]:
    return [attachment.name for attachment in sample.attachments]


def test_a_whole_file_has_no_fault(sample: Document, rendered: Rendered) -> None:
    assert check(rendered.pdf, pages=rendered.pages, attachments=names_in(sample)) == ()


@pytest.mark.parametrize(
    ("fault", "damage"), CASES, ids=[f"{number} {fault}" for number, (fault, _) in enumerate(CASES)]
)
def test_each_fault_is_found(
    fault: FileFault, damage: Damage, sample: Document, rendered: Rendered
) -> None:
    content = damaged(rendered.pdf, damage)
    assert fault in words(check(content, pages=rendered.pages, attachments=names_in(sample)))


def test_pages_that_are_missing_are_counted(rendered: Rendered) -> None:
    assert f"pages {rendered.pages}" in check(rendered.pdf, pages=rendered.pages + 1)


def test_an_encrypted_file_is_told(rendered: Rendered) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="a", user=""))
    assert FileFault.ENCRYPTED in check(output.getvalue())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"not a PDF at all"])
def test_what_is_no_pdf_cannot_be_read(content: bytes) -> None:
    assert check(content) == (FileFault.UNREADABLE,)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_short_is_never_without_fault(rendered: Rendered, share: float) -> None:
    assert check(rendered.pdf[: int(len(rendered.pdf) * share)], pages=rendered.pages)


def test_an_empty_file_has_faults_and_stops_nothing() -> None:
    output = io.BytesIO()
    pikepdf.new().save(output)
    assert {FileFault.PAGES, FileFault.NO_TAGS} <= words(check(output.getvalue()))


def test_every_fault_has_its_words() -> None:
    assert set(labels.FILE_FAULTS) == set(FileFault)
