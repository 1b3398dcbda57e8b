"""The rooms of the site and their addresses."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("punkt_web.accounts.urls")),
    path("desk/people/", include("punkt_web.accounts.people_urls")),
    path("admin/", admin.site.urls),
]
