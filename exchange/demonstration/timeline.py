"""Time told anew: stories that wait for instants of the past, taken in the order in which they happened."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

Story = Iterator[datetime]
"""Yields the instant it waits for, then does what happens at that instant, and so on to its end."""

ZONE = ZoneInfo("Europe/Paris")
"""Strasbourg's clock, which is Differdange's too."""

_DELAY = 0.381_966
"""Its multiples never fall into step with the clock. Source: one minus the golden ratio's inverse."""

_OPENS, _HOURS = 8, 10
"""People work from eight o'clock to six."""


def tell(stories: Iterable[Story]) -> None:
    """Let every story happen, all of them interleaved by their instants.

    Raises: ValueError if a story waits for an instant before one it has seen already.
    """
    waiting: list[tuple[datetime, int, Story]] = []
    for order, story in enumerate(stories):
        instant = next(story, None)
        if instant is not None:
            waiting.append((instant, order, story))
    heapq.heapify(waiting)
    while waiting:
        instant, order, story = heapq.heappop(waiting)
        following = next(story, None)
        if following is None:
            continue
        if following < instant:
            raise ValueError("a story cannot go back in time")
        heapq.heappush(waiting, (following, order, story))


def spread(first: datetime, last: datetime, count: int) -> list[datetime]:
    """Return `count` instants between two, neither included, all at work: evenly, but for small delays."""
    step = (last - first) / (count + 1)
    late = [step * (place * _DELAY % 1) / 4 for place in range(1, count + 1)]
    return [at_work(first + step * place + late[place - 1], last) for place in range(1, count + 1)]


def at_work(instant: datetime, last: datetime) -> datetime:
    """Return an instant of the same day between eight and six, later ones later.

    Those of the last day stay as they are, so that none comes to stand after the last instant.
    """
    local = instant.astimezone(ZONE)
    if local.date() == last.astimezone(ZONE).date():
        return instant
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    into_day = timedelta(hours=local.hour, minutes=local.minute)
    return (midnight + timedelta(hours=_OPENS) + into_day * _HOURS / 24).astimezone(instant.tzinfo)
