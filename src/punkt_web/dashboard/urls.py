"""Addresses of the desk."""

from django.urls import path

from punkt_web.dashboard.views import (
    audit,
    complaints,
    editing,
    listing,
    mapping,
    merging,
    parts,
    policies,
    sheet,
    start,
)

app_name = "desk"
urlpatterns = [
    path("", start.board, name="board"),
    path("points/", listing.points, name="points"),
    path("points/export.csv", listing.export, name="export"),
    path("points/new", editing.new_point, name="new_point"),
    path("points/views/", listing.saved_views, name="views"),
    path("points/views/save", listing.save_view, name="save_view"),
    path("points/views/<int:pk>/rename", listing.rename_view, name="rename_view"),
    path("points/views/<int:pk>/delete", listing.delete_view, name="delete_view"),
    path("points/<str:code>/", sheet.point, name="point"),
    path("points/<str:code>/edit", editing.edit_point, name="edit_point"),
    path("points/<str:code>/history/", sheet.history, name="history"),
    path("points/<str:code>/verify", parts.verify, name="verify"),
    path("points/<str:code>/status", parts.set_status, name="set_status"),
    path("points/<str:code>/contacts/add", parts.add_contact, name="add_contact"),
    path("points/<str:code>/contacts/<int:pk>/remove", parts.remove_contact, name="remove_contact"),
    path("points/<str:code>/names/add", parts.add_alias, name="add_alias"),
    path("points/<str:code>/names/<int:pk>/remove", parts.remove_alias, name="remove_alias"),
    path("points/<str:code>/identifiers/add", parts.add_identifier, name="add_identifier"),
    path("points/<str:code>/identifiers/<int:pk>/remove", parts.remove_identifier, name="remove_identifier"),
    path("points/<str:code>/photos/add", parts.add_photo, name="add_photo"),
    path("points/<str:code>/photos/<int:pk>/remove", parts.remove_photo, name="remove_photo"),
    path("points/<str:code>/merge/", merging.merge, name="merge"),
    path("points/<str:code>/policy", policies.set_point_policy, name="set_point_policy"),
    path("points/<str:code>/policy/end", policies.end_point_policy, name="end_point_policy"),
    path("map/surroundings.json", mapping.surroundings, name="surroundings"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<str:code>/", policies.set_territory_policy, name="set_territory_policy"),
    path("policies/<str:code>/end", policies.end_territory_policy, name="end_territory_policy"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/<int:pk>/", complaints.answer, name="answer_complaint"),
    path("audit/", audit.audit, name="audit"),
    path("audit/check", audit.check_chain, name="check_chain"),
]
