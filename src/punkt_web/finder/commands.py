"""``punkt find``: the answer of the first page on the command line."""

import json

import click
from django.conf import settings
from django.utils import translation

from punkt.errors import InvalidCoordinates, PunktError
from punkt.model.fields import NEEDS
from punkt.model.position import Position
from punkt.wording import gettext_noop
from punkt_web import env
from punkt_web.finder.as_json import asked_as_json, needs_as_text
from punkt_web.finder.as_text import names_of, text_lines
from punkt_web.finder.asking import Known, Question, read_question
from punkt_web.finder.network import network
from punkt_web.finder.pages import answered


@click.command()
@click.option("--lat", "latitude", type=float, help="Latitude in degrees (WGS 84).")
@click.option("--lon", "longitude", type=float, help="Longitude in degrees (WGS 84).")
@click.option("--place", help="A town, a village, coordinates in any notation; instead of --lat and --lon.")
@click.option("--need", "needs", multiple=True, help="What a point must have; may be given several times.")
@click.option("--n", "n_points", type=click.IntRange(1, 100), default=5, show_default=True, help="Points a group.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--lang",
    "language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    help="Language of the words; by default PUNKT_LANGUAGE, else that of the terminal.",
)
def find(
    *,
    latitude: float | None,
    longitude: float | None,
    place: str | None,
    needs: tuple[str, ...],
    n_points: int,
    form: str,
    language: str | None,
) -> None:
    """Find the nearest points that have what is needed, and how sure it is that they are open."""
    _check_needs(needs)
    language = language or env.command_language()
    with translation.override(language):
        held = network()
        question = _question(latitude, longitude, place, needs, language=language, known=held.named)
        asked = answered(held, question, n=n_points)
        if form == "json":
            click.echo(json.dumps(asked_as_json(asked), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(text_lines(asked)))


def _check_needs(needs: tuple[str, ...]) -> None:
    unknown = [need for need in needs if need not in NEEDS]
    if unknown:
        raise PunktError(
            gettext_noop("There is no need %(need)s."),
            remedy=gettext_noop("These are known:\n%(needs)s"),
            values={"need": repr(unknown[0]), "needs": needs_as_text()},
        )


def _question(
    latitude: float | None,
    longitude: float | None,
    place: str | None,
    needs: tuple[str, ...],
    *,
    language: str,
    known: Known,
) -> Question:
    has_numbers = latitude is not None and longitude is not None
    if has_numbers == bool(place) or (latitude is None) != (longitude is None):
        raise PunktError(
            gettext_noop("Say where: either --lat and --lon, or --place."),
            remedy="punkt find --place Харків --need heat",
        )
    asked = {"q": [place or ""], "need": list(needs)}
    if latitude is not None and longitude is not None:
        _check_position(latitude, longitude)
        asked |= {"lat": [repr(latitude)], "lon": [repr(longitude)]}
    question = read_question(asked, language=language, known=known)
    if question.code:
        raise PunktError(
            gettext_noop("%(code)s is the code of a point, not a place."),
            remedy=gettext_noop("Its page is /p/%(code)s."),
            values={"code": question.code},
        )
    if question.problem or (question.where is None and question.territory is None):
        raise PunktError(
            question.problem or gettext_noop("Say where."),
            where=place or "",
            remedy=gettext_noop("Did you mean: %(names)s?") if question.others else "",
            values={"names": names_of(question.others)},
        )
    return question


def _check_position(latitude: float, longitude: float) -> None:
    try:
        Position(latitude, longitude)
    except InvalidCoordinates as error:
        raise PunktError(
            gettext_noop("This position is not a place on the Earth."),
            where=f"--lat {latitude:g} --lon {longitude:g}",
            remedy=gettext_noop("A latitude is between -90 and 90 degrees, a longitude between -180 and 180."),
        ) from error
