"""Reports: which program made the file and when; of a published file that never changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("made_at", "made_with")
TRIGGER = "report_kept_made"
# It is noted once after the publishing, when the final file is made; of a file that was published
# before anything was noted it stays unknown.
CHANGED = " OR ".join(
    f"COALESCE(CAST(NEW.{column} AS TEXT), '') <> COALESCE(CAST(OLD.{column} AS TEXT), '')"
    for column in COLUMNS
)
REFUSED = (
    "OLD.published_at IS NOT NULL AND (OLD.made_with IS NOT NULL OR OLD.status = 'done') "
    f"AND ({CHANGED})"
)


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("report", sa.Column("made_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("report", sa.Column("made_with", sa.Text(), nullable=True))
    watched = f"BEFORE UPDATE OF {', '.join(COLUMNS)} ON report"
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'kept row in report'); END"
        op.execute(f"CREATE TRIGGER {TRIGGER} {watched} WHEN {REFUSED} {refuse}")
        return
    op.execute(
        f"CREATE TRIGGER {TRIGGER} {watched} "
        f"FOR EACH ROW WHEN ({REFUSED}) EXECUTE FUNCTION report_kept()"
    )


def downgrade() -> None:
    """Go back."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute(f"DROP TRIGGER {TRIGGER}" + (" ON report" if postgresql else ""))
    for column in reversed(COLUMNS):
        op.drop_column("report", column)
