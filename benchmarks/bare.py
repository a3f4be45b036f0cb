"""The least that a Flask program can do: a view that commits one row, to measure others by."""

from __future__ import annotations

import os

from flask import Flask, request
from sqlalchemy import create_engine, text

import khoss.db  # noqa: F401 (sets each connection up as the program does: journal, waiting)

engine = create_engine(os.environ["KHOSS_DATABASE_URL"], pool_size=1)
app = Flask(__name__)
INSERT = text("INSERT INTO bare_row (body) VALUES (:body)")


@app.post("/")
def save() -> dict[str, str]:
    """Commit one row."""
    with engine.begin() as connection:
        connection.execute(INSERT, {"body": request.form["activities"]})
    return {"state": "saved"}
