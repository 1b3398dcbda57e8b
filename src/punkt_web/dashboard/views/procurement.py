"""What my points need for their next level, summed by item, as a page and as a file for who buys it."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from punkt.standards.gaps import Order
from punkt.standards.prices import PriceList
from punkt_web.accounts.access import requires
from punkt_web.accounts.roles import Power
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.dashboard.readiness import order_lines, source_line
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.dashboard.views.readiness import asked_of, asked_summary, closing_of, fault_of
from punkt_web.readiness.prices import prices_now
from punkt_web.readiness.words import in_language, standard_title

COLUMNS = (
    "item", "name", "quantity", "n_points", "n_points_without_quantity", "cost_low", "cost_high", "currency",
    "lead_low_days", "lead_high_days", "sources", "standard", "on",
)  # fmt: skip


@requires(Power.SEE_MEMBERS)
@require_GET
def procurement(request: HttpRequest) -> HttpResponse:
    """What to get, of what, and what it costs."""
    asked, prices = asked_of(request), prices_now()
    summary = asked_summary(asked, asked.rows(prices), prices)
    context = {
        "asked": asked,
        "title": standard_title(asked.standard),
        "orders": order_lines(summary.orders, prices),
        "cost": closing_of(summary, prices.currency),
        "summary": summary,
        "prices": prices,
        "sources": prices.sources.values(),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/procurement.html", context)


@requires(Power.SEE_MEMBERS)
@require_GET
def procurement_csv(request: HttpRequest) -> Download:
    """A row for each item. An empty cell is not known."""
    asked, prices = asked_of(request), prices_now()
    if fault := fault_of(request, asked):
        return HttpResponse(fault, status=400, content_type="text/plain; charset=utf-8")
    summary = asked_summary(asked, asked.rows(prices), prices)
    origin = (asked.here.name, asked.on.isoformat())
    rows = ((*cells, *origin) for cells in _cells(summary.orders, prices))
    lines = csv_lines(COLUMNS, rows, is_demo=settings.IS_DEMO)
    return csv_file(lines, "procurement", asked.territory, on=asked.on)


def _cells(orders: Iterable[Order], prices: PriceList) -> Iterator[tuple[object, ...]]:
    for one in orders:
        low, high = (one.cost.low, one.cost.high) if one.cost else (None, None)
        yield (
            one.item.key,
            in_language(one.item.names),
            one.quantity,
            one.n_points,
            one.n_without_quantity,
            low,
            high,
            prices.currency,
            *(one.item.lead_days or (None, None)),
            "; ".join(source_line(prices.sources, key) for key in one.item.sources),
        )
