"""What goes on by itself: alarms checked every minute, what is due sent, points held against their standard, those in
charge reminded of agreements that end.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from threading import Thread

from django.db import close_old_connections

from punkt import clock
from punkt.model.alarm_words import AlarmChannel
from punkt_web.common.audit import Actor
from punkt_web.exchange.alarm_sending import send_due
from punkt_web.exchange.reminder_sending import send_reminders
from punkt_web.hosting.actions.offers import forget_refused_contacts
from punkt_web.operations.actions.alarms.checks import Checked, check_alarms
from punkt_web.operations.actions.alarms.outbox import forget_old_messages
from punkt_web.operations.actions.keeping.shifts import forget_old_names
from punkt_web.readiness.actions.rounds import assess_if_due

CHECK_EVERY_S = 60.0
ASSESS_EVERY_S = 900.0
"""How old what is told of readiness may be after points were changed; a round takes some seconds for a country."""
SEND_EVERY_S = 15.0
REMIND_EVERY_S = 900.0
"""Of agreements that end; the day counts, and what could not be sent waits for less than this."""
_KEPT = timedelta(days=30)
_log = logging.getLogger(__name__)


def check_once() -> Checked | None:
    """One check of all points; with it is forgotten what was sent long ago, who was in old shifts, and how businesses
    that were refused are reached."""
    found = check_alarms()
    forget_old_messages(clock.now() - _KEPT)
    forget_old_names()
    forget_refused_contacts()
    return found


def start_rounds() -> list[Thread]:
    """Begins the rounds; they end with the process. A round that breaks is told in the log, and the next one comes."""
    threads = [_round("check", CHECK_EVERY_S, check_once)]
    threads.append(_round("assess", ASSESS_EVERY_S, partial(assess_if_due, Actor("assess"))))
    threads.append(_round("remind", REMIND_EVERY_S, send_reminders))
    threads += [_round(channel, SEND_EVERY_S, partial(send_due, channel)) for channel in AlarmChannel]
    for thread in threads:
        thread.start()
    return threads


def _round(name: str, every_s: float, step: Callable[[], object]) -> Thread:
    return Thread(target=for_ever, args=(every_s, {name: step}), name=f"round: {name}", daemon=True)


def for_ever(every_s: float, steps: Mapping[str, Callable[[], object]]) -> None:
    """Does the steps of a round one after another, and again so often; one that breaks ends nothing (``safely``)."""
    while True:
        began = time.monotonic()
        for name, step in steps.items():
            safely(name, step)
        time.sleep(max(1.0, every_s - (time.monotonic() - began)))


def safely(name: str, step: Callable[[], object]) -> object:
    """Does a step of a round with connections that are alive; what breaks is told and ends nothing."""
    close_old_connections()
    try:
        return step()
    except Exception:  # noqa: BLE001 - told, and tried again
        _log.exception("A round (%s) broke off.", name)
        return None
    finally:
        close_old_connections()
