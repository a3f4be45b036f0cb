"""Measure how long reports take: `.venv/bin/python -m benchmarks.pdf`.

All in one warm process, the best of three, beside Chromium and Typst on the same content (Typst
where the package `typst` is installed besides). Wall is what one waits, cpu what this process
and its companion have worked; memory is the highest of each of the two so far.
"""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pikepdf
from sqlalchemy import select

from benchmarks.installation import measured_installation
from benchmarks.peers import chromium, seconds, typst
from benchmarks.reports import with_texts
from khoss.db import db
from khoss.documents import build_document
from khoss.enums import ReportKind
from khoss.models import County
from khoss.pdf import Document, Rendered, render
from khoss.pdf.companion import COMPANIONS
from khoss.pdf.lines import LINES
from khoss.pdf.tasks import KEPT
from khoss.services import reports
from khoss.services.records import ReportOrder

TIMES = 3
YEAR = 2025
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
MEASURED = (ReportKind.NATIONAL, ReportKind.TARGET_PICTURE, ReportKind.TARGET_POSTER)


def main() -> None:
    """Print a line for each kind and size of report."""
    documents = dict(_documents())
    counties = [document for name, document in documents.items() if name.startswith("county")]
    render(counties[0], processes=2)  # both processes are warm from here on
    print(f"{'report':<34}{'pages':>6}{'wall s':>8}{'cpu s':>8}{'MB':>10}")
    short, long = (with_texts(documents["national"], texts=count) for count in (6, 72))
    changed = with_texts(documents["national"], texts=6, changed=True)
    for name in ("target_picture", "target_poster", f"county {counties[0].author}"):
        _measure(name, partial(_cold, documents[name], 1))
    sizes = {
        "national": documents["national"],
        "national, short texts": short,
        "national, all texts": long,
    }
    for name, document in sizes.items():
        for processes in (1, 2):
            label = f"{name}, {processes} process{'es' if processes > 1 else ''}"
            _measure(label, partial(_cold, document, processes))
    _measure("one text changed, 1 process", partial(render, changed), before=partial(render, short))
    COMPANIONS.drop()
    _measure_all_counties(counties)
    _measure_peers(short, long)


def _documents() -> Iterator[tuple[str, Document]]:
    """Yield the documents of an installation with examples."""
    with measured_installation() as app, app.app_context():
        orders = {kind.value: ReportOrder(kind, YEAR) for kind in MEASURED}
        for county in db.session.scalars(select(County).order_by(County.code)):
            order = ReportOrder(ReportKind.COUNTY, YEAR, county.code, with_texts=True)
            orders[f"county {county.code}"] = order
        for name, order in orders.items():
            report = reports.create_report(order, by=None, now=AT)
            document = build_document(reports.frozen(report))
            yield (name if "county" not in name else f"county {document.author}"), document


def _cold(document: Document, processes: int) -> Rendered:
    """Render with nothing kept from before."""
    KEPT.clear()
    LINES.clear()
    return render(document, processes=processes)


def _measure(
    name: str, work: Callable[[], Rendered], before: Callable[[], object] = lambda: None
) -> None:
    """Print the best of some times."""
    best: tuple[float, float] | None = None
    for _ in range(TIMES):
        before()
        wall, cpu = time.perf_counter(), _cpu()
        rendered = work()
        found = time.perf_counter() - wall, _cpu() - cpu
        best = found if best is None else min(best, found)
    assert best is not None
    print(f"{name:<34}{rendered.pages:>6}{best[0]:>8.2f}{best[1]:>8.2f}{_memory():>10}", flush=True)


def _measure_all_counties(counties: list[Document]) -> None:
    """Print how long all county reports take in two processes, as the job process makes them."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(_pages, counties[:2]))
        wall = time.perf_counter()
        pages = sum(pool.map(_pages, counties, chunksize=1))
        took = time.perf_counter() - wall
    print(f"{f'{len(counties)} counties, 2 workers':<34}{pages:>6}{took:>8.2f}", flush=True)


def _pages(document: Document) -> int:
    """Render in a process that has made other counties' reports, whose lines it knows."""
    KEPT.clear()
    return render(document).pages


def _measure_peers(*documents: Document) -> None:
    """Print what other programs take for the same content."""
    with chromium() as printed:
        peers = {"Chromium": printed, "Typst": typst()}
        for document in documents:
            for name, peer in peers.items():
                if peer is None:
                    print(f"{name:<34}  is not installed", flush=True)
                else:
                    took, content = seconds(peer, document)
                    with pikepdf.open(io.BytesIO(content)) as pdf:
                        pages = len(pdf.pages)
                    print(f"{name:<34}{pages:>6}{took:>8.2f}", flush=True)


def _cpu() -> float:
    """Return how many seconds this process and its companion have worked."""
    own = time.process_time()
    process = _companion()
    if process is None:
        return own
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / 100


def _memory() -> str:
    """Return the most memory that this process and its companion have held, in MB."""
    own = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f}"
    process = _companion()
    if process is None:
        return own
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return f"{own} + {int(status.partition('VmHWM:')[2].split()[0]) / 1000:.0f}"


def _companion() -> int | None:
    companion = COMPANIONS._companion
    return None if companion is None else companion.process.pid


if __name__ == "__main__":
    main()
