"""Reports of every kind: what is said in them, who reads them early, how they are published."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = ("national", "target_picture")
MORE_KINDS = (
    "national",
    "interim_account",
    "final_account",
    "county",
    "target_picture",
    "target_poster",
    "questions",
)
STATUSES = ("queued", "working", "done", "failed")
MORE_STATUSES = (*STATUSES, "cancelled")
SECTIONS = (
    "summary",
    "introduction",
    "starting_points",
    "implementation",
    "method",
    "judgement",
    "analysis",
    "proposals",
    "references",
)
MAIL_KINDS = (
    "round_opened",
    "days_left",
    "overdue",
    "returned",
    "submitted",
    "approved",
    "accepted",
    "question",
    "reply",
    "letter",
)
MORE_MAIL_KINDS = (*MAIL_KINDS, "draft_shared")
MAIL_STATUSES = ("queued", "sent", "failed")
WITHOUT_AREA = sa.text("area_code IS NULL")
COLUMNS = (
    "id, kind, year, figures, figures_sha256, case_number, is_example, created_at, created_by_id, "
    "status, progress, step, failure, pages, pdf_name, pdf_sha256"
)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the condition that a column holds one of some words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Return the column type of stored words."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def keep_rows(table: str) -> None:
    """Make the database refuse to change or delete rows."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_kept_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'kept row in {table}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION 'kept row in {table}' USING ERRCODE = '23001'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
    )


def let_rows_go(table: str) -> None:
    """Take back what keep_rows did."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_kept_{verb}")
        return
    op.execute(f"DROP TRIGGER {table}_kept ON {table}")
    op.execute(f"DROP FUNCTION {table}_kept()")


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "report_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", enum("reportkind", MORE_KINDS), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_report_batch_created_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_batch")),
    )
    op.create_index(op.f("ix_report_batch_created_by_id"), "report_batch", ["created_by_id"])
    # Nobody holds what was being made: it is made anew.
    op.execute("UPDATE report SET status = 'queued' WHERE status = 'working'")
    make_reports_anew(create_reports)
    op.create_table(
        "report_reader",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["user.id"], name=op.f("fk_report_reader_granted_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_reader_report_id_report")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_report_reader_user_id_user")
        ),
        sa.PrimaryKeyConstraint("report_id", "user_id", name=op.f("pk_report_reader")),
    )
    op.create_table(
        "report_sign_off",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_sign_off_report_id_report")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["user.id"], name=op.f("fk_report_sign_off_signed_by_id_user")
        ),
        sa.PrimaryKeyConstraint("report_id", "finding", name=op.f("pk_report_sign_off")),
    )
    create_narratives()
    let_mails_be_about(MORE_MAIL_KINDS)


def let_mails_be_about(kinds: tuple[str, ...]) -> None:
    """Name the kinds of mail there are; what is made anew on SQLite has lost its conditions."""
    conditions = {
        "ck_outgoing_mail_mailkind": one_of("kind", kinds),
        "ck_outgoing_mail_mailstatus": one_of("status", MAIL_STATUSES),
        "ck_outgoing_mail_sent_has_time": "(status = 'sent') = (sent_at IS NOT NULL)",
    }
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("outgoing_mail", recreate="always" if sqlite else "never") as batch:
        for name, condition in conditions.items():
            if not sqlite:
                batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), condition)


def create_narratives() -> None:
    """Make the tables of the coordinator's texts."""
    op.create_table(
        "narrative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("section", enum("narrativesection", SECTIONS), nullable=False),
        sa.Column("area_code", sa.String(length=2), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(section = 'judgement') = (area_code IS NOT NULL)",
            name=op.f("ck_narrative_judgement_has_area"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_narrative_version_counts")),
        sa.ForeignKeyConstraint(
            ["area_code"], ["priority_area.code"], name=op.f("fk_narrative_area_code_priority_area")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_narrative_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user.id"], name=op.f("fk_narrative_saved_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_narrative")),
        sa.UniqueConstraint(
            "round_id", "section", "area_code", name=op.f("uq_narrative_round_id_section_area_code")
        ),
    )
    op.create_index(
        "ix_narrative_section_once",
        "narrative",
        ["round_id", "section"],
        unique=True,
        sqlite_where=WITHOUT_AREA,
        postgresql_where=WITHOUT_AREA,
    )
    op.create_table(
        "narrative_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("narrative_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["narrative_id"],
            ["narrative.id"],
            name=op.f("fk_narrative_revision_narrative_id_narrative"),
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user.id"], name=op.f("fk_narrative_revision_saved_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_narrative_revision")),
        sa.UniqueConstraint(
            "narrative_id", "version", name=op.f("uq_narrative_revision_narrative_id_version")
        ),
    )
    keep_rows("narrative_revision")


def make_reports_anew(create: Callable[[], None]) -> None:
    """Make the table anew with its rows: SQLite changes no constraint of a table that stands."""
    op.execute(f"CREATE TABLE report_before AS SELECT {COLUMNS} FROM report")
    op.drop_table("report")
    create()
    op.execute(f"INSERT INTO report ({COLUMNS}) SELECT {COLUMNS} FROM report_before")
    op.drop_table("report_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('report', 'id'), max(id)) FROM report "
            "HAVING max(id) IS NOT NULL"
        )


def columns_from_the_beginning(
    kinds: tuple[str, ...], statuses: tuple[str, ...]
) -> tuple[SchemaItem, ...]:
    """Return the columns and constraints that reports have always had."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", enum("reportkind", kinds), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("figures_sha256", sa.String(length=64), nullable=False),
        sa.Column("case_number", sa.String(length=60), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("status", enum("reportstatus", statuses), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("pdf_name", sa.String(length=120), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "status <> 'done' OR (pdf_name IS NOT NULL AND pdf_sha256 IS NOT NULL)",
            name=op.f("ck_report_done_has_file"),
        ),
        sa.CheckConstraint(
            "progress BETWEEN 0 AND 100", name=op.f("ck_report_progress_is_percent")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_report_created_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )


def create_earlier_reports() -> None:
    """Make the table of reports as it was before."""
    op.create_table("report", *columns_from_the_beginning(KINDS, STATUSES))
    op.create_index(op.f("ix_report_created_by_id"), "report", ["created_by_id"])


def create_reports() -> None:
    """Make the table of reports."""
    empty = sa.text("''")
    op.create_table(
        "report",
        *columns_from_the_beginning(MORE_KINDS, MORE_STATUSES),
        sa.Column("county_code", sa.String(length=2), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("with_texts", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sender", sa.String(length=120), server_default=empty, nullable=False),
        sa.Column("recipient", sa.String(length=120), server_default=empty, nullable=False),
        sa.Column("check_faults", sa.Text(), server_default=empty, nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=120), server_default=empty, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction_reason", sa.Text(), server_default=empty, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), server_default=empty, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.{key}"], name=op.f(f"fk_report_{column}_{table}")
            )
            for column, table, key in (
                ("county_code", "county", "code"),
                ("batch_id", "report_batch", "id"),
                ("published_by_id", "user", "id"),
                ("corrects_id", "report", "id"),
            )
        ),
        sa.CheckConstraint(
            "status <> 'working' OR claimed_until IS NOT NULL",
            name=op.f("ck_report_working_is_held"),
        ),
        sa.CheckConstraint(
            "kind <> 'county' OR county_code IS NOT NULL", name=op.f("ck_report_county_has_code")
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (slug IS NULL) AND (slug IS NULL) = (edition IS NULL)",
            name=op.f("ck_report_published_has_address"),
        ),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (correction_reason = '')",
            name=op.f("ck_report_correction_has_reason"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason = '') "
            "AND (withdrawn_at IS NULL OR published_at IS NOT NULL)",
            name=op.f("ck_report_withdrawn_has_reason"),
        ),
        sa.UniqueConstraint("slug", "edition", name=op.f("uq_report_slug_edition")),
    )
    for column in ("created_by_id", "county_code", "batch_id", "corrects_id"):
        op.create_index(op.f(f"ix_report_{column}"), "report", [column])


def downgrade() -> None:
    """Go back; reports that the earlier program does not know are left out."""
    op.execute(f"DELETE FROM outgoing_mail WHERE NOT ({one_of('kind', MAIL_KINDS)})")
    let_mails_be_about(MAIL_KINDS)
    let_rows_go("narrative_revision")
    op.drop_table("narrative_revision")
    op.drop_table("narrative")
    op.drop_table("report_sign_off")
    op.drop_table("report_reader")
    op.execute("UPDATE report SET corrects_id = NULL, correction_reason = ''")
    op.execute(f"DELETE FROM report WHERE NOT ({one_of('kind', KINDS)}) OR status = 'cancelled'")
    make_reports_anew(create_earlier_reports)
    op.drop_table("report_batch")
