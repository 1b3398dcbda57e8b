"""Addresses of papers."""

from django.urls import path

from punkt_web.papers.kit import views as kit
from punkt_web.papers.public import views as public

app_name = "papers"
urlpatterns = [
    path("p/<str:code>/poster.pdf", public.poster, name="poster"),
    path("board/<str:code>/sheet.pdf", public.board_sheet, name="board"),
    path("leaflet.pdf", public.leaflet_sheet, name="leaflet"),
    path("papers/<str:code>/", kit.papers, name="papers"),
    path("papers/<str:code>/kit.pdf", kit.whole, name="kit"),
    path("papers/<str:code>/<slug:key>.pdf", kit.part, name="part"),
]
