"""The desk's pages of people and roles."""

from django.urls import path

from punkt_web.accounts import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("add/", views.add_person, name="add"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/change/", views.change_person, name="change"),
    path("<int:pk>/link/", views.password_link, name="link"),
    path("<int:pk>/active/", views.set_active, name="active"),
    path("<int:pk>/second-factor/", views.remove_second_factor, name="second_factor"),
    path("<int:pk>/roles/add/", views.add_role, name="add_role"),
    path("<int:pk>/roles/<int:role_pk>/end/", views.end_role, name="end_role"),
]
