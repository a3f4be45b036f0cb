"""Begin: every table, and the rows that the database itself keeps from being changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Table → when a row may not be changed or deleted.
KEPT_ROWS = {
    "event": "1 = 1",
    "answer_revision": "1 = 1",
    "sub_goal": "(SELECT status FROM action_plan WHERE id = OLD.plan_id) = 'adopted'",
}


def keep_rows(table: str, condition: str) -> None:
    """Make the database refuse to change or delete rows."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_kept_{verb.lower()} BEFORE {verb} ON {table} "
                f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'kept row in {table}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION 'kept row in {table}' USING ERRCODE = '23001'; "
        "END IF; RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
    )


def let_rows_go(table: str) -> None:
    """Take the refusal away."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_kept_{verb}")
        return
    op.execute(f"DROP TRIGGER {table}_kept ON {table}")
    op.execute(f"DROP FUNCTION {table}_kept()")


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "adopted",
                name="planstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("wording_note", sa.Text(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
        sa.UniqueConstraint("year", name=op.f("uq_action_plan_year")),
    )
    op.create_table(
        "attempt_count",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt_count")),
    )
    op.create_table(
        "civil_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_civil_area")),
        sa.UniqueConstraint("name", name=op.f("uq_civil_area_name")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("initialised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("example_seed", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "priority_area",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_priority_area")),
        sa.UniqueConstraint("name", name=op.f("uq_priority_area_name")),
        sa.UniqueConstraint("position", name=op.f("uq_priority_area_position")),
    )
    op.create_table(
        "target_picture",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vision", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_target_picture")),
    )
    op.create_table(
        "county",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("letter", sa.String(length=2), nullable=False),
        sa.Column("civil_area_id", sa.Integer(), nullable=False),
        sa.Column("leads_civil_area", sa.Boolean(), nullable=False),
        sa.Column("metropolitan", sa.Boolean(), nullable=False),
        sa.Column("municipalities", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(code) = 2", name=op.f("ck_county_code_has_two_digits")),
        sa.CheckConstraint("municipalities > 0", name=op.f("ck_county_has_municipalities")),
        sa.ForeignKeyConstraint(
            ["civil_area_id"], ["civil_area.id"], name=op.f("fk_county_civil_area_id_civil_area")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_county")),
        sa.UniqueConstraint("letter", name=op.f("uq_county_letter")),
        sa.UniqueConstraint("name", name=op.f("uq_county_name")),
    )
    with op.batch_alter_table("county", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_civil_area_id"), ["civil_area_id"], unique=False
        )

    op.create_table(
        "goal_line",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("area_code", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_code"], ["priority_area.code"], name=op.f("fk_goal_line_area_code_priority_area")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_goal_line")),
    )
    with op.batch_alter_table("goal_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_line_area_code"), ["area_code"], unique=False)

    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "closed",
                "published",
                name="roundstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "opens_on IS NULL OR closes_on IS NULL OR opens_on <= closes_on",
            name=op.f("ck_round_opens_first"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_round_plan_id_action_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_round_plan_id")),
        sa.UniqueConstraint("year", name=op.f("uq_round_year")),
    )
    op.create_table(
        "target_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("area_code", sa.String(length=2), nullable=True),
        sa.ForeignKeyConstraint(
            ["area_code"],
            ["priority_area.code"],
            name=op.f("fk_target_area_area_code_priority_area"),
        ),
        sa.ForeignKeyConstraint(
            ["target_year"],
            ["target_picture.year"],
            name=op.f("fk_target_area_target_year_target_picture"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_area")),
        sa.UniqueConstraint(
            "target_year", "position", name=op.f("uq_target_area_target_year_position")
        ),
    )
    with op.batch_alter_table("target_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_area_area_code"), ["area_code"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_target_area_target_year"), ["target_year"], unique=False
        )

    op.create_table(
        "round_extension",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("county_code", sa.String(length=2), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code"], ["county.code"], name=op.f("fk_round_extension_county_code_county")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_extension_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "county_code", name=op.f("pk_round_extension")),
    )
    op.create_table(
        "sub_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=2), nullable=False),
        sa.Column("goal_line_code", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=False),
        sa.Column("suggested_activities", sa.Text(), nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_sub_goal_position_is_positive")),
        sa.CheckConstraint("priority BETWEEN 1 AND 3", name=op.f("ck_sub_goal_priority_is_1_to_3")),
        sa.ForeignKeyConstraint(
            ["area_code"], ["priority_area.code"], name=op.f("fk_sub_goal_area_code_priority_area")
        ),
        sa.ForeignKeyConstraint(
            ["goal_line_code"],
            ["goal_line.code"],
            name=op.f("fk_sub_goal_goal_line_code_goal_line"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_sub_goal_plan_id_action_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sub_goal")),
        sa.UniqueConstraint(
            "plan_id", "area_code", "position", name=op.f("uq_sub_goal_plan_id_area_code_position")
        ),
        sa.UniqueConstraint(
            "plan_id", "goal_line_code", name=op.f("uq_sub_goal_plan_id_goal_line_code")
        ),
    )
    with op.batch_alter_table("sub_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sub_goal_area_code"), ["area_code"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sub_goal_goal_line_code"), ["goal_line_code"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sub_goal_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_area_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_target_position_is_positive")),
        sa.ForeignKeyConstraint(
            ["target_area_id"],
            ["target_area.id"],
            name=op.f("fk_target_target_area_id_target_area"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint(
            "target_area_id", "position", name=op.f("uq_target_target_area_id_position")
        ),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_target_target_area_id"), ["target_area_id"], unique=False
        )

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("county_code", sa.String(length=2), nullable=True),
        sa.Column("is_officer", sa.Boolean(), nullable=False),
        sa.Column("is_approver", sa.Boolean(), nullable=False),
        sa.Column("is_coordinator", sa.Boolean(), nullable=False),
        sa.Column("is_reader", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(is_officer OR is_approver) = (county_code IS NOT NULL)",
            name=op.f("ck_user_county_roles"),
        ),
        sa.CheckConstraint(
            "NOT ((is_officer OR is_approver) AND (is_coordinator OR is_reader OR is_admin))",
            name=op.f("ck_user_county_or_national"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_user_email_lower")),
        sa.CheckConstraint(
            "is_officer OR is_approver OR is_coordinator OR is_reader OR is_admin",
            name=op.f("ck_user_has_a_role"),
        ),
        sa.ForeignKeyConstraint(
            ["county_code"], ["county.code"], name=op.f("fk_user_county_code_county")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_fs_uniquifier")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_county_code"), ["county_code"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("county_code", sa.String(length=2), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "submitted",
                "returned",
                "approved",
                "accepted",
                name="assessmentstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'accepted' OR accepted_at IS NOT NULL",
            name=op.f("ck_assessment_accepted_has_time"),
        ),
        sa.CheckConstraint(
            "status <> 'approved' OR approved_at IS NOT NULL",
            name=op.f("ck_assessment_approved_has_time"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('submitted', 'approved', 'accepted') OR submitted_at IS NOT NULL",
            name=op.f("ck_assessment_submitted_has_time"),
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["user.id"], name=op.f("fk_assessment_accepted_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["user.id"], name=op.f("fk_assessment_approved_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["county_code"], ["county.code"], name=op.f("fk_assessment_county_code_county")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_assessment_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["user.id"], name=op.f("fk_assessment_submitted_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "round_id", "county_code", name=op.f("uq_assessment_round_id_county_code")
        ),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_county_code"), ["county_code"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assessment_round_id"), ["round_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("county_code", sa.String(length=2), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_event_by_id_user")),
        sa.ForeignKeyConstraint(
            ["county_code"], ["county.code"], name=op.f("fk_event_county_code_county")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_county_code"), ["county_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_subject"), ["subject"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_tag"), ["tag"], unique=False)

    op.create_table(
        "published_total",
        sa.Column("sub_goal_id", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("partly", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "yes >= 0 AND partly >= 0 AND no >= 0", name=op.f("ck_published_total_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["sub_goal_id"], ["sub_goal.id"], name=op.f("fk_published_total_sub_goal_id_sub_goal")
        ),
        sa.PrimaryKeyConstraint("sub_goal_id", name=op.f("pk_published_total")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "national",
                "target_picture",
                name="reportkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("figures_sha256", sa.String(length=64), nullable=False),
        sa.Column("case_number", sa.String(length=60), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "working",
                "done",
                "failed",
                name="reportstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
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
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_created_by_id"), ["created_by_id"], unique=False
        )

    op.create_table(
        "succession",
        sa.Column("sub_goal_id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "same",
                "reworded",
                "split",
                "merged",
                name="relation",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("comparable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["sub_goal.id"], name=op.f("fk_succession_predecessor_id_sub_goal")
        ),
        sa.ForeignKeyConstraint(
            ["sub_goal_id"], ["sub_goal.id"], name=op.f("fk_succession_sub_goal_id_sub_goal")
        ),
        sa.PrimaryKeyConstraint("sub_goal_id", "predecessor_id", name=op.f("pk_succession")),
    )
    with op.batch_alter_table("succession", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_succession_predecessor_id"), ["predecessor_id"], unique=False
        )

    op.create_table(
        "target_link",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("goal_line_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_line_code"],
            ["goal_line.code"],
            name=op.f("fk_target_link_goal_line_code_goal_line"),
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name=op.f("fk_target_link_target_id_target")
        ),
        sa.PrimaryKeyConstraint("target_id", "goal_line_code", name=op.f("pk_target_link")),
    )
    with op.batch_alter_table("target_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_target_link_goal_line_code"), ["goal_line_code"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("sub_goal_id", sa.Integer(), nullable=False),
        sa.Column(
            "rating",
            sa.Enum(
                "yes",
                "partly",
                "no",
                name="rating",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("obstacles", sa.Text(), nullable=False),
        sa.Column("support_needs", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_answer_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(
            ["sub_goal_id"], ["sub_goal.id"], name=op.f("fk_answer_sub_goal_id_sub_goal")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_answer_updated_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "assessment_id", "sub_goal_id", name=op.f("uq_answer_assessment_id_sub_goal_id")
        ),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_assessment_id"), ["assessment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_answer_sub_goal_id"), ["sub_goal_id"], unique=False)

    op.create_table(
        "answer_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "rating",
            sa.Enum(
                "yes",
                "partly",
                "no",
                name="rating",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("obstacles", sa.Text(), nullable=False),
        sa.Column("support_needs", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_revision_answer_id_answer")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user.id"], name=op.f("fk_answer_revision_saved_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_revision")),
        sa.UniqueConstraint(
            "answer_id", "version", name=op.f("uq_answer_revision_answer_id_version")
        ),
    )
    with op.batch_alter_table("answer_revision", schema=None) as batch_op:
        batch_op.create_index("ix_answer_revision_answer", ["answer_id"], unique=False)

    for table, condition in KEPT_ROWS.items():
        keep_rows(table, condition)


def downgrade() -> None:
    """Go back."""
    for table in KEPT_ROWS:
        let_rows_go(table)
    with op.batch_alter_table("answer_revision", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_revision_answer")

    op.drop_table("answer_revision")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_sub_goal_id"))
        batch_op.drop_index(batch_op.f("ix_answer_assessment_id"))

    op.drop_table("answer")
    with op.batch_alter_table("target_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_link_goal_line_code"))

    op.drop_table("target_link")
    with op.batch_alter_table("succession", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_succession_predecessor_id"))

    op.drop_table("succession")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_created_by_id"))

    op.drop_table("report")
    op.drop_table("published_total")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_tag"))
        batch_op.drop_index(batch_op.f("ix_event_subject"))
        batch_op.drop_index(batch_op.f("ix_event_county_code"))
        batch_op.drop_index(batch_op.f("ix_event_by_id"))
        batch_op.drop_index(batch_op.f("ix_event_at"))

    op.drop_table("event")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_round_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_county_code"))

    op.drop_table("assessment")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_county_code"))

    op.drop_table("user")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_target_area_id"))

    op.drop_table("target")
    with op.batch_alter_table("sub_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sub_goal_plan_id"))
        batch_op.drop_index(batch_op.f("ix_sub_goal_goal_line_code"))
        batch_op.drop_index(batch_op.f("ix_sub_goal_area_code"))

    op.drop_table("sub_goal")
    op.drop_table("round_extension")
    with op.batch_alter_table("target_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_area_target_year"))
        batch_op.drop_index(batch_op.f("ix_target_area_area_code"))

    op.drop_table("target_area")
    op.drop_table("round")
    with op.batch_alter_table("goal_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_line_area_code"))

    op.drop_table("goal_line")
    with op.batch_alter_table("county", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_civil_area_id"))

    op.drop_table("county")
    op.drop_table("target_picture")
    op.drop_table("priority_area")
    op.drop_table("installation")
    op.drop_table("civil_area")
    op.drop_table("attempt_count")
    op.drop_table("action_plan")
