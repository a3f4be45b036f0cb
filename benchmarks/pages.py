"""Measure how long the pages take: `.venv/bin/python -m benchmarks.pages`.

21 counties, 24 goals, four years. Each page is fetched through the application itself, without a
network, by somebody who has signed in.
"""

from __future__ import annotations

import statistics
import time

from sqlalchemy import select

from benchmarks.installation import measured_installation
from khoss.db import db
from khoss.models import User

TIMES = 60
PAGES = {
    "handlaggare.kronoberg@khoss.example": [
        "/",
        "/sjalvskattning/2026/07/",
        "/sjalvskattning/2026/07/pf-1/",
        "/sjalvskattning/2026/07/oversikt/",
        "/resultat/2025/",
        "/malbild-2030/",
    ],
    "samordnare@khoss.example": ["/omgangar/2026/", "/resultat/2026/", "/rapporter/"],
    "administrator@khoss.example": ["/anvandare/"],
}


def main() -> None:
    """Print p50 and p95 of each page, in milliseconds."""
    with measured_installation() as app:
        for address, paths in PAGES.items():
            with app.app_context():
                query = select(User.fs_uniquifier).where(User.email == address)
                who = db.session.scalars(query).one()
                db.session.remove()
            client = app.test_client()
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = who, True
            for path in paths:
                times = []
                for number in range(TIMES + 5):
                    began = time.perf_counter()
                    status = client.get(path).status_code
                    if status != 200:
                        raise SystemExit(f"{path}: {status}")
                    if number >= 5:
                        times.append((time.perf_counter() - began) * 1000)
                slow = statistics.quantiles(times, n=20)[-1]
                print(f"{path:<36} p50 {statistics.median(times):>6.1f}  p95 {slow:>6.1f} ms")


if __name__ == "__main__":
    main()
