"""Addresses of the public pages."""

from django.urls import path

from punkt_web.finder import pack_views, views

app_name = "finder"
urlpatterns = [
    path("", views.find, name="find"),
    path("p/<str:code>", views.point, name="point"),
    path("get", pack_views.get, name="get"),
    path("packs/<str:name>.live.punkt", pack_views.live_pack, name="live_pack"),
    path("packs/<str:name>.punkt", pack_views.static_pack, name="static_pack"),
    path("packs/<str:name>.html", pack_views.html_file, name="html_file"),
]
