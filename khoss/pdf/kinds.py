"""Say what HTML elements are in the structure of a PDF."""

from typing import Any

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {
    "address": "Div",
    "article": "Art",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "div": "Div",
    "dl": "L",
    "figcaption": "Caption",
    "figure": "Div",
    "footer": "Div",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "header": "Div",
    "img": "Figure",
    "li": "LI",
    "main": "Part",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "Code",
    "q": "Quote",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "dd": "LBody",
    "dt": "Lbl",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    f"{SVG}svg": "Figure",
}
PSEUDO_KINDS = {"marker": "Lbl", "footnote-marker": "Lbl", "footnote-call": "Reference"}
SCOPES = {"row": "/Row", "rowgroup": "/Row"}
NUMBERINGS = {
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
    "circle": "/Circle",
    "square": "/Square",
    "none": "/None",
}


def is_decorative(element: Any) -> bool:
    """Tell whether an image or drawing says nothing that needs to be read out."""
    return element is not None and (
        element.get("aria-hidden") == "true"
        or element.get("role") in ("presentation", "none")
        or (element.tag == "img" and element.get("alt") == "")
    )


def alternative_text(element: Any) -> str:
    """Return the text that stands for an image: title and description, label or alt."""
    texts = [element.get("aria-label"), element.get("alt")]
    if element.tag == f"{SVG}svg":
        texts += [
            "".join(found.itertext())
            for name in ("title", "desc")
            if (found := element.find(f"{SVG}{name}")) is not None
        ]
    return " ".join(" ".join(text.split()) for text in texts if text)
