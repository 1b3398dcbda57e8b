"""How ready my points are: the whole, what it is made of, one point, and files for other programs."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from punkt import clock
from punkt.standards.crosswalk import crosswalk
from punkt.standards.editions import holding_on, national_standards
from punkt.standards.gaps import next_level
from punkt.standards.prices import PriceList
from punkt.standards.requirements import Standard
from punkt.standards.terms import Readiness, Scope, Verdict
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.common.zones import today_in
from punkt_web.dashboard.listing import in_order
from punkt_web.dashboard.overlays import OverlayName, name_lines, overlay_names
from punkt_web.dashboard.readiness import (
    LOOKS,
    concept_lines,
    lacking_lines,
    level_tiles,
    part_lines,
    trend_lines,
    unknown_lines,
)
from punkt_web.dashboard.readiness_asked import ReadinessAsked, key_of, readiness_asked, standard_asked, standards_on
from punkt_web.dashboard.readiness_point import TopicPart, basis_lines, past_lines, topic_parts, way_lines
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.dashboard.views.reached import chosen_territory, reached_point
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.readiness.letters import REASON_OF, VERDICT_OF, leading_basis
from punkt_web.readiness.prices import prices_now
from punkt_web.readiness.queries import (
    AssessedRow,
    assessment_of,
    first_kept_day,
    history_of,
    last_round,
    n_changed_since,
    parts_of,
    rows_by,
    trend,
)
from punkt_web.readiness.rows import Row
from punkt_web.readiness.summary import Summary, summary_of_rows
from punkt_web.readiness.territories import territory_assessment
from punkt_web.readiness.told import FINDING_COLUMNS, blank_lines, finding_row
from punkt_web.readiness.words import closing_words, requirement_words, standard_title, term_words
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import may_in, points_for, points_in, powers_over, reach_now
from punkt_web.registry.standing import standing_points
from punkt_web.registry.titles import territory_title

_PAGE = 20
_N_SHOWN = 10
_ASK_WHICH = {Readiness.GAPS.value: "gaps", Readiness.UNKNOWN.value: "unknown"}
"""Which points the page that asks for inspections shows for those of a level."""


@requires(Power.SEE_MEMBERS)
@require_GET
def readiness(request: HttpRequest) -> HttpResponse:
    """Levels, what lacks most, what nobody knows, cost, trend, and the parts of a territory side by side."""
    asked = asked_of(request)
    prices = prices_now()
    rows = asked.rows(prices)
    used = asked.used(rows)
    summary = summary_of_rows(rows, asked.here, prices, used)
    shown = _chosen(rows, request, asked.standard, used)
    local = name_lines(asked.overlays(used.values()))
    page = Paginator(shown, _PAGE).get_page(request.GET.get("page"))
    lines = _point_lines(list(page.object_list), asked.standard, used)
    bases = {line["basis"] for line in lines}
    parts = parts_of(rows, asked.path)
    context = {
        "asked": asked,
        "title": standard_title(asked.standard),
        "standards": standards_on(asked.on, asked.standard),
        "tiles": level_tiles(summary),
        "summary": summary,
        "is_asked": any(level is not Readiness.NOTHING_ASKED for level in summary.levels),
        "blanks": list(blank_lines(summary)),
        **_asked_lines(request, summary),
        "cost": closing_of(summary, prices.currency),
        "parts": part_lines(parts, _named(parts), prices.currency),
        "trend": trend_lines(trend(asked.points, asked.standard.id, asked.on)) if asked.is_kept else [],
        "page": page,
        "lines": lines,
        "basis": next(iter(bases)) if len(bases) == 1 else "",
        "level": request.GET.get("level", ""),
        "requirement": request.GET.get("requirement", ""),
        "requirements": [(one.requirement.id, requirement_words(one.requirement)) for one in summary.requirements],
        "overlays": local,
        "left_out": name_lines(asked.left_out()),
        "n_local": sum("+" in row.name for row in rows),
        "query": request.GET.urlencode(),
        "of_territory": _of_territory(request, asked, local),
        "wanted": "unknown" if _is_of_unknown(request) else "",
        "chosen": _chosen_words(request, used),
        "nothing": "" if rows else _nothing_words(request, asked),
        "ask_which": _ASK_WHICH.get(request.GET.get("level", "")),
        "may_ask": asked.is_kept and bool(reach_now(signed_in(request), Power.EDIT)),
        "countries": _countries(asked),
        **_freshness(asked),
    }
    return render(request, "desk/readiness.html", context)


def asked_summary(asked: ReadinessAsked, rows: list[AssessedRow], prices: PriceList) -> Summary:
    """The points together, by the standard as it is where they lie."""
    return summary_of_rows(rows, asked.here, prices, asked.used(rows))


def _asked_lines(request: HttpRequest, summary: Summary) -> dict[str, object]:
    """What lacks most and what nobody knows: the first of each list, or all where that is asked."""
    worst, least_known = summary.worst, summary.least_known
    n_shown = None if request.GET.get("all") else _N_SHOWN
    return {
        "lacking": lacking_lines(worst[:n_shown]),
        "n_lacking": len(worst),
        "unknown": unknown_lines(least_known[:n_shown]),
        "n_unknown": len(least_known),
    }


def closing_of(summary: Summary, currency: str) -> str:
    """What closing the gaps of all these points costs."""
    return closing_words(summary.cost, currency, n_without_price=summary.n_without_price, n_unclosed=summary.n_unclosed)


@requires(Power.SEE_MEMBERS)
@require_GET
def readiness_file(request: HttpRequest, form: str) -> Download:
    """A row for each finding of each point, as CSV or JSON."""
    asked = asked_of(request)
    if form not in {"csv", "json"}:
        raise Http404
    if fault := fault_of(request, asked):
        return HttpResponse(fault, status=400, content_type="text/plain; charset=utf-8")
    rows = _file_rows(asked)
    if form == "json":
        told = {"demo": settings.IS_DEMO, "standard": asked.here.name, "on": asked.on.isoformat()}
        return JsonResponse(told | {"findings": list(rows)})
    lines = csv_lines(FINDING_COLUMNS, (row.values() for row in rows), is_demo=settings.IS_DEMO)
    return csv_file(lines, "readiness", asked.territory, on=asked.on)


def _file_rows(asked: ReadinessAsked) -> Iterator[Row]:
    rows = asked.rows(prices_now())
    codes = dict(asked.points.values_list("pk", "code"))
    for row, requirements in rows_by(rows, asked.standard, asked.used(rows)):
        for one, letter in zip(requirements, row.findings, strict=True):
            yield finding_row(
                point=codes[row.point_id],
                standard=row.name,
                on=asked.on,
                readiness=row.readiness,
                requirement=one,
                verdict=VERDICT_OF[letter],
                reason=REASON_OF[letter].value if letter in REASON_OF else "",
            )


@requires(Power.SEE_MEMBERS)
@require_GET
def point_readiness(request: HttpRequest, code: str) -> HttpResponse:
    """One point: each finding with its evidence, gaps with the cheapest way, and what came out before."""
    point = reached_point(request, code)
    today = today_in(point.country)
    standard, fault = standard_asked(request.GET.get("standard", ""), point.country, today)
    one = assessment_of(point, standard, today)
    prices = prices_now()
    level = next_level(one, prices, point.country)
    powers = powers_over(signed_in(request), point, (Power.SEE_SECRET, Power.EDIT))
    context = {
        "point": point,
        "fault": fault,
        "standard": standard,
        "title": standard_title(standard),
        "name": one.standard.name,
        "note": standard.note,
        "standards": standards_on(today, standard),
        "key": key_of(standard, today),
        "level": term_words(one.readiness),
        "look": LOOKS[one.readiness],
        "bases": basis_lines(one),
        "topics": topic_parts(one, overlay_names(one.standard.overlays), sees_secret=Power.SEE_SECRET in powers),
        "way": way_lines(level, prices.currency) if level else None,
        "may_edit": Power.EDIT in powers,
        "may_ask": Power.EDIT in powers and point.country in national_standards(),
        "past": past_lines(row for row in history_of(point) if row.standard == standard.id),
    }
    return render(request, "desk/point_readiness.html", context)


@requires(Power.SEE_MEMBERS)
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """What the standards ask of the same thing, country by country, and which asks nothing."""
    shown = list(holding_on(clock.now().date()).values())
    return render(request, "desk/standards.html", {"rows": concept_lines(crosswalk(shown), shown)})


@requires(Power.EDIT)
@require_POST
def assess_now(request: HttpRequest, key: str) -> HttpResponse:
    """Holds the points of a country against its standard now, for those who just changed some.

    They are told of their own points alone: how many others there are tells of hidden ones.
    """
    user = signed_in(request)
    country = next((country for country, of in national_standards().items() if of == key), None)
    if country is None:
        raise Http404
    if not standing_points(points_in(reach_now(user, Power.EDIT))).filter(country=country).exists():
        raise PermissionDenied
    done = assess_country(actor(user), key)
    own = set(standing_points(points_for(user)).filter(country=country).values_list("pk", flat=True))
    messages.success(request, _done_words(len(own), len(own & done.changed)) if done else _("Somebody just did."))
    return redirect("desk:readiness")


def _done_words(n_assessed: int, n_changed: int) -> str:
    assessed = ngettext("%(n)s point was assessed.", "%(n)s points were assessed.", n_assessed) % {"n": n_assessed}
    if not n_changed:
        return " ".join((assessed, _("Nothing came out otherwise.")))
    return " ".join((assessed, _("At %(n)s something came out otherwise.") % {"n": n_changed}))


def asked_of(request: HttpRequest) -> ReadinessAsked:
    """What the address asks, of points that the person may see."""
    chosen = chosen_territory(request)
    points = standing_points(points_for(signed_in(request)))
    if chosen.unknown:
        points = points.none()
    return readiness_asked(points, chosen.territory, chosen.country, request.GET)


def fault_of(request: HttpRequest, asked: ReadinessAsked) -> str:
    """What of the address was not understood; "" where all was."""
    unknown = chosen_territory(request).unknown
    return _("There is no territory of the code %(code)s.") % {"code": unknown} if unknown else asked.fault


def _nothing_words(request: HttpRequest, asked: ReadinessAsked) -> str:
    """Why a page without points has none: each reason has words of its own."""
    if chosen_territory(request).unknown:
        return fault_of(request, asked)
    if not asked.points.exists():
        return _("You see no points in this territory.") if asked.territory else _("There are no points here.")
    first = first_kept_day(asked.points, asked.standard.id)
    if first is None:
        return _("Nobody has held these points against the standard yet.")
    return _("Nothing is kept of this day; the first kept day is %(day)s.") % {"day": date_format(first)}


def _freshness(asked: ReadinessAsked) -> dict[str, object]:
    """When the points were last looked at, and how many were changed since."""
    if not asked.is_kept:
        return {}
    last = last_round(asked.standard.id)
    return {"round": last, "n_since": n_changed_since(asked.points, last) if asked.is_today else 0}


def _countries(asked: ReadinessAsked) -> list[tuple[str, str, bool]]:
    """Where points of several countries are there: each with its name, its standard, and whether it is shown."""
    found = [one for one in asked.countries if one in national_standards()]
    if len(found) < 2 or not asked.is_kept:
        return []
    named = {one.code: territory_title(one) for one in Territory.objects.filter(code__in=found)}
    return [(named.get(one, one), national_standards()[one], one == asked.kept_of) for one in found]


def _of_territory(request: HttpRequest, asked: ReadinessAsked, local: list[OverlayName]) -> list[TopicPart]:
    """What is asked of the territory itself, for those who may know of every point in it."""
    if asked.territory is None or not may_in(signed_in(request), Power.SEE_HIDDEN, asked.territory):
        return []
    one = territory_assessment(asked.territory, asked.here, asked.on)
    return topic_parts(one, {by.name: by for by in local}, sees_secret=False)


def _chosen(
    rows: list[AssessedRow], request: HttpRequest, standard: Standard, used: Mapping[str, Standard]
) -> list[AssessedRow]:
    """Those of a level, or that lack a requirement or of which nobody knows; the most lacking first."""
    level, key = request.GET.get("level", ""), request.GET.get("requirement", "")
    wanted = Verdict.UNKNOWN if _is_of_unknown(request) else Verdict.NOT_MET
    if level in set(Readiness):
        rows = [row for row in rows if row.readiness == level]
    if any(key == one.id for each in used.values() for one in each.of(Scope.POINT)):
        rows = [
            row
            for row, requirements in rows_by(rows, standard, used)
            for one, letter in zip(requirements, row.findings, strict=True)
            if one.id == key and VERDICT_OF[letter] is wanted
        ]
    return sorted(rows, key=lambda row: (-row.n_not_met, -row.n_unknown))


def _is_of_unknown(request: HttpRequest) -> bool:
    return request.GET.get("is") == "unknown"


def _chosen_words(request: HttpRequest, used: Mapping[str, Standard]) -> str:
    """By which requirement the points are chosen, and how it came out at them; "" where by none."""
    key = request.GET.get("requirement", "")
    asked = next((one for each in used.values() for one in each.of(Scope.POINT) if one.id == key), None)
    if asked is None:
        return ""
    told = {"requirement": f"{asked.id}, {requirement_words(asked)}"}
    return (_("Not known: %(requirement)s") if _is_of_unknown(request) else _("Lacks: %(requirement)s")) % told


def _point_lines(rows: list[AssessedRow], standard: Standard, used: Mapping[str, Standard]) -> list[dict[str, object]]:
    """``basis`` is that by which the level and the counts go; "" where it is not known, or nothing is asked."""
    leading = {
        row.point_id: leading_basis(row.findings, requirements) for row, requirements in rows_by(rows, standard, used)
    }
    points = {point.pk: point for point in in_order(row.point_id for row in rows)}
    return [
        {
            "point": points[row.point_id],
            "level": term_words(Readiness(row.readiness)),
            "look": LOOKS[Readiness(row.readiness)],
            "basis": term_words(basis) if (basis := leading.get(row.point_id)) else "",
            "n_met": row.n_fulfilled,
            "n_lacking": row.n_not_met,
            "n_unknown": row.n_unknown,
        }
        for row in rows
        if row.point_id in points
    ]


def _named(parts: Mapping[str, object]) -> dict[str, Territory]:
    return {one.path: one for one in Territory.objects.filter(path__in=[path for path in parts if path])}
