"""Where the answers behind the figures of a report stand, for as far as the user may go."""

from __future__ import annotations

from flask import url_for

from khoss.access import may, signed_in_user
from khoss.figures.editions import Edition
from khoss.presentation.charts import area_anchor
from khoss.presentation.report_previews import TARGETS, Behind, FindAnswers
from khoss.services.answer_places import get_answer_places

# The pages that show the answers behind a figure of a year, and where on them.
PLACES = {
    "country": ("results.national", None),
    "counties": ("comparisons.counties", None),
    "groups": ("comparisons.spread", "grupper"),
    "spread": ("comparisons.spread", "spridning"),
    "spread-change": ("comparisons.spread", "andring"),
    "municipalities": ("comparisons.spread", "kommuner"),
}


def answer_links(edition: Edition) -> FindAnswers:
    """Return where the answers behind a figure stand: never where the user is answered 404."""
    places = get_answer_places(
        county=signed_in_user().county_code,
        sees_open_years=may("results:read_open"),
        reviews=may("assessments:review"),
    )
    has_answers = bool(edition.ratings)

    def find(behind: Behind) -> str:
        year, county = int(behind.year or edition.year), behind.county
        handed = bool(county) and not behind.place and (year, county) in places.assessments
        if behind.place == TARGETS:
            return url_for("targets.picture")
        if behind.goal and handed:
            goal = behind.goal.lower()
            return url_for("assessments.answer", year=year, county=county, goal=goal)
        if year not in places.years:
            return url_for("assessments.show", year=year, county=county) if handed else ""
        line = places.lines.get((year, behind.goal.replace("-", " ")))
        if line and not county:
            return url_for("comparisons.goal", line=line)
        return _page(behind, year, has_answers=has_answers)

    return find


def _page(behind: Behind, year: int, *, has_answers: bool) -> str:
    """Return where the answers of a county, an area, a priority or a whole year stand."""
    if behind.place in PLACES:
        endpoint, anchor = PLACES[behind.place]
        return url_for(endpoint, year=year, _anchor=anchor)
    if behind.county:
        anchor = behind.place or None
        return url_for("comparisons.county", year=year, county=behind.county, _anchor=anchor)
    if behind.area:
        return url_for("results.national", year=year, _anchor=area_anchor(behind.area))
    if behind.priority and has_answers:
        return url_for("comparisons.heatmap", year=year, prio=behind.priority)
    return url_for("results.national", year=year)
