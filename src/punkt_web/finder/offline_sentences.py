"""What the finder in a file says besides what it says of points; most of it is said by the pages too."""

from collections.abc import Mapping

from punkt.wording import gettext_noop as _

PAGE_SENTENCES: Mapping[str, str] = {
    "title": _("Find an open point"),
    "language": _("Language"),
    "demo": _("DEMO: made-up points, not a real network"),
    "skip": _("Skip to the content"),
    "heading": _("Find a warm, lit, connected room"),
    "points_of": _("Points kept here: %(n)s. Territory: %(territory)s."),
    "points_of_all": _("Points kept here: %(n)s."),
    "needs_no_network": _("No network is needed."),
    "made": _("List of %(made)s. Doors as they were told until %(live)s."),
    "clock": _(
        "The clock of this device is before the time when this list was made. Until it is set right, no "
        "point is shown as open."
    ),
    "expired": _(
        "This list is out of date: it was good until %(day)s. It shows where points were, not whether they "
        "are open. Get a newer one."
    ),
    "live_expired": _(
        "What was told of doors is out of date since %(day)s. The list shows where the points are, not "
        "whether they are open."
    ),
    "stuck": _(
        "The search does not start. Either this file was changed, and you must not trust it, or this browser is too "
        "old. Ask for the file again."
    ),
    "no_network": _("No answer from the network. This is from what your device keeps."),
    "retry": _("Try the network again"),
    "nothing_kept": _(
        "Your device keeps no points yet. Ask once while there is a network; after that it works without."
    ),
    "where": _("Where are you?"),
    "where_help": _("Town or village, street or name of a point, its code, or coordinates"),
    "needs": _("What do you need?"),
    "more_needs": _("More needs"),
    "find": _("Find"),
    "here": _("Use my position"),
    "waiting": _("Asking for your position"),
    "no_position": _("Your position could not be found. Type the place instead."),
    "open_near": _("Open points near %(place)s"),
    "open_near_here": _("Open points near you"),
    "open_far": _("Open points, but none within walking distance of %(place)s"),
    "open_far_here": _("Open points, but none within walking distance"),
    "none_near": _("No point near %(place)s is confirmed open"),
    "none_near_here": _("No point near you is confirmed open"),
    "nothing_near": _("No points known near %(place)s"),
    "nothing_near_here": _("No points known here"),
    "found": _("Points of this code, name or address"),
    "more_found": _("%(n)s more: type more of the name or the address."),
    "nowhere": _("These coordinates are not a place on the Earth."),
    "unknown_place": _("We do not know this place"),
    "meant": _("Did you mean:"),
    "unmatched": _("We do not know “%(text)s”; distances are from the middle of the place."),
    "nothing": _("Within 50 km we know of no point. That does not mean that there is none."),
    "relaxed": _(
        "No point that we know near here has all that you asked for. These are the nearest; each lacks something."
    ),
    "none_open": _("Nobody confirmed lately that a point near here is open. Ask the municipality before you go far."),
    "not_confirmed": _("Not confirmed lately"),
    "maybe": _("May have what you need, but we do not know"),
    "shut": _("Not open now"),
    "unplaced": _("Here or nearby, position not known"),
    "danger": _("In danger of life call 112. During an air alert go to a shelter first."),
    "from_middle": _("Distances are from the middle of the place."),
    "order": _(
        "Order: open points that have what you asked for, the nearest first; then full ones and ones that are"
        " just opening."
    ),
    "slow": _("Walking distances are the air line times %(detour)s, minutes are for a slow walk."),
    "instead": _("What to do instead"),
    "instead_call": _("In danger of life call 112. It works without credit and on any network."),
    "instead_ask": _("Ask the municipality or the rescue service where a point is open."),
    "instead_radio": _("Listen to the public radio: it tells where to go."),
    "instead_look": _(
        "Look for a lit public building: a school, a library, a fire station, a town hall. A point has a sign"
        " at the door."
    ),
    "map": _("Map application"),
    "signed": _(
        "The signature holds: the list is as it was signed with the key %(key)s. A forged file can hold "
        "another key: compare it with the one that your municipality publishes."
    ),
    "unchecked": _(
        "This browser is too old to check the signature under the key %(key)s. Trust the list as far as you "
        "trust who gave it to you."
    ),
    "refused": _("Do not trust this list: it was changed or damaged. Get it again."),
    "newer": _("This list is of a newer kind than this page can read. Open the finder again with a network."),
    "too_old": _("This browser is too old to search. Here is the list."),
    "too_old_without_list": _("This browser is too old to search without a network."),
    "fault": _("The search does not start here: a fault of the program."),
    "no_places": _("Places cannot be looked up by name now"),
    "no_places_help": _(
        "The names of places cannot be read on this device. Your position, coordinates or the code of a point still"
        " find points."
    ),
    "private": _("What you type here does not leave this device."),
    "too_many": _("Too many points for a list. Open the file in a browser that runs scripts, or get that of a region."),
    "list": _("This list says where points are, not whether they are open."),
    "scripts": _("To search, open the file in a browser that runs scripts."),
    "stood": _("As the register stood at %(as_of)s. What is written here may have changed since."),
}
