"""Messages of alarms in words: to people in their language, to other systems in JSON. No point is named in any."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.model.alarm_words import AlarmKind
from punkt.model.vocabulary import label
from punkt_web.common.moments import written
from punkt_web.common.names import name_for_reader
from punkt_web.common.texts import one_line
from punkt_web.operations.models import AlarmMessage
from punkt_web.registry.models import Territory

DESK = "/desk/alarms/"


def headline(content: dict[str, Any]) -> str:
    """ "3 alarms at points: Town", in one line."""
    names = list(_names(content).values())
    n = content["n_alarms"]
    told = ngettext("%(n)s alarm at points", "%(n)s alarms at points", n) % {"n": number_format(n)}
    return one_line(f"{told}: {names[0]}") if len(names) == 1 and not content["n_more"] else told


def letter(content: dict[str, Any]) -> str:
    """The text of an e-mail: a line for each territory, and where to look."""
    lines = [*_lines(content), "", _("See them, and say that you look into them:"), f"{settings.SITE}{DESK}"]
    if not settings.SITE:
        lines[-1] = _("at the desk, under “Alarms”")
    lines += ["", _("You get this because you answer for points there. At the desk you choose how you are told.")]
    return "\n".join(lines)


def _lines(content: dict[str, Any]) -> Iterator[str]:
    names = _names(content)
    for one in content["territories"]:
        told = [(kind, one["kinds"][kind]) for kind in AlarmKind if kind in one["kinds"]]
        kinds = "; ".join(f"{_(label(kind))}: {number_format(n)}" for kind, n in told)
        yield f"{names[one['code']]}: {kinds}"
    n = content["n_more"]
    if n:
        yield ngettext("and %(n)s territory more", "and %(n)s territories more", n) % {"n": number_format(n)}


def _names(content: dict[str, Any]) -> dict[str, str]:
    codes = [one["code"] for one in content["territories"]]
    found = {one.code: one for one in Territory.objects.filter(code__in=codes)}
    return {
        code: (name_for_reader(found[code].names, found[code].country) or code)
        if code in found
        else code or _("territory not known")
        for code in codes
    }


def notice(content: dict[str, Any]) -> bytes:
    """What a browser shows: how many, where, and where to look. JSON."""
    told = {"title": headline(content), "body": _("See them at the desk."), "url": DESK}
    return json.dumps(told, ensure_ascii=False).encode()


def event(message: AlarmMessage) -> bytes:
    """What another system is sent (docs/reference/alarm-webhook.md). JSON."""
    told = {
        "type": "alarms.test" if message.is_test else "alarms.raised",
        "timestamp": written(message.made_at),
        "data": {} if message.is_test else {**message.content, "desk": f"{settings.SITE}{DESK}"},
    }
    # Sorted, so that each try sends the same bytes: PostgreSQL gives back what is stored in an order of its own.
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
