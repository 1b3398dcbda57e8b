"""The rules of alarms by territory, read once for many points."""

from collections import defaultdict

from punkt.alarms.rules import Rule, Rules, inherited
from punkt.model.alarm_words import AlarmKind
from punkt_web.operations.models import AlarmRule


class RuleBook:
    """What all territories decided, as of when it was made."""

    def __init__(self) -> None:
        self._decided: defaultdict[str, dict[AlarmKind, Rule]] = defaultdict(dict)
        rows = AlarmRule.objects.values_list("territory__code", "kind", "is_on", "limit")
        for code, kind, is_on, limit in rows:
            self._decided[code][AlarmKind(kind)] = Rule(is_on, limit)
        self._known: dict[str, Rules] = {}

    def of(self, path: str) -> Rules:
        """The rules in the territory of a path, "" for none."""
        if path not in self._known:
            codes = path.rstrip("/").split("/")
            self._known[path] = inherited(self._decided[code] for code in codes if code in self._decided)
        return self._known[path]

    def decided(self, code: str) -> Rules:
        """What one territory decided itself."""
        return self._decided.get(code, {})
