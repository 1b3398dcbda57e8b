"""Addresses of the guide, the practices and the search, below those of the network."""

from django.urls import path

from punkt_web.knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:key>/", views.chapter, name="chapter"),
    path("practices/", views.practices, name="practices"),
    path("practices/<slug:key>/", views.practice, name="practice"),
    path("search", views.search, name="search"),
]
