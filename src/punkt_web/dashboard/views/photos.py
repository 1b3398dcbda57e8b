"""Pictures, for those who may see the point that they show."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from punkt_web.dashboard.views.files import picture
from punkt_web.registry.models import PointPhoto
from punkt_web.registry.published import published_point
from punkt_web.registry.queries import points_for


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of a point that is fully public is for everybody, any other for the members who see the point.

    To everybody else it is a picture that does not exist.
    """
    shown = get_object_or_404(PointPhoto.objects.select_related("point"), pk=pk)
    published = published_point(shown.point.code)
    is_public = published is not None and not published.is_area_only
    if not is_public and not points_for(request.user).filter(pk=shown.point_id).exists():
        raise Http404
    return picture(shown.image, is_public=is_public)
