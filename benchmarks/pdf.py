"""Measure how long reports take: `.venv/bin/python -m benchmarks.pdf`.

All in one warm process, the best of three, beside Chromium and Typst on the same content (Typst
where the package `typst` is installed besides). Wall is what one waits, cpu what this process
and its companion have worked; memory is the highest of each of the two during these times.
"""

from __future__ import annotations

import io
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
from khoss.pdf.pieces import PIECES
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
    for processes in (1, 2):
        _measure_alone(f"the last, {processes} of its own", counties[0], long, processes)
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
    PIECES.clear()
    return render(document, processes=processes)


def _measure(
    name: str, work: Callable[[], Rendered], before: Callable[[], object] = lambda: None
) -> None:
    """Print the best of some times."""
    best: tuple[float, float] | None = None
    _forget_highest_memory()
    for _ in range(TIMES):
        before()
        wall, cpu = time.perf_counter(), _cpu()
        rendered = work()
        found = time.perf_counter() - wall, _cpu() - cpu
        best = found if best is None else min(best, found)
    assert best is not None
    print(f"{name:<34}{rendered.pages:>6}{best[0]:>8.2f}{best[1]:>8.2f}{_memory():>10}", flush=True)


def _measure_alone(name: str, first: Document, document: Document, processes: int) -> None:
    """Print the memory of a process that has made one short report before, and of its companion."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(_pages, first).result()
        pages, memory = pool.submit(_pages_and_memory, document, processes).result()
    print(f"{name:<34}{pages:>6}{memory:>26}", flush=True)


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


def _pages_and_memory(document: Document, processes: int) -> tuple[int, str]:
    """Render; return the number of pages and the most memory that it took."""
    return _cold(document, processes).pages, _memory()


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


def _processes() -> list[str]:
    """Return this process and its companion, where there is one, as /proc names them."""
    companion = _companion()
    return ["self"] if companion is None else ["self", str(companion)]


def _forget_highest_memory() -> None:
    for process in _processes():
        Path(f"/proc/{process}/clear_refs").write_text("5", encoding="utf-8")


def _memory() -> str:
    """Return the most memory that this process and its companion have held, in MB."""
    told = [Path(f"/proc/{one}/status").read_text(encoding="utf-8") for one in _processes()]
    highest = [int(one.partition("VmHWM:")[2].split()[0]) / 1000 for one in told]
    return " + ".join(f"{one:.0f}" for one in highest)


def _companion() -> int | None:
    companion = COMPANIONS._companion
    return None if companion is None else companion.process.pid


if __name__ == "__main__":
    main()
