"""Several real threads at one moment, each with a session of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

from flask import Flask

from exchange.storage.database import session


@dataclass(frozen=True)
class Outcomes:
    """What came of calls made together, in the order they were given."""

    returned: tuple[Any, ...]
    raised: tuple[BaseException, ...]

    def raised_of(self, kind: type[BaseException]) -> int:
        """Return how many calls raised that kind."""
        return sum(isinstance(error, kind) for error in self.raised)


def run_together(app: Flask, calls: Sequence[Callable[[], Any]]) -> Outcomes:
    """Run the calls at one moment, a thread and an application context each, and return what came of it."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[], Any]) -> tuple[bool, Any]:
        with app.app_context():
            barrier.wait(timeout=30)
            try:
                return True, call()
            except Exception as error:  # noqa: BLE001 - the test judges what was raised
                return False, error

    session().rollback()
    with ThreadPoolExecutor(len(calls)) as pool:
        ended = list(pool.map(one, calls))
    return Outcomes(
        tuple(result for is_fine, result in ended if is_fine),
        tuple(result for is_fine, result in ended if not is_fine),
    )
