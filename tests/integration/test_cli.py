"""The commands, each run as a program of its own: what they print, refuse and leave behind."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import socket
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from config import ROOT, from_environment
from khoss import create_app
from khoss.cli import cli, main
from khoss.db import db
from khoss.documents.program import this_program
from khoss.enums import AssessmentStatus
from khoss.models import ActionPlan, Answer, Assessment, Report, Round, SubGoal, User
from khoss.services.official import DATA
from tests.support.databases import Databases
from tests.support.pages import Person, anybody

LOGIN = "/konto/logga-in"
LONGEST_S = 120
COMMANDS = [
    "",
    "init",
    "demo",
    "run",
    "jobs",
    "plan",
    "plan check",
    "plan load",
    "user",
    "user add",
    "report",
    "report national",
    "report interim-account",
    "report final-account",
    "report county",
    "report counties",
    "report questions",
    "report target-picture",
    "report target-poster",
    "report remake",
    "report verify",
    "export",
    "export results",
    "mail",
    "mail send",
    "mail remind",
    "version",
]


@dataclass(frozen=True)
class Terminal:
    """Somebody who runs commands on one installation."""

    environment: dict[str, str]
    folder: Path

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "khoss", *arguments],
            env=self.environment | settings,
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=LONGEST_S,
        )

    def run_here(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command in this process: a program's start takes longer than what it refuses."""
        said, complained = io.StringIO(), io.StringIO()
        code: str | int | None = 0
        with (
            patch.dict(os.environ, self.environment, clear=True),
            patch.object(sys, "argv", ["khoss", *arguments]),
            redirect_stdout(said),
            redirect_stderr(complained),
        ):
            try:
                main()
            except SystemExit as ended:
                code = ended.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(arguments, code, said.getvalue(), complained.getvalue())

    def done(self, *arguments: str, **settings: str) -> str:
        """Return what a command prints that ends well and complains of nothing."""
        ended = self.run(*arguments, **settings)
        assert (ended.returncode, ended.stderr) == (0, ""), ended
        return ended.stdout

    def refused(self, *arguments: str, code: int = 1, **settings: str) -> str:
        """Return the one line with which a command ends badly."""
        return _complaint(self.run(*arguments, **settings), code)

    def refused_here(self, *arguments: str, code: int = 1) -> str:
        """Return the one line with which a command in this process ends badly."""
        return _complaint(self.run_here(*arguments), code)


def _complaint(ended: subprocess.CompletedProcess[str], code: int) -> str:
    assert (ended.returncode, ended.stdout) == (code, ""), ended
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr.strip()


def _terminal(folder: Path, **settings: str) -> Terminal:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHOSS_")}
    own = {"KHOSS_INSTANCE_PATH": str(folder / "instance"), "PYTHONIOENCODING": "utf-8"}
    return Terminal(kept | own | settings, folder)


@pytest.fixture
def official(databases: Databases, tmp_path: Path) -> Iterator[Terminal]:
    """Return a terminal on the official data alone."""
    with databases.copy("official") as url:
        yield _terminal(tmp_path, KHOSS_DATABASE_URL=url)


@pytest.fixture
def example(databases: Databases, tmp_path: Path) -> Iterator[Terminal]:
    """Return a terminal on the official data with the examples."""
    with databases.copy("example") as url:
        yield _terminal(tmp_path, KHOSS_DATABASE_URL=url)


@pytest.fixture
def alone(tmp_path: Path) -> Terminal:
    """Return a terminal on nothing but a new folder, with an SQLite database of its own."""
    return _terminal(tmp_path)


@contextmanager
def opened(terminal: Terminal) -> Iterator[Flask]:
    """Open the site of an installation."""
    app = create_app(from_environment(terminal.environment))
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(alone: Terminal, command: str) -> None:
    ended = alone.run_here(*command.split(), "--help")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"khoss {command}".strip() in ended.stdout
    assert ended.stdout.count("\n") > 4
    assert not (alone.folder / "instance").exists()


def test_the_program_explains_itself(alone: Terminal) -> None:
    assert "khoss" in alone.done("--help")


def test_no_command_is_left_out_here() -> None:
    named = [""]
    for name, command in cli.commands.items():
        named += [name, *(f"{name} {one}" for one in getattr(command, "commands", {}))]
    assert sorted(named) == sorted(COMMANDS)


def test_a_new_installation_takes_one_command_and_the_same_again_changes_nothing(
    alone: Terminal,
) -> None:
    assert alone.done("init") == "Officiella uppgifter inlästa.\n"
    assert alone.done("init") == "Officiella uppgifter är aktuella.\n"
    secrets = alone.folder / "instance" / "secrets"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600


REFUSALS = [
    pytest.param(
        "export results --year 1999 --output {folder}/x.csv",
        "Det finns inga siffror för 1999. Åren som finns: 2023, 2024.",
        id="a year without figures",
    ),
    pytest.param(
        "report national --year 1999 --output {folder}/x.pdf",
        "Det finns inga siffror för 1999. Åren som finns: 2023, 2024.",
        id="a report of such a year",
    ),
    pytest.param(
        "report national --year 2024 --output {folder}/none/x.pdf",
        "Mappen {folder}/none finns inte.",
        id="a report to a folder that does not exist",
    ),
    pytest.param(
        "report county --year 1999 --county 07 --output {folder}/x.pdf",
        "Det finns inga siffror för 1999. Åren som finns: 2023, 2024.",
        id="a county report of such a year",
    ),
    pytest.param(
        "report counties --year 1999 --folder {folder}",
        "Det finns inga siffror för 1999. Åren som finns: 2023, 2024.",
        id="the county reports of such a year",
    ),
    pytest.param(
        "report counties --year 2024 --folder {folder}/none",
        "Mappen {folder}/none finns inte.",
        id="county reports to a folder that does not exist",
    ),
    pytest.param(
        "report questions --year 1999 --output {folder}/x.pdf",
        "Det finns inga frågor för 1999. Åren som finns: 2024, 2023.",
        id="the questions of a year without a round",
    ),
    pytest.param(
        "export results --year 2024 --output {folder}/none/x.csv",
        "Mappen {folder}/none finns inte.",
        id="an export to such a folder",
    ),
    pytest.param(
        "user add ny@lansstyrelsen.se --role officer --county 99",
        "Det finns inget län med koden 99; Kronobergs län är 07.",
        id="an unknown county",
    ),
    pytest.param(
        "user add ny@lansstyrelsen.se --role officer",
        "Rollerna passar inte: officer och approver kräver --county, "
        "coordinator, reader och admin har inget.",
        id="an officer of no county",
    ),
    pytest.param(
        "user add ny@lansstyrelsen.se --role admin --county 07",
        "Rollerna passar inte: officer och approver kräver --county, "
        "coordinator, reader och admin har inget.",
        id="an administrator of a county",
    ),
    pytest.param(
        "user add Åsa --role admin", "”Åsa” är ingen giltig e-postadress.", id="a bad address"
    ),
    pytest.param("plan check {folder}/x.csv", "Filen {folder}/x.csv finns inte.", id="no file"),
    pytest.param("plan load {folder}/x.csv", "Filen {folder}/x.csv finns inte.", id="none to load"),
    pytest.param(
        "demo --show",
        "Databasen har inga exempeldata. Kör khoss demo för att lägga till dem.",
        id="no examples to show",
    ),
]


@pytest.mark.parametrize(("command", "sentence"), REFUSALS)
def test_what_cannot_be_done_is_said_in_one_sentence(
    official: Terminal, command: str, sentence: str
) -> None:
    folder = str(official.folder)
    arguments = [argument.replace("{folder}", folder) for argument in command.split()]
    assert official.refused_here(*arguments) == sentence.replace("{folder}", folder)
    assert not list(official.folder.glob("x.*"))


@pytest.mark.parametrize("command", ["county", "questions"])
def test_an_unknown_county_is_told_with_those_there_are(official: Terminal, command: str) -> None:
    path = official.folder / "x.pdf"
    said = official.refused_here(
        *("report", command, "--year", "2024", "--county", "99", "--output", str(path))
    )
    assert said.startswith("Det finns inget län med koden 99. Länen är: 01 Stockholms län, ")
    assert not path.exists()


def text_of(path: Path) -> str:
    """Return what stands in a PDF, in reading order."""
    run = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True, timeout=60
    )
    return " ".join(run.stdout.split())


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("county --year 2025 --county 07 --with-texts", "Länsrapport 2025, Kronobergs län"),
        ("questions --year 2026 --county 07 --with-texts", "Frågeunderlag 2026, Kronobergs län"),
        ("questions --year 2026", "Frågeunderlag 2026"),
        ("target-poster", "Målbild 2030"),
    ],
)
def test_a_report_is_written_with_its_case_number(
    example: Terminal, command: str, told: str
) -> None:
    path = example.folder / "rapport.pdf"
    said = example.done(
        "report", *command.split(), "--output", str(path), "--case-number", "12-34-2026"
    )
    assert re.fullmatch(rf"{path}: \d+ sidor, SHA-256 [0-9a-f]{{64}}\n", said)
    text = text_of(path)
    assert told in text
    assert "Dnr 12-34-2026" in text
    assert ("Utförda aktiviteter:" in text) == ("--with-texts" in command)


def test_a_report_is_made_again_and_found_the_same_or_not(example: Terminal) -> None:
    path = example.folder / "affisch.pdf"
    example.done("report", "target-poster", "--output", str(path))
    assert re.fullmatch(
        r"Rapport 1: Filen blev densamma: SHA-256 [0-9a-f]{64}\n",
        example.done("report", "verify", "1"),
    )
    (held,) = (example.folder / "instance" / "reports").glob("*.pdf")
    held.write_bytes(held.read_bytes() + b"\n")
    said = example.refused("report", "verify", "1", code=5)
    assert said.startswith("Rapport 1: Den bevarade filen är skadad")
    with opened(example) as app, app.app_context():
        kept = db.session.get_one(Report, 1)
        kept.pdf_sha256 = hashlib.sha256(held.read_bytes()).hexdigest()
        db.session.commit()
        assert "Samma version" in example.refused_here("report", "verify", "1", code=4)
        kept.made_with = None
        db.session.commit()
        assert "inte noterat" in example.refused_here("report", "verify", "1", code=3)
    assert "ingen rapport 7" in example.refused("report", "verify", "7")


def test_what_is_no_whole_package_is_not_made_again(alone: Terminal) -> None:
    package, output = alone.folder / "paket.zip", alone.folder / "ny.pdf"
    command = ("report", "remake", str(package), "--output", str(output))
    assert alone.refused_here(*command) == f"Filen {package} finns inte."
    package.write_bytes(b"%PDF-1.7")
    assert alone.refused_here(*command) == f"{package} är inte ett arkivpaket ur KHOSS."
    with zipfile.ZipFile(package, "w") as held:
        held.writestr("rapport.json", "{}")
        held.writestr("SHA256SUMS", f"{'0' * 64}  rapport.json\n")
    assert alone.refused_here(*command, code=5) == (
        f"{package} är skadat: rapport.json går inte att läsa, eller är inte det som lades "
        "där. Inget är skrivet."
    )
    assert not output.exists()


def test_the_program_says_its_version(alone: Terminal) -> None:
    program = this_program()
    said = alone.run_here("version").stdout.splitlines()
    assert said[:2] == [f"KHOSS {program.number}", f"fingeravtryck {program.fingerprint}"]
    assert f"WeasyPrint {program.libraries['WeasyPrint']}" in said


def test_every_county_gets_its_report_of_one_moment(official: Terminal) -> None:
    said = official.done(
        *("report", "counties", "--year", "2024", "--folder", str(official.folder)),
        *("--sender", "Länsstyrelserna", "--recipient", "Länens ledningar"),
    )
    paths = sorted(official.folder.glob("lansrapport-2024-*.pdf"))
    assert len(paths) == 21
    assert said.splitlines()[-1] == f"{official.folder}: 21 rapporter."
    text = text_of(official.folder / "lansrapport-2024-14.pdf")
    assert "Länsrapport 2024, Västra Götalands län" in text
    assert "Avsändare: Länsstyrelserna" in text
    assert "Mottagare: Länens ledningar" in text
    with opened(official) as app, app.app_context():
        moments = db.session.scalars(select(Report.created_at).distinct()).all()
        assert len(moments) == 1


@pytest.mark.parametrize(
    "command",
    [
        "nosuch",
        "init more",
        "user add",
        "user add ny@lansstyrelsen.se --role king",
        "export results --year many --output x.csv",
        "export results --year 99999999999999999999 --output x.csv",
        "report national --year 99999999999999999999 --output x.pdf",
        "report county --year 2024 --output x.pdf",
        "report counties --year 2024",
        "plan check tests",
        "mail remind --day tomorrow",
    ],
)
def test_a_command_that_is_not_understood_is_refused(official: Terminal, command: str) -> None:
    assert official.refused_here(*command.split(), code=2)


@pytest.mark.parametrize("kind", ["interim-account", "final-account"])
def test_an_account_cannot_be_made_with_what_counties_wrote(official: Terminal, kind: str) -> None:
    output = official.folder / "konto.pdf"
    said = official.run_here(
        "report", kind, "--year", "2024", "--output", str(output), "--with-texts"
    )
    assert said.returncode == 2
    assert "--with-texts" in said.stderr
    assert not output.exists()


def test_what_does_not_fit_on_a_cover_is_refused_before_anything_is_made(
    official: Terminal,
) -> None:
    made = ("report", "final-account", "--year", "2024", "--output", str(official.folder / "a.pdf"))
    for option, most in (("--case-number", 60), ("--sender", 120), ("--recipient", 120)):
        said = official.run_here(*made, option, "x" * (most + 1))
        assert said.returncode == 2
        assert f"Högst {most} tecken får plats" in said.stderr
        said = official.run_here(*made, option, "451-8😀-2026")
        assert said.returncode == 2
        assert "😀 finns inte i rapporternas typsnitt" in said.stderr


def test_an_address_has_one_account_whatever_its_case(official: Terminal) -> None:
    official.done("user", "add", "asa@lansstyrelsen.se", "--role", "admin")
    said = official.refused("user", "add", "Asa@Lansstyrelsen.SE", "--role", "reader")
    assert said == "asa@lansstyrelsen.se har redan ett konto."


@pytest.mark.parametrize("command", ["init", "run"])
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://x", "KHOSS_DATABASE_URL ska börja med sqlite:/// eller postgresql+psycopg://."),
        ("postgresql+psycopg://värd:port/x", "KHOSS_DATABASE_URL går inte att läsa"),
    ],
)
def test_a_database_address_that_cannot_be_read_is_named(
    alone: Terminal, command: str, url: str, sentence: str
) -> None:
    said = alone.refused(*command.split(), KHOSS_DATABASE_URL=url)
    assert said.startswith(sentence)


def test_a_database_that_does_not_answer_is_said(alone: Terminal) -> None:
    no_database = alone.folder / "text"
    no_database.write_text("This is a text and no database at all." * 40)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for url in (
        f"sqlite:///{no_database}/x.sqlite3",
        f"sqlite:///{no_database}",
        f"postgresql+psycopg://khoss:hemligt@127.0.0.1:{port}/khoss",
    ):
        said = alone.refused("init", KHOSS_DATABASE_URL=url)
        assert said.startswith("Databasen svarar inte, eller är inte skapad med khoss init: ")
        assert "hemligt" not in said


@pytest.mark.parametrize(
    "command", ["demo", "user add a@lansstyrelsen.se --role admin", "plan check plan.csv"]
)
def test_a_database_that_was_never_made_is_said(alone: Terminal, command: str) -> None:
    said = alone.refused_here(*command.split())
    assert said.startswith("Databasen svarar inte, eller är inte skapad med khoss init: ")


def test_a_folder_that_cannot_be_made_is_said(alone: Terminal) -> None:
    file = alone.folder / "file"
    file.touch()
    said = alone.refused("init", KHOSS_INSTANCE_PATH=str(file / "instance"))
    assert said.startswith(f"Mappen {file / 'instance'} kan inte skapas")
    assert said.endswith("Ange en annan med KHOSS_INSTANCE_PATH.")


def test_an_address_in_use_is_said(official: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bind = f"127.0.0.1:{listener.getsockname()[1]}"
        said = official.refused("run", KHOSS_BIND=bind)
    assert said.startswith(f"Adressen {bind} går inte att använda")
    assert "KHOSS_BIND" in said


def test_the_link_of_a_new_account_works_once_and_no_password_is_printed(
    official: Terminal,
) -> None:
    said = official.done(
        *("user", "add", "Asa.Ny@lansstyrelsen.se", "--role", "officer", "--role", "approver"),
        *("--county", "07", "--name", "Åsa Ny"),
    )
    heading, link = said.splitlines()
    assert heading == "Engångslänk för asa.ny@lansstyrelsen.se, gäller i 72 timmar:"
    path = link.removeprefix("http://127.0.0.1:8000")
    assert path.startswith("/konto/aterstall/")
    password = "lösenord med åäö 1"
    with opened(official) as app:
        with app.app_context():
            user = db.session.scalars(select(User)).one()
            assert (user.name, user.county_code, user.password) == ("Åsa Ny", "07", None)
        person = anybody(app)
        person.get(path)
        chosen = person.client.post(
            path,
            data={
                "csrf_token": person.token(path),
                "password": password,
                "password_confirm": password,
            },
        )
        assert chosen.status_code == 302
        asa = anybody(app)
        assert sign_in(asa, "asa.ny@lansstyrelsen.se", password).status_code == 302
        assert "Kronobergs län" in asa.get("/").text()
        again = anybody(app).client.get(path)
        assert again.status_code == 302
        assert path not in again.location


def sign_in(person: Person, address: str, password: str) -> TestResponse:
    return person.client.post(
        LOGIN, data={"csrf_token": person.token(LOGIN), "email": address, "password": password}
    )


def test_the_examples_come_with_accounts_and_a_password_of_their_own(official: Terminal) -> None:
    said = official.done("demo")
    assert said.startswith("EXEMPELDATA.")
    password = said.splitlines()[-1].rpartition(": ")[2]
    accounts = re.findall(r"^  (\S+@khoss\.example) +\S", said, re.MULTILINE)
    assert {"samordnare@khoss.example", "handlaggare.kronoberg@khoss.example"} < set(accounts)
    kept = official.folder / "instance" / "example-password"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert official.done("demo") == official.done("demo", "--show") == said
    with opened(official) as app:
        for account in accounts:
            assert sign_in(anybody(app), account, password).status_code == 302, account


def contents(app: Flask) -> list[tuple[object, ...]]:
    """Return every answer: whose, to what, and what it says."""
    with app.app_context():
        return [
            tuple(row)
            for row in db.session.execute(
                select(
                    *(Round.year, Assessment.county_code, SubGoal.goal_line_code, Answer.rating),
                    *(Answer.activities, Answer.obstacles, Answer.support_needs),
                )
                .select_from(Answer)
                .join(Answer.assessment)
                .join(Assessment.round)
                .join(Answer.sub_goal)
                .order_by(Round.year, Assessment.county_code, SubGoal.goal_line_code)
            )
        ]


def test_the_examples_are_the_same_on_every_machine(official: Terminal, example_app: Flask) -> None:
    official.done("demo", PYTHONHASHSEED="1")
    with opened(official) as app:
        assert contents(app) == contents(example_app)


def test_examples_are_refused_where_a_county_has_begun(official: Terminal) -> None:
    with opened(official) as app, app.app_context():
        round_id = db.session.scalars(select(Round.id).where(Round.year == 2024)).one()
        begun = Assessment(round_id=round_id, county_code="07", status=AssessmentStatus.IN_PROGRESS)
        db.session.add(begun)
        db.session.commit()
        said = official.refused("demo")
        assert said.startswith("Databasen är i bruk: den har konton,")
        assert db.session.scalar(select(func.count()).select_from(User)) == 0
    assert not (official.folder / "instance" / "example-password").exists()


@pytest.mark.parametrize(("kind", "made_up"), [("official", False), ("example", True)])
def test_the_results_are_written_as_a_table(
    request: pytest.FixtureRequest, kind: str, made_up: bool
) -> None:
    terminal: Terminal = request.getfixturevalue(kind)
    path = terminal.folder / "resultat.csv"
    said = terminal.done("export", "results", "--year", "2024", "--output", str(path))
    assert said == f"{path}: {path.stat().st_size} byte (csv).\n"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 24
    assert {row["år"] for row in rows} == {"2024"}
    assert {row["uppgifter"] == "EXEMPELDATA" for row in rows} == {made_up}
    first = rows[0]
    assert [first[name] for name in ("delmål", "ja", "delvis", "nej")] == ["PF 1", "18", "3", "0"]


def test_a_plan_is_checked_and_loaded_once(official: Terminal) -> None:
    own = DATA / "plan-2024.csv"
    assert official.done("plan", "check", str(own)) == (
        "plan-2024.csv: handlingsplan 2024 med 24 delmål, inga fel.\n"
    )
    assert official.done("plan", "load", str(own)) == (
        "Handlingsplan 2024: redan inläst, inget ändrat.\n"
    )
    new = official.folder / "ny.csv"
    heading = own.read_text("utf-8").partition("\n")[0]
    new.write_text(f"{heading}\n2025,PF,1,1,PF-1,Ny fråga?,,,PF 1,reworded,no,,,\n", "utf-8")
    assert official.done("plan", "load", str(new)) == "Handlingsplan 2025: inläst.\n"
    assert official.done("plan", "load", str(new)).endswith("redan inläst, inget ändrat.\n")


def test_each_fault_of_a_plan_is_a_line_and_nothing_is_loaded(official: Terminal) -> None:
    file = official.folder / "ny.csv"
    heading = (DATA / "plan-2024.csv").read_text("utf-8").partition("\n")[0]
    file.write_text(
        f"{heading}\n2025,PF,1,4,PF-1,Fråga?,,,,,,,,\n2025,PF,2,1,PF-2,,,,,,,,,\n", "utf-8"
    )
    for command in ("check", "load"):
        ended = official.run("plan", command, str(file))
        assert (ended.returncode, ended.stdout) == (1, "")
        assert ended.stderr.splitlines() == [
            "ny.csv, rad 2, priority: väntade 1, 2 eller 3, fann ”4”.",
            "ny.csv, rad 3, question: väntade en text, fann ””.",
        ]
    with opened(official) as app, app.app_context():
        assert sorted(db.session.scalars(select(ActionPlan.year))) == [2023, 2024]


def test_mails_are_written_once_and_sent_once(example: Terminal) -> None:
    assert example.done("mail", "remind", "--day", "2026-06-06") == (
        "2026-06-06 är ingen arbetsdag: inga påminnelser.\n"
    )
    with opened(example) as app, app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        round_.closes_on = date(2026, 12, 14)
        db.session.commit()
    written = example.done("mail", "remind", "--day", "2026-12-09")
    number = int(written.split()[0])
    assert number > 10
    assert written.endswith("påminnelser skrivna för 2026-12-09. De skickas inom en minut.\n")
    assert example.done("mail", "remind", "--day", "2026-12-09").startswith("0 påminnelser")
    away = {"KHOSS_SMTP_HOST": "127.0.0.1", "KHOSS_SMTP_PORT": "1"}
    assert example.refused("mail", "send", code=1, **away) == (
        "0 mejl skickade, 1 gick inte att skicka; de ligger kvar i utskicken. "
        "E-postservern 127.0.0.1:1 svarar inte: Connection refused"
    )
    assert example.done("mail", "send") == f"{number - 1} mejl skickade.\n"
    assert len(list((example.folder / "instance" / "outbox").iterdir())) == number - 1


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"KHOSS_SMTP_SECURITY": "ssl"},
            "KHOSS_SMTP_SECURITY ska vara none, starttls eller tls, inte ”ssl”.",
        ),
        (
            {"KHOSS_SMTP_USER": "khoss"},
            "KHOSS_SMTP_USER kräver KHOSS_SMTP_SECURITY=starttls eller tls: "
            "annars skickas lösenordet i klartext.",
        ),
        (
            {"KHOSS_SMTP_SECURITY": "tls", "KHOSS_SMTP_USER": "x", "KHOSS_SMTP_PASSWORD": "å"},
            "KHOSS_SMTP_USER och KHOSS_SMTP_PASSWORD får bara ha tecken ur ASCII, "
            "inte å, ä och ö: inloggningen i SMTP kan inga andra.",
        ),
    ],
)
def test_settings_of_mail_that_cannot_hold_are_said(
    official: Terminal, settings: dict[str, str], sentence: str
) -> None:
    assert official.refused("mail", "send", code=1, **settings) == sentence
