"""Whatever a table holds: one draft a row, nothing raised, nothing lost, nothing made up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.formats.columns import recognise_columns
from punkt.formats.draft import PointDraft
from punkt.formats.drafting import draft_points
from punkt.formats.findings import REASONS
from punkt.formats.table import Cell, SourceRow, SourceTable
from punkt.formats.values import is_blank
from punkt.model.fields import FACTS, FIELDS, FieldKind, checked_fact
from punkt.model.vocabulary import HostKind, OpeningMode

_HEADERS = st.sampled_from(
    [
        "Назва",
        "lat",
        "lon",
        "Адреса",
        "Місткість",
        "Генератор",
        "Старлінк",
        "Інтернет",
        "Вода",
        "Режим роботи",
        "Телефон",
        "Координати",
        "Оновлено",
        "Примітка",
        "id",
        "osm",
        "вулиця",
        "будинок",
        "Область",
        "КАТОТТГ",
        "Статус",
        "Послуги",
        "Паливо",
        "Запас палива",
        "wheelchair",
        "kind",
        "Тип закладу",
        "lest_x",
        "lest_y",
        "x",
        "y",
        "name:en",
        "@latitude",
        "@longitude",
        "@id",
        "щось",
        "ЄДРПОУ",
        "punkt code",
        "Температура",
        "alias",
        "capacity_lying",
        "час розгортання",
        "territory",
    ]
) | st.text(max_size=12)
_WORDS = st.sampled_from(
    [
        "",
        "-",
        "null",
        "так",
        "ні",
        "є",
        "немає",
        "частково",
        "50",
        "0",
        "1",
        "200+",
        "50-100",
        "1 000",
        "5 кВт",
        "50.45",
        "30,52",
        "50.45, 30.52",
        "59.3",
        "18.0",
        "6592791.0",
        "547714.72",
        "цілодобово",
        "пн-пт 8-17",
        "закрито",
        "без води, світла",
        "Місткість 0",
        "ключі у Марії",
        "12.03.2024",
        "1700000000000",
        "Школа №5",
        "<b>x</b>",
        "&#0;",
        "дизель",
        "Starlink",
        "way/123456",
        "99999999999999999999",
        "-1",
        "1e400",
        "nan",
        "inf",
        "POINT(30 50)",
        "вул. Садова, 5",
        "\x00",
        "�",
        "K7F-2MX",
    ]
)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _WORDS
    | st.text(max_size=30)
)
_CELLS = _SCALARS | st.lists(_SCALARS, max_size=3) | st.dictionaries(st.text(max_size=6), _SCALARS, max_size=3)


@st.composite
def _tables(draw: st.DrawFn) -> SourceTable:
    columns = draw(st.lists(_HEADERS, unique=True, max_size=9))
    rows = draw(st.lists(st.tuples(*(_CELLS for _ in columns)), max_size=7))
    epsg = draw(st.sampled_from([None, None, 3006, 3857, 4326, 5564, 7]))
    return SourceTable("json", tuple(columns), [SourceRow(number, row) for number, row in enumerate(rows, 1)], epsg)


_REMEMBERED = st.dictionaries(
    _HEADERS, st.sampled_from([*FIELDS, "remark", "services", "", "coordinates", "identifier.x"]), max_size=3
)


def _made(table: SourceTable, remembered: dict[str, str] | None = None) -> list[PointDraft]:
    return list(draft_points(table, recognise_columns(table, remembered=remembered)))


@settings(max_examples=250, derandomize=True, deadline=None)
@given(_tables(), _REMEMBERED)
def test_any_table_gives_exactly_one_draft_a_row_and_values_that_their_fields_hold(
    table: SourceTable, remembered: dict[str, str]
) -> None:
    made = _made(table, remembered)
    assert [draft.row_number for draft in made] == [row.number for row in table.rows]
    for draft in made:
        assert all(noticed.code in REASONS for noticed in draft.findings)
        assert len(set(draft.findings)) == len(draft.findings)
        for key, value in draft.values.items():
            _assert_holds(key, value)
        assert all(0 < len(name) <= 300 for name in draft.names.values())


def _assert_holds(key: str, value: object) -> None:
    if key in FACTS or FIELDS[key].kind is FieldKind.COUNT:
        assert checked_fact(key, value) == value
    elif key == "host_kind":
        assert HostKind(str(value)) is not HostKind.UNKNOWN
    elif key == "opening_mode":
        assert OpeningMode(str(value)) is not OpeningMode.UNKNOWN
    else:
        assert isinstance(value, str)
        assert 0 < len(value) <= 500


_UNKNOWN_CELLS = st.sampled_from(
    [None, "", " ", "-", "null", "NULL", "n/a", "невідомо", "UNK", "?", "—", "хтозна", "див. нижче", "уточнюється"]
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.sampled_from(sorted(FACTS)), st.lists(_UNKNOWN_CELLS, min_size=1, max_size=6))
def test_the_unknown_never_becomes_a_no_or_a_zero(key: str, cells: list[Cell]) -> None:
    rows = [SourceRow(number, ("Пункт", cell)) for number, cell in enumerate(cells)]
    for draft, cell in zip(_made(SourceTable("csv", ("Назва", "?"), rows), {"?": key}), cells, strict=True):
        if FACTS[key].kind is FieldKind.TEXT and not is_blank(cell):
            continue
        assert key not in draft.values
        assert is_blank(cell) or draft.extras["?"] == cell


@settings(max_examples=200, derandomize=True, deadline=None)
@given(_tables())
def test_every_column_ends_in_a_target_or_in_the_extras(table: SourceTable) -> None:
    columns = recognise_columns(table)
    assert set(columns.targets) == set(columns.guesses) == set(table.columns)
    for row, draft in zip(table.rows, draft_points(table, columns), strict=True):
        for column, cell in zip(table.columns, row.cells, strict=True):
            if not columns.targets[column] and not is_blank(cell):
                assert draft.extras[column] == cell


@settings(max_examples=100, derandomize=True, deadline=None)
@given(_tables())
def test_reading_twice_gives_the_same(table: SourceTable) -> None:
    assert _made(table) == _made(table)
