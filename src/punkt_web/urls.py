"""The rooms of the site and their addresses."""

from django.contrib import admin
from django.urls import include, path

from punkt_web.dashboard.views.photos import photo

urlpatterns = [
    path("accounts/", include("punkt_web.accounts.urls")),
    path("desk/people/", include("punkt_web.accounts.people_urls")),
    path("desk/import/", include("punkt_web.exchange.urls")),
    path("desk/", include("punkt_web.dashboard.urls")),
    path("keep/", include("punkt_web.keeper.urls")),
    path("network/", include("punkt_web.knowledge.urls")),
    path("network/", include("punkt_web.network.urls")),
    path("photo/<int:pk>.jpg", photo, name="photo"),
    path("admin/", admin.site.urls),
    path("", include("punkt_web.api.urls")),
    path("", include("punkt_web.papers.urls")),
    path("", include("punkt_web.finder.urls")),
]
