"""Addresses of papers."""

from django.urls import path

from punkt_web.papers.public import views as public

app_name = "papers"
urlpatterns = [
    path("p/<str:code>/poster.pdf", public.poster, name="poster"),
    path("board/<str:code>/sheet.pdf", public.board_sheet, name="board"),
    path("leaflet.pdf", public.leaflet_sheet, name="leaflet"),
]
