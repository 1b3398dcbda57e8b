"""Addresses of the API. What is under none of them has no page either: programs get a problem document."""

from django.urls import include, path

from punkt_web.api import figures, openapi, pack_views, pages, views

app_name = "api"
urlpatterns = [
    path("api/", pages.about, name="about"),
    path("api/v1/points", views.points, name="points"),
    path("api/v1/points/<str:code>", views.point, name="point"),
    path("api/v1/status", views.status, name="status"),
    path("api/v1/territories", views.territories, name="territories"),
    path("api/v1/territories/<str:code>", views.territory, name="territory"),
    path("api/v1/packs", pack_views.packs, name="packs"),
    path("api/v1/packs/<str:code>", pack_views.pack, name="pack"),
    path("api/v1/figures", figures.figures, name="figures"),
    path("api/v1/openapi.json", openapi.openapi, name="openapi"),
    path("ogc/", include("punkt_web.api.ogc.urls")),
    path("api/<path:rest>", views.nothing, name="nothing"),
]
