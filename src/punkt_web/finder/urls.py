"""Addresses of the public pages."""

from django.urls import path
from django.views.generic import RedirectView

from punkt_web.finder import (
    board_views,
    bulletin_views,
    door_views,
    figures_views,
    offer_views,
    offline_views,
    pack_views,
    receipt_views,
    sheet_views,
    text_views,
    views,
)
from punkt_web.finder.map import views as map_views

app_name = "finder"
urlpatterns = [
    path("", views.find, name="find"),
    path("p/<str:code>", views.point, name="point"),
    path("p/<str:code>/wrong", door_views.complain, name="complain"),
    path("complaint/", receipt_views.ask, name="ask_receipt"),
    path("complaint/<str:code>", receipt_views.receipt, name="receipt"),
    path("offer/", offer_views.offer, name="offer"),
    path("offer/<str:number>/", offer_views.status, name="offer_status"),
    path("p/<str:code>/sheet", sheet_views.point, name="point_sheet"),
    path("sheet", sheet_views.settlement, name="settlement_sheet"),
    path("t/", text_views.find, name="text_find"),
    path("t/p/<str:code>", text_views.point, name="text_point"),
    path("bulletins", bulletin_views.bulletins, name="bulletins"),
    path("bulletins.atom", bulletin_views.feed, name="bulletin_feed"),
    path("bulletins/<str:ulid>.cap", bulletin_views.cap, name="bulletin_cap"),
    path("bulletins/<str:ulid>", bulletin_views.bulletin, name="bulletin"),
    path("figures", figures_views.figures, name="figures"),
    path("figures.<str:form>", figures_views.figures_file, name="figures_file"),
    path("board/<str:code>", board_views.board, name="board"),
    path("board/<str:code>/sheet", board_views.sheet, name="board_sheet"),
    path("get", pack_views.get, name="get"),
    path("get/", RedirectView.as_view(pattern_name="finder:get", permanent=True, query_string=True), name="get_slash"),
    path("packs/<str:name>.live.punkt", pack_views.live_pack, name="live_pack"),
    path("packs/<str:name>.changes.punkt", pack_views.changes_pack, name="changes_pack"),
    path("packs/<str:name>.punkt", pack_views.static_pack, name="static_pack"),
    path("packs/<str:name>.places.json", pack_views.places, name="places"),
    path("map/land/<str:language>/<int:z>/<int:x>/<int:y>.svg", map_views.land_tile, name="land_tile"),
    path("map/points/<int:z>/<int:x>/<int:y>.json", map_views.point_tile, name="point_tile"),
    path("map/tiles/<int:z>/<int:x>/<int:y>", map_views.operator_tile, name="operator_tile"),
    path("offline", offline_views.offline, name="offline"),
    path("sw.js", offline_views.service_worker, name="service_worker"),
    path("packs/<str:name>.html", pack_views.html_file, name="html_file"),
]
