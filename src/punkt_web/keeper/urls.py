"""Addresses of the keeper console."""

from django.urls import path

from punkt_web.keeper import inspection_views, part_views, sheet_views, views

app_name = "keep"
urlpatterns = [
    path("", views.points, name="points"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("reports", views.reports, name="reports"),
    path("carried", views.carried, name="carried"),
    path("sheet", sheet_views.typed_in, name="sheet"),
    path("inspections/", inspection_views.inspections, name="inspections"),
    path("<str:code>/inspection/", inspection_views.inspection, name="inspection"),
    path("<str:code>/", views.console, name="console"),
    path("<str:code>/sheet", sheet_views.blank, name="blank_sheet"),
    path("<str:code>/tasks/<int:pk>", views.answer, name="answer_task"),
    path("<str:code>/items/<str:kind>", part_views.item, name="item"),
    path("<str:code>/supplies", part_views.supplies, name="supplies"),
    path("<str:code>/visits/", part_views.visits, name="visits"),
    path("<str:code>/lists/", part_views.lists, name="lists"),
    path("<str:code>/lists/<str:kind>/", part_views.checklist, name="list"),
    path("<str:code>/lists/<str:kind>/sheet", sheet_views.checklist, name="list_sheet"),
    path("<str:code>/incidents/", part_views.incidents, name="incidents"),
    path("<str:code>/hand-over/", part_views.hand_over, name="hand_over"),
    path("<str:code>/shifts/", part_views.shift_roster, name="shifts"),
    path("<str:code>/shifts/<str:ulid>/cancel", part_views.cancel_shift, name="cancel_shift"),
    path("<str:code>/shifts/people/<str:ulid>/remove", part_views.remove_person, name="remove_from_shift"),
]
