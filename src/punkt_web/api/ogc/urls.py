"""Addresses below ``/ogc/``."""

from django.urls import path

from punkt_web.api.ogc import views
from punkt_web.api.views import nothing

urlpatterns = [
    path("", views.landing, name="ogc_landing"),
    path("api", views.api, name="ogc_api"),
    path("conformance", views.conformance, name="ogc_conformance"),
    path("collections", views.collections, name="ogc_collections"),
    path("collections/points", views.collection, name="ogc_points"),
    path("collections/points/items", views.items, name="ogc_items"),
    path("collections/points/items/<str:code>", views.item, name="ogc_item"),
    path("<path:rest>", nothing, name="ogc_nothing"),
]
