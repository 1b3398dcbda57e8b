"""Points, keys and times for the tests of packs."""

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from punkt.ids import point_code
from punkt.model.vocabulary import Availability, HostKind, OpeningMode, PointState
from punkt.pack.envelope import Envelope, PackKind
from punkt.pack.keys import KeyRing, KnownKey
from punkt.pack.live import AGE_EDGES_MIN, AUTONOMY_EDGES_H, OCCUPANCY_EDGES, LivePoint, Teller
from punkt.pack.points import PackPoint
from punkt.pack.static import ordered, written

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
RING = KeyRing([KnownKey(KEY.public_key())])
MADE_AT = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)

_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
_known_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
_known_answers = st.sampled_from([word for word in Availability if word is not Availability.UNKNOWN])


def _degrees(most: int) -> st.SearchStrategy[float]:
    return st.integers(-most * 100_000, most * 100_000).map(lambda step: round(step / 100_000, 5))


points = st.builds(
    PackPoint,
    code=st.integers(0, 23**5 - 1).map(point_code),
    place=st.none() | st.tuples(_degrees(90), _degrees(180)),
    accuracy_m=st.none() | st.integers(0, 100_000),
    is_area_only=st.booleans(),
    territory=st.sampled_from(["", "UA", "UA-63"]),
    host_kind=st.sampled_from(HostKind),
    opening_mode=st.sampled_from(OpeningMode),
    capacity_seated=st.none() | st.integers(0, 5_000),
    capacity_lying=st.none() | st.integers(0, 500),
    hours_normal=_words,
    hours_activated=_words,
    settlement=_words,
    address=_words,
    entrance_note=_words,
    names=st.dictionaries(st.sampled_from(["", "uk", "en", "et", "sv"]), _known_words),
    services=st.dictionaries(st.sampled_from(["service.heat", "service.water", "access.step_free"]), _known_answers),
)

live_points = st.builds(
    LivePoint,
    state=st.none() | st.sampled_from(PointState),
    teller=st.none() | st.sampled_from(Teller),
    age_min=st.none() | st.sampled_from(AGE_EDGES_MIN),
    occupancy=st.none() | st.integers(0, len(OCCUPANCY_EDGES)),
    autonomy=st.none() | st.integers(0, len(AUTONOMY_EDGES_H)),
)


def envelope(given: list[PackPoint]) -> Envelope:
    """A static pack, not sealed."""
    sections = tuple(written(ordered(given), {"names": {"uk": "Місто"}}))
    return Envelope(PackKind.STATIC, "UA-63", len(given), MADE_AT, MADE_AT + timedelta(days=30), sections)
