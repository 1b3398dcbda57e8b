"""Addresses of the keeper console."""

from django.urls import path

from punkt_web.keeper import sheet_views, views

app_name = "keep"
urlpatterns = [
    path("", views.points, name="points"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("reports", views.reports, name="reports"),
    path("carried", views.carried, name="carried"),
    path("sheet", sheet_views.typed_in, name="sheet"),
    path("<str:code>/", views.console, name="console"),
    path("<str:code>/sheet", sheet_views.blank, name="blank_sheet"),
    path("<str:code>/tasks/<int:pk>", views.answer, name="answer_task"),
]
