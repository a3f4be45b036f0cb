"""KHOSS: the länsstyrelser's joint action plan and its yearly self-assessments."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Settings, flask_config
from khoss import access, headers, i18n, jobs, page, security, static_files
from khoss.db import db, init_db, migrate
from khoss.sessions import Sessions
from khoss.views import register_views


def create_app(settings: Settings) -> Flask:
    """Wire the application together."""
    app = Flask(
        "khoss",
        instance_path=str(settings.instance_path),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.config.from_mapping(flask_config(settings))
    app.extensions["khoss.settings"] = settings
    app.session_interface = Sessions(app)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app,
            x_for=settings.trusted_proxies,
            x_proto=settings.trusted_proxies,
            x_host=settings.trusted_proxies,
        )
    db.init_app(app)
    init_db(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    i18n.init_i18n(app)
    headers.init_headers(app)
    static_files.init_static_files(app)
    CSRFProtect(app)
    security.init_security(app)
    access.init_access(app)
    page.init_page(app)
    jobs.init_jobs(app)
    register_views(app)
    return app
