"""Who each address of the site is for. A test walks the addresses and fails for one that is not here.

The gate itself is in the views (``accounts.access.requires``); this register says once more what it must be, so that
a gate that is forgotten or taken away shows.
"""

from dataclasses import dataclass

from punkt_web.accounts.roles import Power


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody, those who are signed in, or those who hold a power somewhere."""

    is_public: bool = False
    power: Power | None = None


PUBLIC = Audience(is_public=True)
SIGNED_IN = Audience()
ADMINISTRATORS = Audience(power=Power.ADMINISTER)


def member(power: Power) -> Audience:
    """Those who hold ``power`` somewhere."""
    return Audience(power=power)


# Name of a route, or of a namespace with its colon for all routes in it, or the path where a route has no name.
# The longest key that fits counts.
AUDIENCES: dict[str, Audience] = {
    "finder:": PUBLIC,
    "api:": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_new_password": PUBLIC,  # behind a link that only its receiver has
    "mfa_authenticate": PUBLIC,  # the second step of signing in
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_security": SIGNED_IN,
    "accounts/": SIGNED_IN,
    "mfa_": SIGNED_IN,
    "keep:": member(Power.REPORT),
    "keep:service_worker": PUBLIC,
    "keep:reports": PUBLIC,  # it answers scripts, with 401 and 403 of its own
    "keep:inspections": SIGNED_IN,  # who lost the right still sees what waits on the device, and why
    "keep:inspection": member(Power.INSPECT),
    "papers:": member(Power.REPORT),
    "papers:poster": PUBLIC,
    "papers:board": PUBLIC,
    "papers:leaflet": PUBLIC,
    "people:": member(Power.MANAGE_PEOPLE),
    "imports:": member(Power.IMPORT),
    "desk:": member(Power.EDIT),
    "desk:board": member(Power.SEE_MEMBERS),
    "desk:entrance": member(Power.SEE_MEMBERS),
    "desk:points": member(Power.SEE_MEMBERS),
    "desk:export": member(Power.SEE_MEMBERS),
    "desk:views": member(Power.SEE_MEMBERS),
    "desk:save_view": member(Power.SEE_MEMBERS),
    "desk:rename_view": member(Power.SEE_MEMBERS),
    "desk:delete_view": member(Power.SEE_MEMBERS),
    "desk:point": member(Power.SEE_MEMBERS),
    "desk:history": member(Power.SEE_MEMBERS),
    "desk:surroundings": member(Power.SEE_MEMBERS),
    "desk:merge": member(Power.MERGE),
    "desk:policies": member(Power.SET_POLICY),
    "desk:set_point_policy": member(Power.SET_POLICY),
    "desk:end_point_policy": member(Power.SET_POLICY),
    "desk:set_territory_policy": member(Power.SET_POLICY),
    "desk:end_territory_policy": member(Power.SET_POLICY),
    "desk:live": member(Power.SEE_MEMBERS),
    "desk:live_part": member(Power.SEE_MEMBERS),
    "desk:live_places": member(Power.SEE_MEMBERS),
    "desk:live_point": member(Power.SEE_MEMBERS),
    "desk:changes": member(Power.SEE_MEMBERS),
    "desk:figures": member(Power.SEE_MEMBERS),
    "desk:procurement_csv": member(Power.SEE_MEMBERS),
    "desk:prices": member(Power.SEE_MEMBERS),
    "desk:price": ADMINISTRATORS,
    "desk:end_price": ADMINISTRATORS,
    "desk:overlays": member(Power.SEE_MEMBERS),
    "desk:overlay": member(Power.SEE_MEMBERS),
    "desk:new_overlay": member(Power.OVERLAY),
    "desk:replace_overlay": member(Power.OVERLAY),
    "desk:end_overlay": member(Power.OVERLAY),
    "desk:sharpen": member(Power.OVERLAY),
    "desk:territory_facts": member(Power.SEE_HIDDEN),
    "desk:territory_fact": member(Power.EDIT),
    "desk:drills": member(Power.SEE_MEMBERS),
    "desk:drills_csv": member(Power.SEE_MEMBERS),
    "desk:readiness": member(Power.SEE_MEMBERS),
    "desk:readiness_file": member(Power.SEE_MEMBERS),
    "desk:procurement": member(Power.SEE_MEMBERS),
    "desk:standards": member(Power.SEE_MEMBERS),
    "desk:point_readiness": member(Power.SEE_MEMBERS),
    "desk:figures_file": member(Power.SEE_MEMBERS),
    "desk:inspections": member(Power.INSPECT),
    "desk:inspections_csv": member(Power.INSPECT),
    "desk:inspection": member(Power.INSPECT),
    "desk:inspection_photo": member(Power.INSPECT),
    "desk:inspection_tasks": member(Power.SEE_MEMBERS),
    "desk:inspection_task": member(Power.SEE_MEMBERS),
    "desk:do_inspection_task": member(Power.SEE_MEMBERS),
    "desk:activations": member(Power.SEE_MEMBERS),
    "desk:activation": member(Power.SEE_MEMBERS),
    "desk:activation_points": member(Power.SEE_MEMBERS),
    "desk:new_activation": member(Power.ACTIVATE),
    "desk:change_activation": member(Power.ACTIVATE),
    "desk:close_activation": member(Power.ACTIVATE),
    "desk:add_points": member(Power.ACTIVATE),
    "desk:notices": member(Power.ANNOUNCE),
    "desk:new_curfew": member(Power.ANNOUNCE),
    "desk:new_alert": member(Power.ANNOUNCE),
    "desk:edit_curfew": member(Power.ANNOUNCE),
    "desk:still_on": member(Power.ANNOUNCE),
    "desk:end_notice": member(Power.ANNOUNCE),
    "desk:feeds": member(Power.ANNOUNCE),
    "desk:new_feed": member(Power.ANNOUNCE),
    "desk:feed": member(Power.ANNOUNCE),
    "desk:fetch_feed": member(Power.ANNOUNCE),
    "desk:remove_feed": member(Power.ANNOUNCE),
    "desk:new_bulletin": member(Power.ANNOUNCE),
    "desk:correct_bulletin": member(Power.ANNOUNCE),
    "desk:end_bulletin": member(Power.ANNOUNCE),
    "desk:take_alert": member(Power.ANNOUNCE),
    "desk:audit": ADMINISTRATORS,
    "desk:check_chain": ADMINISTRATORS,
    "network:": member(Power.TAKE_PART),
    "network:start": PUBLIC,
    "knowledge:": PUBLIC,
    "photo": PUBLIC,  # the view shows a picture only to those who may see its point
    "admin:logout": PUBLIC,
    "admin:password_change": SIGNED_IN,
    "admin:": ADMINISTRATORS,
}


def audience_of(route: str) -> Audience | None:
    """The audience of a route by its name or path; ``None`` when nobody decided."""
    fitting = [key for key in AUDIENCES if key == route or (key.endswith((":", "_")) and route.startswith(key))]
    return AUDIENCES[max(fitting, key=len)] if fitting else None
