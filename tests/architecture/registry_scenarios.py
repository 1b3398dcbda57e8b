"""The actions of the registry, in every way in which they write."""

from io import BytesIO

from PIL import Image

from punkt.formats.territories import TerritoryRow
from punkt.model.vocabulary import EvidenceMethod, TerritoryLevel, Visibility
from punkt_web.operations.actions import reports as operations
from punkt_web.registry.actions import (
    aliases,
    batches,
    contacts,
    editing,
    merging,
    photos,
    points,
    policies,
    records,
    territories,
    verification,
    views,
)
from punkt_web.registry.models import Organisation, Point, PointKind, Territory
from tests.architecture.scenario_making import ACTOR, DAY, LISTED, Call, person, point, report, scenario, territory
from tests.conftest import COUNTRY, OTHER_REGION, REGION, TOWN


@scenario
def a_revision_is_published() -> Call:
    return points.publish_revision


@scenario
def an_organisation_is_named() -> Call:
    return lambda: points.organisation(ACTOR, "The Town Council")


@scenario
def a_point_is_registered() -> Call:
    return point


@scenario
def a_point_is_changed() -> Call:
    one = point()
    return lambda: points.change_point(ACTOR, one, {"capacity_seated": 7, "service.heat": "yes"}, LISTED)


@scenario
def a_point_is_withdrawn() -> Call:
    one = point()
    return lambda: points.set_status(ACTOR, one, "withdrawn", reason="closed")


@scenario
def a_batch_makes_and_changes_points() -> Call:
    known, also = point(), point()
    batch = batches.PointBatch(LISTED, by="test")
    batch.add_new({"name": {"uk": "Нова"}}, identifiers=[("register", "1")])
    batch.add_change(known, {"capacity_seated": 9}, identifiers=[("register", "2")])
    batch.add_change(also, {}, identifiers=[("register", "3")])
    return lambda: batches.write_batch(ACTOR, batch, reason="a list")


@scenario
def a_point_is_stated_at_the_desk() -> Call:
    stated = {"name": {"uk": "Школа"}, "host": "The Council", "authority": "The Region", "territory": territory()}
    return lambda: editing.register_stated_point(ACTOR, stated, LISTED, status="planned", aliases=("Alias",))


@scenario
def a_point_is_changed_at_the_desk() -> Call:
    one = point()
    return lambda: editing.change_seen_point(ACTOR, one, {"host": "The Council"}, LISTED, seen_at=one.updated_at)


def two_points_with_everything() -> tuple[Point, Point]:
    keep, drop = point(name={"uk": "Школа"}), point(name={"uk": "Ліцей", "en": "Lyceum"}, capacity_seated=5)
    aliases.add_alias(ACTOR, drop, "Alias")
    aliases.add_identifier(ACTOR, drop, "register", "1")
    contacts.add_contact(ACTOR, drop, contacts.ContactCard(phone="112"))
    photos.add_photo(ACTOR, drop, picture(), description="door")
    verification.verify_fields(ACTOR, drop, ["capacity_seated"], EvidenceMethod.SEEN)
    return keep, drop


@scenario
def points_with_everything_are_merged() -> Call:
    keep, drop = two_points_with_everything()
    operations.receive_report(ACTOR, report(drop))
    return lambda: merging.merge_points(ACTOR, keep, drop)


@scenario
def a_hidden_point_is_merged_into_a_public_one() -> Call:
    keep, drop = point(), point()
    policies.set_policy(ACTOR, drop, Visibility.HIDDEN, reason="a target")
    return lambda: merging.merge_points(ACTOR, keep, drop)


@scenario
def a_point_into_which_another_was_merged_is_merged() -> Call:
    last, middle, first = point(), point(), point()
    merging.merge_points(ACTOR, middle, first)
    return lambda: merging.merge_points(ACTOR, last, middle)


@scenario
def a_kind_is_added() -> Call:
    return lambda: records.save_record(ACTOR, PointKind(code="zz-tent", country=COUNTRY, names={"en": "Tent"}))


@scenario
def a_territory_is_renamed() -> Call:
    town = territory()
    town.names = {"en": "New Town"}
    return lambda: records.save_record(ACTOR, town)


@scenario
def an_organisation_is_deleted() -> Call:
    gone = Organisation.objects.create(name="Gone")
    return lambda: records.delete_record(ACTOR, gone)


@scenario
def a_register_is_loaded() -> Call:
    rows = [
        TerritoryRow(REGION, COUNTRY, TerritoryLevel.REGION, {"en": "First Region"}),
        TerritoryRow("ZZ03", COUNTRY, TerritoryLevel.REGION, {"en": "Third Region"}),
        TerritoryRow(TOWN, REGION, TerritoryLevel.MUNICIPALITY, {"en": "Old Town"}),
        TerritoryRow("EE-0001", "EE", TerritoryLevel.REGION, {"et": "Maakond"}),
    ]
    return lambda: territories.load_territories(ACTOR, rows, source="register", valid_from=DAY)


@scenario
def a_unit_moves_with_all_below_it() -> Call:
    village = Territory.objects.create(
        country=COUNTRY, code="ZZ010101", level="settlement", names={"en": "Village"}, parent=territory(),
        path=f"{territory().path}ZZ010101/",
    )  # fmt: skip
    assert village.path.startswith(territory().path)
    rows = [TerritoryRow(TOWN, OTHER_REGION, TerritoryLevel.MUNICIPALITY, {"en": "Town"})]
    return lambda: territories.load_territories(ACTOR, rows, source="register", valid_from=DAY)


@scenario
def units_are_merged() -> Call:
    return lambda: territories.merge_territories(ACTOR, [territory()], territory(OTHER_REGION), happened_on=DAY)


@scenario
def boundaries_are_loaded() -> Call:
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    return lambda: territories.load_boundaries(ACTOR, {TOWN: shape}, source="boundaries")


@scenario
def an_alias_is_added() -> Call:
    one = point()
    return lambda: aliases.add_alias(ACTOR, one, "Alias")


@scenario
def an_alias_is_removed() -> Call:
    alias = aliases.add_alias(ACTOR, point(), "Alias")
    return lambda: aliases.remove_alias(ACTOR, alias)


@scenario
def an_identifier_is_added() -> Call:
    one = point()
    return lambda: aliases.add_identifier(ACTOR, one, "register", "1")


@scenario
def an_identifier_is_removed() -> Call:
    identifier = aliases.add_identifier(ACTOR, point(), "register", "1")
    return lambda: aliases.remove_identifier(ACTOR, identifier)


@scenario
def a_point_is_hidden() -> Call:
    one = point()
    return lambda: policies.set_policy(ACTOR, one, Visibility.HIDDEN, reason="a target")


@scenario
def another_policy_is_set_for_a_territory() -> Call:
    policies.set_policy(ACTOR, territory(), Visibility.HIDDEN, reason="front line")
    return lambda: policies.set_policy(ACTOR, territory(), Visibility.AREA, reason="calmer")


@scenario
def a_policy_is_ended() -> Call:
    policies.set_policy(ACTOR, territory(), Visibility.HIDDEN, reason="front line")
    return lambda: policies.end_policy(ACTOR, territory(), reason="over")


@scenario
def a_contact_is_added() -> Call:
    one = point()
    return lambda: contacts.add_contact(ACTOR, one, contacts.ContactCard(phone="112"))


@scenario
def a_contact_is_removed() -> Call:
    contact = contacts.add_contact(ACTOR, point(), contacts.ContactCard(phone="112"))
    return lambda: contacts.remove_contact(ACTOR, contact)


def picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    out.seek(0)
    return out


@scenario
def a_photo_is_added() -> Call:
    one = point()
    return lambda: photos.add_photo(ACTOR, one, picture(), description="door")


@scenario
def a_photo_is_removed() -> Call:
    photo = photos.add_photo(ACTOR, point(), picture(), description="door")
    return lambda: photos.remove_photo(ACTOR, photo)


@scenario
def fields_are_checked() -> Call:
    one = point(capacity_seated=7)
    return lambda: verification.verify_fields(ACTOR, one, ["capacity_seated"], EvidenceMethod.SEEN)


@scenario
def a_view_is_saved() -> Call:
    owner = person()
    return lambda: views.save_view(ACTOR, owner, "mine", "q=1")


@scenario
def a_view_is_renamed() -> Call:
    view = views.save_view(ACTOR, person(), "mine", "q=1")
    return lambda: views.rename_view(ACTOR, view, "ours")


@scenario
def a_view_is_deleted() -> Call:
    view = views.save_view(ACTOR, person(), "mine", "q=1")
    return lambda: views.delete_view(ACTOR, view)
