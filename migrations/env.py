"""Run migrations on the database of the application that is set up."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy.schema import SchemaItem

from khoss.db import UtcDateTime, db


def include_object(
    item: SchemaItem, name: str | None, type_: str, reflected: bool, compare_to: object
) -> bool:
    """Leave out the job queue's own tables: the queue makes and minds them itself."""
    return not (type_ == "table" and (name or "").startswith("huey_"))


def render_item(type_: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our moment type as the plain type that it stores."""
    if type_ == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run_migrations() -> None:
    """Run in one transaction, with foreign keys checked when it ends."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_object=include_object,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run_migrations()
