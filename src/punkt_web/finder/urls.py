"""Addresses of the public pages."""

from django.urls import path

from punkt_web.finder import views

app_name = "finder"
urlpatterns = [
    path("", views.find, name="find"),
    path("p/<str:code>", views.point, name="point"),
]
