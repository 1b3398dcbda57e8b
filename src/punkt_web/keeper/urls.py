"""Addresses of the keeper console."""

from django.urls import path

from punkt_web.keeper import views

app_name = "keep"
urlpatterns = [
    path("", views.points, name="points"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("reports", views.reports, name="reports"),
    path("carried", views.carried, name="carried"),
    path("<str:code>/", views.console, name="console"),
    path("<str:code>/tasks/<int:pk>", views.answer, name="answer_task"),
]
