"""Settings: read once from the environment, frozen, handed down."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "EXCHANGE_"
_SECRET_FIELDS = frozenset(
    {"secret_key", "database_url", "migration_database_url", "mail_url", "rate_limit_storage_url"}
)
GEOCODERS = ("offline", "ban", "nominatim", "photon")
_CHECKOUT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting that cannot be obeyed; the message names the variable."""


def assets(name: str) -> Path:
    """Return the folder `templates`, `static` or `migrations`, in a checkout or inside a wheel."""
    packed = Path(str(files("exchange"))) / "_assets" / name
    return packed if packed.is_dir() else _CHECKOUT / name


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator may set; see `docs/operations.md` for each variable."""

    env: str
    instance_dir: Path
    database_url: str
    migration_database_url: str
    secret_key: str
    base_url: str
    mail_url: str
    mail_from: str
    media_dir: Path
    tile_url: str
    tile_attribution: str
    geocoder: str
    geocoder_url: str
    rate_limits: str
    rate_limit_storage_url: str
    verification: str
    log_level: str
    clock_offset_file: Path | None

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        """Whether people reach the site over https, so that cookies are `__Host-` and Secure."""
        return self.base_url.startswith("https://")

    def shown(self) -> dict[str, str]:
        """Return the effective settings by variable name, secrets masked."""
        return {
            PREFIX + field.name.upper(): "********"
            if field.name in _SECRET_FIELDS and getattr(self, field.name)
            else str(getattr(self, field.name) or "")
            for field in fields(self)
        }


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of an environment (the process's own by default).

    Raises: SettingsError naming the variable at fault.
    """
    given = {
        key.removeprefix(PREFIX).lower(): value.strip()
        for key, value in (os.environ if environment is None else environment).items()
        if key.startswith(PREFIX) and value.strip()
    }
    instance_dir = Path(given.get("instance_dir") or _default_instance_dir()).resolve()
    database_url = _with_driver(given.get("database_url") or f"sqlite:///{instance_dir / 'exchange.sqlite3'}")
    clock_file = given.get("clock_offset_file")
    settings = Settings(
        env=_choice(given, "env", "production", ("production", "development", "test")),
        instance_dir=instance_dir,
        database_url=database_url,
        migration_database_url=_with_driver(given.get("migration_database_url") or database_url),
        secret_key=given.get("secret_key") or _kept_secret(instance_dir, database_url),
        base_url=(given.get("base_url") or "http://127.0.0.1:8000").rstrip("/"),
        mail_url=given.get("mail_url") or f"file://{instance_dir / 'mail'}",
        mail_from=given.get("mail_from") or "Gisement <ne-pas-repondre@gisement.example>",
        media_dir=Path(given.get("media_dir") or instance_dir / "media").resolve(),
        tile_url=given.get("tile_url", ""),
        tile_attribution=given.get("tile_attribution", ""),
        geocoder=_choice(given, "geocoder", "offline", GEOCODERS),
        geocoder_url=(given.get("geocoder_url") or "").rstrip("/"),
        rate_limits=_choice(given, "rate_limits", "on", ("on", "off")),
        rate_limit_storage_url=given.get("rate_limit_storage_url") or "memory://",
        verification=_choice(given, "verification", "after", ("after", "before")),
        log_level=_choice(given, "log_level", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        clock_offset_file=Path(clock_file) if clock_file else None,
    )
    if not _is_web_address(settings.base_url):
        raise SettingsError(f"{PREFIX}BASE_URL must be an http or https address")
    if settings.geocoder_url and not _is_web_address(settings.geocoder_url):
        raise SettingsError(f"{PREFIX}GEOCODER_URL must be an http or https address")
    if settings.rate_limits == "off" and urlsplit(settings.base_url).hostname not in {
        "127.0.0.1",
        "localhost",
        "::1",
    }:
        raise SettingsError(f"{PREFIX}RATE_LIMITS may be off on loopback only")
    return settings


def _choice(given: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = given.get(name, default)
    if value not in allowed:
        raise SettingsError(f"{PREFIX}{name.upper()} must be one of: {', '.join(allowed)}")
    return value


def _is_web_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.username)


def _default_instance_dir() -> Path:
    return (_CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else Path.cwd()) / "instance"


def _with_driver(url: str) -> str:
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(f"{PREFIX}DATABASE_URL must begin with sqlite:/// or postgresql://")
    return url


def _kept_secret(instance_dir: Path, database_url: str) -> str:
    if not database_url.startswith("sqlite"):
        raise SettingsError(f"{PREFIX}SECRET_KEY is required with PostgreSQL")
    kept = instance_dir / "secret_key"
    instance_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not kept.exists():
        drawn = instance_dir / f"secret_key.{secrets.token_hex(8)}"
        with os.fdopen(os.open(drawn, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(48))
        # A link appears whole or not at all: of processes starting together, one names the secret for all.
        with suppress(FileExistsError):
            os.link(drawn, kept)
        drawn.unlink()
    return kept.read_text(encoding="ascii").strip()
