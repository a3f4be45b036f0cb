"""Settings of KHOSS: the only reader of the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent


class SettingsError(ValueError):
    """A setting that cannot be used, said in one sentence."""


class SmtpSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class Settings:
    """Hold everything that differs between installations."""

    instance_path: Path
    database_url: str
    secret_key: str
    password_salt: str
    server_name: str | None = None
    scheme: str = "http"
    bind: str = "127.0.0.1:8000"
    web_processes: int = 2
    trusted_proxies: int = 0
    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_sender: str = "khoss@localhost"
    smtp_security: SmtpSecurity = SmtpSecurity.NONE
    smtp_user: str | None = None
    smtp_password: str = field(default="", repr=False)
    smtp_ca_file: str | None = None
    invitation_valid: timedelta = timedelta(days=3)
    session_valid: timedelta = timedelta(hours=8)
    sign_in_limit: str = "10 per 15 minutes"
    address_limit: str = "100 per 15 minutes"
    api_limit: str = "300 per 5 minutes"
    testing: bool = False

    @property
    def secure_cookies(self) -> bool:
        """Tell whether cookies are sent over HTTPS only."""
        return self.scheme == "https"

    @property
    def base_url(self) -> str:
        """Return the address that links in mails and on the terminal begin with."""
        return f"{self.scheme}://{self.server_name or self.bind}"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `KHOSS_*` and make what an installation keeps for itself.

    :raises SettingsError: when a value cannot be used or the folder cannot be written.
    """
    instance_path = Path(environ.get("KHOSS_INSTANCE_PATH", ROOT / "instance")).absolute()
    secrets_file = instance_path / "secrets"
    _make_folder(instance_path)
    kept = _kept_secrets(secrets_file)
    scheme = environ.get("KHOSS_SCHEME", "http")
    if scheme not in ("http", "https"):
        raise SettingsError(f"KHOSS_SCHEME ska vara http eller https, inte ”{scheme}”.")
    return Settings(
        instance_path=instance_path,
        database_url=_database_url(environ, instance_path),
        secret_key=environ.get("KHOSS_SECRET_KEY") or kept[0],
        password_salt=environ.get("KHOSS_PASSWORD_SALT") or kept[1],
        server_name=environ.get("KHOSS_SERVER_NAME") or None,
        scheme=scheme,
        bind=environ.get("KHOSS_BIND", Settings.bind),
        web_processes=_number(environ, "KHOSS_WEB_PROCESSES", Settings.web_processes, least=1),
        trusted_proxies=_number(environ, "KHOSS_TRUSTED_PROXIES", 0),
        smtp_host=environ.get("KHOSS_SMTP_HOST") or None,
        smtp_port=_number(environ, "KHOSS_SMTP_PORT", Settings.smtp_port, least=1),
        smtp_sender=environ.get("KHOSS_SMTP_SENDER", Settings.smtp_sender),
        smtp_security=_smtp_security(environ),
        smtp_user=environ.get("KHOSS_SMTP_USER") or None,
        smtp_password=environ.get("KHOSS_SMTP_PASSWORD", ""),
        smtp_ca_file=environ.get("KHOSS_SMTP_CA_FILE") or None,
        invitation_valid=timedelta(hours=_number(environ, "KHOSS_INVITATION_HOURS", 72, least=1)),
        session_valid=timedelta(minutes=_number(environ, "KHOSS_SESSION_MINUTES", 480, least=1)),
        sign_in_limit=environ.get("KHOSS_SIGN_IN_LIMIT", Settings.sign_in_limit),
        address_limit=environ.get("KHOSS_ADDRESS_LIMIT", Settings.address_limit),
        api_limit=environ.get("KHOSS_API_LIMIT", Settings.api_limit),
    )


def _database_url(environ: Mapping[str, str], instance_path: Path) -> str:
    url = environ.get("KHOSS_DATABASE_URL") or f"sqlite:///{instance_path / 'khoss.sqlite3'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(
            "KHOSS_DATABASE_URL ska börja med sqlite:/// eller postgresql+psycopg://."
        )
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(
            "KHOSS_DATABASE_URL går inte att läsa; den ska se ut som "
            "postgresql+psycopg://namn:lösenord@värd:5432/databas."
        ) from error
    return url


def _smtp_security(environ: Mapping[str, str]) -> SmtpSecurity:
    text = environ.get("KHOSS_SMTP_SECURITY") or SmtpSecurity.NONE
    try:
        security = SmtpSecurity(text)
    except ValueError as error:
        raise SettingsError(
            f"KHOSS_SMTP_SECURITY ska vara none, starttls eller tls, inte ”{text}”."
        ) from error
    signing_in = environ.get("KHOSS_SMTP_USER", "") + environ.get("KHOSS_SMTP_PASSWORD", "")
    if not signing_in.isascii():
        raise SettingsError(
            "KHOSS_SMTP_USER och KHOSS_SMTP_PASSWORD får bara ha tecken ur ASCII, inte å, ä och ö: "
            "inloggningen i SMTP kan inga andra."
        )
    if environ.get("KHOSS_SMTP_USER") and security is SmtpSecurity.NONE:
        raise SettingsError(
            "KHOSS_SMTP_USER kräver KHOSS_SMTP_SECURITY=starttls eller tls: "
            "annars skickas lösenordet i klartext."
        )
    return security


def _number(environ: Mapping[str, str], name: str, default: int, *, least: int = 0) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise SettingsError(f"{name} ska vara ett heltal, minst {least}, inte ”{text}”.")
    return int(text)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"Mappen {path} kan inte skapas ({error.strerror}). "
            "Ange en annan med KHOSS_INSTANCE_PATH."
        ) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise SettingsError(
            f"Mappen {path} går inte att skriva i. Ange en annan med KHOSS_INSTANCE_PATH."
        )


def _kept_secrets(path: Path) -> tuple[str, str]:
    """Return the installation's own signing key and password salt, made the first time.

    The file is linked into place whole, so that two processes that start at once agree.
    """
    if not path.exists():
        draft = path.with_name(f".secrets-{os.getpid()}-{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_hex(32)}\n{secrets.token_hex(16)}\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        key, salt = path.read_text(encoding="ascii").split()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"Filen {path} kan inte läsas. Återställ den från säkerhetskopian: "
            "utan den gäller inga inloggningar."
        ) from error
    return key, salt


def flask_config(settings: Settings) -> dict[str, object]:
    """Translate the settings into the names that Flask and its extensions read."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SERVER_NAME": settings.server_name,
        "PREFERRED_URL_SCHEME": settings.scheme,
        "TESTING": settings.testing,
        "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 32 * 1024 * 1024,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings.database_url),
        "PERMANENT_SESSION_LIFETIME": settings.session_valid,
        "SESSION_COOKIE_NAME": "khoss",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_PROTECTION": "basic",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.secure_cookies,
        # The token lives as long as the session: an officer may sit with a form for hours.
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "sv",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Stockholm",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        **_security_config(settings),
    }


def _engine_options(database_url: str) -> dict[str, object]:
    if database_url.startswith("sqlite"):
        return {}
    return {"connect_args": {"connect_timeout": 5}}


def _security_config(settings: Settings) -> dict[str, object]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": settings.password_salt,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_URL_PREFIX": "/konto",
        "SECURITY_LOGIN_URL": "/logga-in",
        "SECURITY_LOGOUT_URL": "/logga-ut",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_RESET_URL": "/aterstall",
        "SECURITY_CHANGE_URL": "/andra-losenord",
        "SECURITY_VERIFY_URL": "/bekrafta",
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/konto/logga-in",
        "SECURITY_POST_RESET_VIEW": "/konto/logga-in",
        "SECURITY_POST_CHANGE_VIEW": "/",
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_RESET_PASSWORD_WITHIN": settings.invitation_valid,
        "SECURITY_I18N_DIRNAME": ["builtin", str(ROOT / "translations")],
        "SECURITY_EMAIL_SENDER": settings.smtp_sender,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_USE_VERIFY_PASSWORD_CACHE": False,
        "SECURITY_STATIC_FOLDER": None,
    }
