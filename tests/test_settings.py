from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from exchange.settings import SettingsError, assets, read_settings


def read(folder: Path, **names: str):  # noqa: ANN201 - the settings, as `read_settings` says
    given = {"instance_dir": str(folder), **names}
    return read_settings({f"EXCHANGE_{name.upper()}": value for name, value in given.items()})


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'exchange.sqlite3'}"
    assert settings.migration_database_url == settings.database_url
    assert settings.mail_url == f"file://{tmp_path / 'mail'}"
    assert settings.media_dir == tmp_path / "media"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert (settings.env, settings.geocoder, settings.rate_limits, settings.verification) == (
        "production",
        "offline",
        "on",
        "after",
    )
    assert settings.is_sqlite
    assert not settings.is_https


def test_settings_are_read_once_and_frozen(tmp_path: Path) -> None:
    settings = read(tmp_path)
    with pytest.raises(FrozenInstanceError):
        settings.base_url = "https://elsewhere.example"  # type: ignore[misc]


def test_the_generated_secret_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first, again = read(tmp_path), read(tmp_path)
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 48
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert read(tmp_path / "other").secret_key != first.secret_key


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: read(tmp_path).secret_key, range(8)))
    assert len(secrets) == 1
    assert "" not in secrets


def test_a_given_secret_leaves_nothing_on_disk(tmp_path: Path) -> None:
    assert read(tmp_path / "none", secret_key="given").secret_key == "given"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_any_spelling_of_postgresql_means_the_one_driver(tmp_path: Path, scheme: str) -> None:
    settings = read(tmp_path, database_url=f"{scheme}://u:p@h/d", secret_key="given")
    assert settings.database_url == "postgresql+psycopg://u:p@h/d"
    assert not settings.is_sqlite


@pytest.mark.parametrize(
    ("names", "variable"),
    [
        ({"database_url": "mysql://h/d", "secret_key": "x"}, "EXCHANGE_DATABASE_URL"),
        ({"database_url": "postgresql://h/d"}, "EXCHANGE_SECRET_KEY"),
        ({"env": "prod"}, "EXCHANGE_ENV"),
        ({"geocoder": "elsewhere"}, "EXCHANGE_GEOCODER"),
        ({"geocoder": "ban", "geocoder_url": "data.geopf.fr"}, "EXCHANGE_GEOCODER_URL"),
        ({"geocoder": "ban", "geocoder_url": "file:///etc"}, "EXCHANGE_GEOCODER_URL"),
        ({"geocoder": "photon", "geocoder_url": "https://me:secret@photon.example"}, "EXCHANGE_GEOCODER_URL"),
        ({"geocoder": "photon", "geocoder_url": "https://photon.example/?q="}, "EXCHANGE_GEOCODER_URL"),
        ({"rate_limits": "sometimes"}, "EXCHANGE_RATE_LIMITS"),
        ({"rate_limits": "off", "base_url": "https://gisement.example"}, "EXCHANGE_RATE_LIMITS"),
        ({"verification": "never"}, "EXCHANGE_VERIFICATION"),
        ({"log_level": "LOUD"}, "EXCHANGE_LOG_LEVEL"),
        ({"base_url": "gisement.example"}, "EXCHANGE_BASE_URL"),
        ({"base_url": "ftp://gisement.example"}, "EXCHANGE_BASE_URL"),
        ({"base_url": "https://"}, "EXCHANGE_BASE_URL"),
    ],
)
def test_a_setting_that_cannot_be_obeyed_is_named(
    tmp_path: Path, names: dict[str, str], variable: str
) -> None:
    with pytest.raises(SettingsError, match=variable):
        read(tmp_path, **names)


@pytest.mark.parametrize("name", ["ban", "nominatim", "photon"])
def test_a_geocoder_is_named_and_may_be_ones_own(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, geocoder=name).geocoder_url == ""
    own = read(tmp_path, geocoder=name, geocoder_url="http://geocoder.internal:8080/api/")
    assert (own.geocoder, own.geocoder_url) == (name, "http://geocoder.internal:8080/api")


def test_empty_variables_and_trailing_slashes_mean_nothing(tmp_path: Path) -> None:
    settings = read(tmp_path, base_url="https://gisement.example/", mail_from="  ", clock_offset_file="")
    assert settings.base_url == "https://gisement.example"
    assert settings.is_https
    assert settings.mail_from
    assert settings.clock_offset_file is None


def test_secrets_are_masked_where_settings_are_shown(tmp_path: Path) -> None:
    settings = read(
        tmp_path, secret_key="hush", database_url="postgresql://u:hush@h/d", mail_url="smtp://u:hush@h"
    )
    shown = settings.shown()
    assert "hush" not in " ".join(shown.values())
    assert shown["EXCHANGE_SECRET_KEY"] == "********"
    assert shown["EXCHANGE_BASE_URL"] == settings.base_url
    assert all(name.startswith("EXCHANGE_") for name in shown)


@pytest.mark.parametrize("name", ["templates", "static", "migrations"])
def test_the_folders_beside_the_package_are_found(name: str) -> None:
    assert assets(name).is_dir()
