"""A spreadsheet with the headings of the Ukrainian standard fills the fields that the standard asks for."""

import io

import pytest
from openpyxl import Workbook

from punkt_web.registry.models import Point
from tests.web.exchange.lists import imported

pytestmark = pytest.mark.django_db

# Heading, cell, field, what is stored.
CELLS: tuple[tuple[str, object, str, object], ...] = (
    ("Площа приміщення, м²", 180, "space.floor_m2", 180),
    ("Кількість місць для маломобільних груп населення", "4", "access.n_limited_mobility", 4),
    ("Місця для жінок з дітьми", "10 місць", "access.n_with_children", 10),
    ("Ступінь безбар'єрності", "частково безбар'єрний", "access.barrier_class", "partly"),
    ("Робота в комендантську годину", "так", "opening.in_curfew", "yes"),
    ("Місце підключення генератора", "облаштовано", "power.inlet_ready", "yes"),
    ("Відстань від генератора до будівлі", "6 м", "power.generator_distance_m", 6),
    ("Загальний об'єм баків, л", 80, "power.group_tank_l", 80),
    ("Засоби особистої гігієни", "в наявності", "water.hygiene_items", "yes"),
    ("Покриття всіх операторів", "частково", "communication.all_operators", "limited"),
    ("Наявність дефібрилятора", "немає", "safety.n_defibrillators", 0),
    ("Зона харчування", "є", "food.zone", "yes"),
    ("Одноразовий посуд", "відсутній", "food.tableware", "no"),
    ("Інструкція щодо дій під час повітряної тривоги", "розміщено", "notice.air_alert", "yes"),
    ("Інформація про найближчі укриття, магазини, АЗС, банки", "не розміщено", "notice.nearby", "no"),
    ("Черговість заряджання", "+", "notice.charging_order", "yes"),
    ("Графік чергувань", "затверджено", "arranged.roster", "yes"),
    ("Законність залучення працівників", "так", "arranged.lawful_staff", "yes"),
    ("Договір користування приміщенням", "укладено", "arranged.premises_agreement", "yes"),
    ("Відстань до житла, км", "1,2", "siting.home_distance_m", 1200),
)


def sheet() -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["№ з/п", "Назва пункту", "Адреса", "Графік роботи", *(heading for heading, *_ in CELLS), "Банер"])
    page.append([1, "Ліцей № 3", "вул. Шкільна, 3", "цілодобово", *(cell for _, cell, *_ in CELLS), ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_heading_lands_in_its_field_with_its_source() -> None:
    report = imported(sheet(), file_name="points.xlsx", source_name="list of the town")
    assert report.counts["new"] == 1
    point = Point.objects.get()
    assert {key: point.facts.get(key) for _, _, key, _ in CELLS} == {key: value for _, _, key, value in CELLS}
    for _, _, key, _ in CELLS:
        origin = point.provenance[key]
        assert (origin["source"], origin["method"], origin.get("verified")) == ("list of the town", "imported", None)


def test_the_hours_stay_hours_and_a_blank_says_nothing() -> None:
    imported(sheet(), file_name="points.xlsx")
    point = Point.objects.get()
    assert point.opening_mode == "24/7"
    assert "notice.banner" not in point.facts
    assert "notice.banner" not in point.provenance


def test_the_same_sheet_again_changes_nothing() -> None:
    imported(sheet(), file_name="points.xlsx")
    assert imported(sheet(), file_name="points.xlsx").counts["unchanged"] == 1
