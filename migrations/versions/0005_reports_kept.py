"""Reports: what is ordered twice at once is one, and frozen figures stay as they were frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ORDERED_ONCE = "ix_report_ordered_once"
UNDER_WAY = sa.text("status IN ('queued', 'working')")
FROZEN = ("figures", "figures_sha256")


def keep_figures() -> None:
    """Make the database refuse to change the figures of a report, or to delete it."""
    columns = ", ".join(FROZEN)
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FROZEN)
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'kept row in report'); END"
        op.execute(
            f"CREATE TRIGGER report_kept_update BEFORE UPDATE OF {columns} ON report "
            f"WHEN {changed} {refuse}"
        )
        op.execute(f"CREATE TRIGGER report_kept_delete BEFORE DELETE ON report {refuse}")
        return
    op.execute(
        "CREATE FUNCTION report_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'kept row in report' USING ERRCODE = '23001'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER report_kept_update BEFORE UPDATE OF {columns} ON report "
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION report_kept()"
    )
    op.execute(
        "CREATE TRIGGER report_kept_delete BEFORE DELETE ON report "
        "FOR EACH ROW EXECUTE FUNCTION report_kept()"
    )


def let_figures_go() -> None:
    """Take back what keep_figures did."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER report_kept_{verb}" + (" ON report" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION report_kept()")


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("report", sa.Column("order_sha256", sa.String(length=64), nullable=True))
    op.create_index(
        ORDERED_ONCE,
        "report",
        ["order_sha256"],
        unique=True,
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )
    keep_figures()


def downgrade() -> None:
    """Go back."""
    let_figures_go()
    op.drop_index(ORDERED_ONCE, table_name="report")
    op.drop_column("report", "order_sha256")
