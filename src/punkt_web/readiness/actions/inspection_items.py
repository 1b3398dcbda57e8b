"""What an inspector saw, and pictures of it, as items of the queue: append-only.

Two people may inspect a point at once: both are kept. Who signs sees where they differ (``actions.signing``).
"""

import base64
import binascii
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile

from punkt.errors import InvalidValue
from punkt.inspection.answers import BadAnswers, LineAnswer, answers_from, read_answers
from punkt.inspection.failing import failures
from punkt.inspection.template import standard_and_practice
from punkt.model.items import Item, told_text
from punkt.model.reports import check_ulid
from punkt.wording import gettext_noop as _
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Write, record
from punkt_web.common.zones import today_in
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind, NotYet
from punkt_web.readiness.assessed import assessed_point
from punkt_web.readiness.inspections.lines import line_words
from punkt_web.readiness.inspections.sheets import lines_asked
from punkt_web.readiness.models import Inspection, InspectionPhoto, InspectionSheet
from punkt_web.registry.actions.photos import redrawn
from punkt_web.registry.standing import heir

MOST_PHOTOS = 100
"""Of one inspection: two for each line (decision of ours)."""
MOST_JPEG_LETTERS = 4 * 1024 * 1024
"""Of the base64 of a picture: one sending holds 5 MB; phones draw them smaller before (decision of ours)."""
_MOST_DESCRIBED = 300


def _read_sheet(item: Item) -> dict[str, Any]:
    _check_names(item, {"inspection", "answers", "final"})
    inspection = _named(item)
    lines = lines_asked(inspection)
    try:
        answers = read_answers(lines, item.content.get("answers"), item.where)
    except BadAnswers as bad:
        raise BadAnswers(bad.where, bad.faults, {line.key: line_words(line) for line in lines}) from bad
    if not answers:
        raise InvalidValue(_("No line of the inspection was answered."), where=item.where)
    is_final = item.content.get("final") in (True, "true", "yes")
    return {"inspection_id": inspection.pk, "answers": [one.as_json() for one in answers], "is_final": is_final}


def _keep_sheet(arrival: Arrival, columns: dict[str, Any]) -> None:
    inspection = _locked(columns["inspection_id"])
    _check_open(inspection, arrival.item.where)
    answers = answers_from(columns["answers"])
    standard, _practice = standard_and_practice(inspection.template)
    today = today_in(arrival.point.country)
    failed = failures(lines_asked(inspection), answers, standard, assessed_point(arrival.point), on=today)
    counts = {
        "n_answered": len(answers),
        "n_failed": len(failed),
        "n_not_seen": sum(one.answer is LineAnswer.NOT_SEEN for one in answers),
    }
    sheet = InspectionSheet.objects.create(**arrival.columns(), **columns, **counts, author_id=arrival.actor.user_id)
    after = {"inspection": inspection.pk, "sheet": sheet.ulid, **counts}
    if sheet.is_final and (inspection.sent_back_at is None or sheet.observed_at > inspection.sent_back_at):
        inspection.handed_in_at = arrival.received_at
        inspection.save(update_fields=["handed_in_at"])
    action = "hand in inspection" if sheet.is_final else "begin inspection"
    record(arrival.actor, Write(action, "point", arrival.point.code, {}, after))


def _read_photo(item: Item) -> dict[str, Any]:
    _check_names(item, {"inspection", "line", "description", "jpeg"})
    inspection = _named(item)
    line = item.content.get("line")
    if not isinstance(line, str) or line not in inspection.line_keys:
        raise InvalidValue(_("The inspection has no such line."), where=item.where)
    content = _decoded(item.content.get("jpeg"), item.where)
    return {
        "inspection_id": inspection.pk,
        "line_key": line,
        "description": told_text(item.content.get("description", ""))[:_MOST_DESCRIBED],
        "sha256": sha256(content).hexdigest(),
        "jpeg": redrawn(BytesIO(content)),  # here, before the point is locked: a large one takes seconds
    }


def _keep_photo(arrival: Arrival, columns: dict[str, Any]) -> None:
    inspection = _locked(columns["inspection_id"])
    # A picture may come after the sheet that it belongs to was signed: it shows what was seen, and changes nothing.
    if inspection.cancelled_at:
        _check_open(inspection, arrival.item.where)
    if inspection.photos.count() >= MOST_PHOTOS:
        raise InvalidValue(
            _("The inspection has %(most)s pictures."), where=arrival.item.where, values={"most": MOST_PHOTOS}
        )
    kept = {name: value for name, value in columns.items() if name != "jpeg"}
    photo = InspectionPhoto(**arrival.columns(), **kept, author_id=arrival.actor.user_id)
    photo.image.save(f"{photo.ulid}.jpg", ContentFile(columns["jpeg"]), save=False)
    photo.save(force_insert=True)
    after = {"inspection": inspection.pk, "photo": photo.ulid, "inspection_line": photo.line_key}
    record(arrival.actor, Write("add inspection photo", "point", arrival.point.code, {}, after))


def _named(item: Item) -> Inspection:
    """The inspection that an item names; the same words for one that there is not and one of another point."""
    ulid = str(item.content.get("inspection"))[:40]
    check_ulid(ulid, item.where)
    found = Inspection.objects.filter(pk=ulid).select_related("point__merged_into").first()
    if found is None or item.point_code not in {found.point.code, heir(found.point).code}:
        raise NotYet(_("There is no such inspection at this point yet."), where=item.where)
    return found


def _locked(ulid: str) -> Inspection:
    return Inspection.objects.select_for_update().get(pk=ulid)


def _check_open(inspection: Inspection, where: str) -> None:
    if inspection.signed_at:
        raise InvalidValue(
            _("This inspection is signed already; what you saw was not added."),
            where=where,
            remedy=_("Ask who signed it for another inspection."),
        )
    if inspection.cancelled_at:
        raise InvalidValue(
            _("This inspection was cancelled; what you saw was not added."),
            where=where,
            remedy=_("Ask who cancelled it for another inspection."),
        )


def _check_names(item: Item, known: set[str]) -> None:
    strangers = sorted(item.content.keys() - known)
    if strangers:
        raise InvalidValue(_("An inspection has no %(name)s."), where=item.where, values={"name": strangers[0][:40]})


def _decoded(told: object, where: str) -> bytes:
    if not isinstance(told, str) or not told or len(told) > MOST_JPEG_LETTERS:
        raise InvalidValue(
            _("There is no picture, or it is too large."), where=where, remedy=_("Take a smaller picture.")
        )
    try:
        return base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidValue(_("This picture cannot be read."), where=where) from error


INSPECTION = ItemKind(InspectionSheet, _read_sheet, _keep_sheet, power=Power.INSPECT)
INSPECTION_PHOTO = ItemKind(
    InspectionPhoto, _read_photo, _keep_photo, completed=frozenset({"jpeg"}), power=Power.INSPECT
)
