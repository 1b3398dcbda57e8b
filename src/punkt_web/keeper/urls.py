"""Addresses of the keeper console."""

from django.urls import path

from punkt_web.keeper import supply_views, views

app_name = "keep"
urlpatterns = [
    path("", views.points, name="points"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("reports", views.reports, name="reports"),
    path("carried", views.carried, name="carried"),
    path("<str:code>/", views.console, name="console"),
    path("<str:code>/tasks/<int:pk>", views.answer, name="answer_task"),
    path("<str:code>/supplies", supply_views.supplies_part, name="supplies_part"),
    path("<str:code>/supplies/ask", supply_views.ask, name="ask"),
    path("<str:code>/supplies/<str:ulid>/arrived", supply_views.arrived, name="arrived"),
    path("<str:code>/supplies/<str:ulid>/withdrawn", supply_views.withdrawn, name="withdrawn"),
]
