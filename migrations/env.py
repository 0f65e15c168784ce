"""Runs migrations over the connection that exchange.storage.migrating hands in."""

import importlib
import pkgutil

from alembic import context

import exchange
from exchange.storage.database import Base


def every_table() -> None:
    for package in pkgutil.iter_modules(exchange.__path__):
        if package.ispkg and (package.name not in {"web", "api", "jobs", "kernel", "gateways"}):
            for module in ("models", "idempotency", "answers", "indexes.models"):
                name = f"exchange.{package.name}.{module}"
                try:
                    importlib.import_module(name)
                except ModuleNotFoundError as error:
                    if error.name is None or not name.startswith(error.name):
                        raise


connection = context.config.attributes["connection"]
every_table()
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
