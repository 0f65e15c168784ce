"""Logs as JSON lines on standard error: no address, no token, no address of a person."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

_log = structlog.get_logger("exchange")


def configure(level: str) -> None:
    """Send the house's logs, and those of the libraries, to standard error as JSON."""
    logging.basicConfig(level=level, stream=sys.stderr, format="%(message)s")
    # What alembic tells of every start would bury the one line an operator looks for.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Without the frames' variables: they hold tokens and passwords.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        # Asked for at each line, since whoever runs us may put another stream in its place.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def request(**facts: Any) -> None:
    """Log one answered request."""
    _log.info("request", **facts)


def job(**facts: Any) -> None:
    """Log one run of a background job."""
    _log.info("job", **facts)


def service(event: str, **facts: Any) -> None:
    """Log what an outside service did wrong; never what it was asked."""
    _log.warning(event, **facts)


def failure(event: str, error: BaseException, **facts: Any) -> None:
    """Log a fault of ours with its trace."""
    _log.error(event, exc_info=error, **facts)
