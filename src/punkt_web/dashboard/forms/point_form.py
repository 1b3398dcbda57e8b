"""The form of a point: every field of the register, who says so, and what happens when two people save at once.

The page carries the texts that its reader saw (``seen``). What the reader changed is what differs from them, and only
that is stated: a field that nobody touched is never written, whatever stands in it by now.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.errors import PunktError
from punkt.geo.coordinates import parse_coordinates
from punkt.model.fields import FIELDS
from punkt.model.position import Position
from punkt.model.vocabulary import EvidenceMethod, PositionMethod
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.dashboard.forms.point_inputs import ORGANISATIONS, UNTOLD_NAME, input_names, inputs_of, texts_of
from punkt_web.registry.choosing import find_territories
from punkt_web.registry.models import Point, PointKind, Territory
from punkt_web.registry.queries import may_in, territories_in
from punkt_web.registry.statements import Evidence

_METHOD_LABELS = {
    EvidenceMethod.SEEN: _("I saw it on site"),
    EvidenceMethod.PHONED: _("I asked by phone"),
    EvidenceMethod.DOCUMENT: _("From a document"),
    EvidenceMethod.DECLARED: _("The host declared it"),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that this person and somebody else changed since the page was opened. The texts are by input."""

    key: str
    theirs: dict[str, str]
    mine: dict[str, str]
    saved_by: str


class PointForm(forms.Form):
    """Registers or edits a point. ``keys`` are the fields on the page."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[
            (Point.Status.DESIGNATED.value, _("Designated")),
            (Point.Status.PLANNED.value, _("Planned, not yet designated")),
        ],
        initial=Point.Status.DESIGNATED.value,
    )
    aliases = forms.CharField(
        label=_("Other names, one a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What people and lists also call it."),
    )
    evidence_method = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[("", _("Choose")), *((method.value, label) for method, label in _METHOD_LABELS.items())],
    )
    evidence_source = forms.CharField(
        label=_("Who or what says so?"), max_length=200, help_text=_("You, the head teacher, order No. 12 of 3 May ...")
    )
    evidence_on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, submitted: QueryDict | None = None, *, user: Any, point: Point | None, keys: Iterable[str]
    ) -> None:
        self.user, self.point, self.keys = user, point, list(keys)
        self.territory_choices: list[Territory] = []
        current = texts_of(point, self.keys)
        initial: dict[str, Any] = {
            **current,
            "seen": json.dumps(current, ensure_ascii=False),
            "evidence_source": str(user),
            "evidence_on": timezone.localdate(),
        }
        if point is None and "territory" in self.keys:
            initial["territory"] = _only_territory(user)
        super().__init__(submitted, initial=initial)
        if point is not None:
            del self.fields["status"], self.fields["aliases"]
        for key in self.keys:
            self.fields.update(inputs_of(key, point))
        # Errors are listed in the order of the page, on which the evidence comes last.
        for name in ("evidence_method", "evidence_source", "evidence_on"):
            self.fields[name] = self.fields.pop(name)
        self._was = _read_texts(submitted.get("seen", "{}")) if submitted is not None else current

    def group_fields(self) -> dict[str, list[forms.BoundField]]:
        """The inputs by group of the register, in order."""
        groups: dict[str, list[forms.BoundField]] = {}
        for key in self.keys:
            shown = (self[name] for name in input_names(key) if name != UNTOLD_NAME or self._text_shown(name))
            groups.setdefault(FIELDS[key].group, []).extend(shown)
        return groups

    def _text_shown(self, name: str) -> str:
        return str(self[name].value() or "")

    def evidence_fields(self) -> list[forms.BoundField]:
        """What is asked of every save."""
        return [self["evidence_method"], self["evidence_source"], self["evidence_on"]]

    def changed_keys(self) -> list[str]:
        """Fields in which something else stands than the person saw."""
        return [key for key in self.keys if any(self._is_changed(name) for name in input_names(key))]

    def _is_changed(self, name: str) -> bool:
        return self._text(name) != self._was.get(name, "").strip()

    def _text(self, name: str) -> str:
        return str(self.data.get(name, "")).strip()

    def _post_clean(self) -> None:
        """What nobody touched is not judged: a list may have brought what no form would take."""
        if self.point is None:
            return
        changed = set(self.changed_keys())
        untouched = {name for key in self.keys if key not in changed for name in input_names(key)}
        for name in untouched & set(self.errors):
            del self.errors[name]

    def clean(self) -> dict[str, Any]:
        """Reads what takes more than one input, and asks whether the person may say it."""
        cleaned = super().clean() or {}
        changed = self.changed_keys()
        if "position" in changed:
            self._read_position(cleaned)
        if "territory" in self.keys and ("territory" in changed or self.point is None):
            self._read_territory(cleaned)
        self._refuse_weaker_evidence(changed, cleaned.get("evidence_method"))
        return cleaned

    def clean_evidence_on(self) -> Any:
        """Nobody knows from a day to come."""
        day = self.cleaned_data["evidence_on"]
        if day > timezone.localdate() + timedelta(days=1):
            raise forms.ValidationError(gettext("This day has not come yet."))
        return day

    def _read_position(self, cleaned: dict[str, Any]) -> None:
        text = cleaned.get("position", "")
        cleaned["read_position"] = None
        if not text:
            return
        try:
            read = parse_coordinates(text)
        except PunktError as error:
            self.add_error("position", said(error))
            return
        if read is None:
            self.add_error("position", gettext("This cannot be read as coordinates. Write them like 50.4501, 30.5234."))
            return
        method = PositionMethod(cleaned.get("position.method") or PositionMethod.UNKNOWN)
        accuracy_m = cleaned.get("position.accuracy_m")
        cleaned["read_position"] = Position(
            read.latitude, read.longitude, read.accuracy_m if accuracy_m is None else accuracy_m, method
        )

    def _read_territory(self, cleaned: dict[str, Any]) -> None:
        text = self._text("territory.pick") or cleaned.get("territory", "")
        cleaned["read_territory"] = None
        found = find_territories(text, territories_in(reach(self.user, Power.EDIT))) if text else []
        if len(found) > 1:
            self.territory_choices = found
            self.add_error("territory", gettext("Several territories fit. Choose one below."))
        elif found:
            cleaned["read_territory"] = found[0]
            self.data = shown = cast("QueryDict", self.data).copy()
            shown["territory"] = found[0].code
        elif text:
            self.add_error(
                "territory", gettext("You have no territory of that name or code. Points stay where you may edit.")
            )
        elif not may_in(self.user, Power.EDIT, None):
            self.add_error("territory", gettext("Say in which territory the point lies."))

    def _refuse_weaker_evidence(self, changed: list[str], method: str | None) -> None:
        if self.point is None or method != EvidenceMethod.DECLARED:
            return
        for key in changed:
            if self.point.provenance.get(key, {}).get("verified"):
                message = gettext(
                    "A person checked this. To change it, say that you saw it, phoned or have a document."
                )
                self.add_error(input_names(key)[0], message)

    def evidence(self) -> Evidence:
        """Who says so."""
        cleaned = self.cleaned_data
        return Evidence(
            " ".join(cleaned["evidence_source"].split()),
            EvidenceMethod(cleaned["evidence_method"]),
            cleaned["evidence_on"].isoformat(),
        )

    def statements(self) -> dict[str, Any]:
        """What the person says of the point; an emptied field is ``None``, hosts and the like are names."""
        return {key: self._statement(key) for key in self.changed_keys()}

    def _statement(self, key: str) -> Any:
        cleaned = self.cleaned_data
        if key == "name":
            return {
                name.removeprefix("name."): cleaned[name] or None for name in input_names(key) if self._is_changed(name)
            }
        if key in {"position", "territory"}:
            return cleaned[f"read_{key}"]
        if key == "kind":
            return PointKind.objects.filter(code=cleaned[key]).first()
        value = cleaned[key]
        if key in ORGANISATIONS:
            return " ".join(value.split()) or None
        return None if value == "" else value

    def other_names(self) -> tuple[str, ...]:
        """Names besides the names."""
        return tuple(line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip())

    def refuse(self, error: PunktError) -> None:
        """Shows what the registry itself would not take, at its field."""
        place = error.where if error.where in self.fields else None
        self.add_error(place, said(error, with_place=False))


def _only_territory(user: Any) -> str:
    """The territory of a person who may edit in one and nowhere else; empty for everybody else."""
    where = reach(user, Power.EDIT)
    return "" if where.is_everywhere or len(where.territory_codes) != 1 else next(iter(where.territory_codes))


def _read_texts(text: str) -> dict[str, str]:
    try:
        texts = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(texts, dict):
        return {}
    return {str(name): str(value) for name, value in texts.items()}


def rebased(submitted: QueryDict, point: Point, keys: Iterable[str]) -> tuple[QueryDict, list[Conflict]]:
    """What was submitted, as if the person had seen the point as it is now; and where two people changed one field.

    Fields that only others changed show what they saved. Where both did, the person's own text stays, unless the
    page says to take the other (``take.FIELD``).
    """
    was = _read_texts(submitted.get("seen", "{}"))
    now = texts_of(point, keys)
    rebased_data = submitted.copy()
    conflicts = []
    for key in keys:
        names = input_names(key)
        mine = {name: str(submitted.get(name, "")).strip() for name in names}
        seen, theirs = _part(was, names), _part(now, names)
        if mine == seen or submitted.get(f"take.{key}"):
            for name, text in theirs.items():
                rebased_data[name] = text
        elif theirs not in (seen, mine):
            saved_by = point.provenance.get(key, {}).get("by", "")
            conflicts.append(Conflict(key, theirs, mine, saved_by))
    rebased_data["seen"] = json.dumps(now, ensure_ascii=False)
    return rebased_data, conflicts


def _part(texts: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: texts.get(name, "").strip() for name in names}
