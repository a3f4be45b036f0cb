"""Two web processes and one job process side by side, as they run for real."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browsing import Browser, wait_until
from tests.support.databases import EXAMPLE_PASSWORD, Databases
from tests.support.serving import served

ANSWER = "/sjalvskattning/2026/07/uo-4/"


@pytest.fixture
def base(databases: Databases, tmp_path: Path) -> Iterator[str]:
    with databases.copy("example") as url, served(url, tmp_path) as address:
        yield address


def test_pages_and_jobs_work_side_by_side(base: str) -> None:
    officer, coordinator = Browser(base), Browser(base)
    officer.sign_in("handlaggare.kronoberg@khoss.example", EXAMPLE_PASSWORD)
    coordinator.sign_in("samordnare@khoss.example", EXAMPLE_PASSWORD)
    order = "/rapporter/ny/malbild/"
    status, _, report = coordinator.post(order, {"case_number": ""}, token_from=order)
    assert status == 200
    for number in range(1, 9):
        # Each save may meet another web process than the one before.
        fields = {"version": str(number), "rating": "partly", "activities": f"sparad {number}"}
        status, _, _ = officer.post(ANSWER, {**fields, "stay": "1"}, token_from=ANSWER)
        assert status == 200
    path = report.removeprefix(base)
    wait_until(lambda: "Öppna rapporten" in coordinator.get(path)[1].decode())
    status, content, _ = coordinator.get(f"{path.rstrip('/')}.pdf")
    assert (status, content[:5]) == (200, b"%PDF-")
    assert "sparad 8" in officer.get(ANSWER)[1].decode()


def test_a_killed_server_has_lost_no_acknowledged_save(
    databases: Databases, tmp_path: Path
) -> None:
    with databases.copy("example") as url:
        with served(url, tmp_path) as address:
            officer = Browser(address)
            officer.sign_in("handlaggare.kronoberg@khoss.example", EXAMPLE_PASSWORD)
            fields = {"version": "1", "rating": "yes", "activities": "kvitterad", "stay": "1"}
            assert officer.post(ANSWER, fields, token_from=ANSWER)[0] == 200
            subprocess.run(["pkill", "-KILL", "-f", address.removeprefix("http://")], check=True)
        with served(url, tmp_path) as address:
            officer = Browser(address)
            officer.sign_in("handlaggare.kronoberg@khoss.example", EXAMPLE_PASSWORD)
            assert "kvitterad" in officer.get(ANSWER)[1].decode()
