"""Measure how long each kind of report takes: `.venv/bin/python -m benchmarks.pdf`.

Cold is a program of its own from start to end, warm the same process again; the figures are read
from the database once before. Memory is the highest of this process.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime

from benchmarks.installation import measured_installation
from khoss.documents import build_document
from khoss.pdf import render
from khoss.services import reports
from khoss.services.records import GATHERERS, ReportOrder

TIMES = 5
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def main() -> None:
    """Print a line for each kind of report."""
    with measured_installation() as app, app.app_context():
        for kind in GATHERERS:
            report = reports.create_report(ReportOrder(kind, 2025), by=None, now=AT)
            frozen = reports.frozen(report)
            for processes in (1, 2):
                seconds = []
                for _ in range(TIMES + 1):
                    began = time.perf_counter()
                    rendered = render(build_document(frozen), processes=processes)
                    seconds.append(time.perf_counter() - began)
                print(
                    f"{kind.value:<15} {rendered.pages:>3} pages, {processes} process(es): "
                    f"first {seconds[0]:.2f} s, "
                    f"then median {statistics.median(seconds[1:]):.2f} s, "
                    f"{len(rendered.pdf) / 1000:.0f} kB"
                )
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "khoss", "--help"], check=True, capture_output=True)
    print(f"khoss --help, a program of its own: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
