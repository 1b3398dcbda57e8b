"""Addresses of the network."""

from django.urls import path

from punkt_web.network import public_views, views

app_name = "network"
urlpatterns = [
    path("", public_views.start, name="start"),
    path("members/", views.members, name="members"),
    path("members/new", views.new_member, name="new_member"),
    path("members/<str:ulid>/", views.member, name="member"),
    path("members/<str:ulid>/change", views.change, name="change_member"),
    path("members/<str:ulid>/showing", views.showing, name="showing"),
    path("members/<str:ulid>/leave", views.leave, name="leave"),
]
