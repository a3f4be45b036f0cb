"""Draw borders, outlines and colours with less work, in fewer words.

What a style leaves out is found out once for all boxes that have it. Leans on WeasyPrint's
private interface, like the tagging.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout.absolute import AbsolutePlaceholder

_SIDES = ("top", "right", "bottom", "left")
_SQUARE = {
    f"border_{corner}_radius": (0, 0)
    for corner in ("top_left", "top_right", "bottom_left", "bottom_right")
}


def drawing_border(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a drawer of borders that fills rectangles for straight lines of one colour."""

    def draw_border(stream: Any, box: Any) -> None:
        lines = _lines(box.style)
        if lines is None:
            original(stream, box)
            return
        drawn = [side for side in lines if getattr(box, f"border_{side}_width") != 0]
        if drawn and not (
            len(drawn) in (1, 4) and box.style["visibility"] == "visible" and _is_square(box)
        ):
            original(stream, box)
        elif len(drawn) == 1:
            _draw_side(stream, box, drawn[0], lines[drawn[0]])
        elif drawn:
            _draw_frame(stream, box, lines[drawn[0]])

    return draw_border


def _lines(style: Any) -> dict[str, Any] | None:
    """Return the colours of the plain borders of a style by their side, None for any other.

    Four sides are plain when they have one colour.
    """
    own = vars(style)
    if "_khoss_lines" not in own:
        style._khoss_lines = _found_lines(style)
    lines: dict[str, Any] | None = own["_khoss_lines"]
    return lines


def _found_lines(style: Any) -> dict[str, Any] | None:
    """Find out what borders a style has."""
    if style["border_image_source"][0] != "none" or style["border_collapse"] == "collapse":
        return None
    if style["column_width"] != "auto" or style["column_count"] != "auto":
        return None
    lines = {}
    for side in _SIDES:
        color = get_color(style, f"border_{side}_color")
        if style[f"border_{side}_width"] == 0 or color.alpha == 0:
            continue
        if style[f"border_{side}_style"] != "solid" or color.alpha != 1:
            return None
        lines[side] = color
    first = next(iter(lines.values()), None)
    return lines if all(color == first for color in lines.values()) else None


def _is_square(box: Any) -> bool:
    """Tell whether a box has no round corners."""
    own = vars(box)
    return all(own[corner] == (0, 0) for corner in _SQUARE)


def _draw_side(stream: Any, box: Any, side: str, color: Any) -> None:
    """Draw the only border that a box has."""
    left, top, width, height = _outer(box)
    thickness = getattr(box, f"border_{side}_width")
    if side == "bottom":
        top += height - thickness
    elif side == "right":
        left += width - thickness
    if side in ("top", "bottom"):
        height = thickness
    else:
        width = thickness
    _fill(stream, color, (left, top, width, height))


def _draw_frame(stream: Any, box: Any, color: Any) -> None:
    """Draw the four borders of a box."""
    inner = box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height()
    _fill(stream, color, inner, _outer(box))


def _outer(box: Any) -> tuple[float, float, float, float]:
    """Return the rectangle around a box with its borders."""
    return box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()


def _fill(stream: Any, color: Any, *areas: tuple[float, float, float, float]) -> None:
    """Fill a rectangle, or what lies between two, as decoration."""
    if stream._tags is not None:
        stream.begin_marked_content("Artifact")
    stream.set_color(color)
    for area in areas:
        stream.rectangle(*area)
    stream.fill(even_odd=len(areas) > 1)
    if stream._tags is not None:
        stream.end_marked_content()


def drawing_outline(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a drawer of outlines, which are nowhere but are looked for in every box."""

    def draw_outline(stream: Any, box: Any) -> None:
        outlined: bool | None = vars(box.style).get("_khoss_outlined")
        if outlined is None:
            outlined = box.style._khoss_outlined = bool(box.style["outline_width"])
        if outlined:
            original(stream, box)
            return
        for child in box.children:
            if isinstance(child, Box):
                draw_outline(stream, child)

    return draw_outline


def drawing_background(original: Callable[..., None]) -> Callable[..., None]:
    """Return a drawer of backgrounds that fills a rectangle for one that is a colour."""

    def draw_background(
        stream: Any, background: Any, clip_box: bool = True, bleed: Any = None, marks: Any = ()
    ) -> None:
        if background is None or not background.layers:
            return
        layer = background.layers[0]
        if (
            len(background.layers) > 1
            or layer.image is not None
            or bleed
            or not clip_box
            or background.style["box_shadow"]
            or len(layer.clipped_boxes) != 1
            or any(any(corner) for corner in layer.clipped_boxes[0][4:])
            or background.color.alpha != 1
        ):
            original(stream, background, clip_box, bleed, marks)
            return
        # Within its own edges: unless clipped, some readers fill all pixels that it touches.
        with stream.stacked():
            stream.rectangle(*layer.painting_area)
            stream.clip()
            stream.end()
            _fill(stream, background.color, layer.painting_area)

    return draw_background


def setting_colour(original: Callable[..., None]) -> Callable[..., None]:
    """Return what sets a colour, where it is another than before."""

    def set_color(stream: Any, color: Any, stroke: bool = False) -> None:
        known = vars(color).get("_khoss_known")
        if known is None:
            plain = color.space in ("srgb", "hsl", "hwb")
            rgb = color.to("srgb").coordinates if plain else None
            known = color._khoss_known = (color.space, *color.coordinates), color.alpha, rgb
        channels, alpha, rgb = known
        stream.set_alpha(alpha, stroke)
        if channels == (stream._current_color_stroke if stroke else stream._current_color):
            return
        if rgb is None:
            original(stream, color, stroke)
            return
        if stroke:
            stream._current_color_stroke = channels
        else:
            stream._current_color = channels
        stream.set_color_rgb(*rgb, stroke)

    return set_color


def laying_background(original: Callable[..., None]) -> Callable[..., None]:
    """Return what prepares backgrounds, without the work for boxes that have none."""

    def layout(
        page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        own = style or box.style
        plain = vars(own).get("_khoss_plain")
        if plain is None:
            plain = own._khoss_plain = _is_plain(own)
        if box is page or not plain:
            original(page, box, get_image, layout_children, style)
            return
        vars(box).update(_SQUARE, background=None)
        if layout_children:
            for child in box.all_children():
                layout(page, child, get_image)

    return layout


def _is_plain(style: Any) -> bool:
    """Tell whether a style has neither background, shadow, image nor round corners."""
    return (
        style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and style["visibility"] != "hidden"
        and not style["box_shadow"]
        and all(kind == "none" for kind, _ in style["background_image"])
        and get_color(style, "background_color").alpha == 0
        and all((0, "px") in style[corner] for corner in _SQUARE)
    )
