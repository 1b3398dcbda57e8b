"""Who told that a door is shut finds the answer by a code, without an account, and nobody else learns anything."""

import pytest

from punkt import clock
from punkt.errors import InvalidCode
from punkt.ids import ALPHABET, new_receipt_code, normal_receipt_code
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.vocabulary import Visibility
from punkt_web.finder import receipt_views
from punkt_web.finder.asking_by_code import MOST_A_MINUTE
from punkt_web.operations.actions import complaints
from punkt_web.operations.actions.answering import Answered, answer_complaints, claim_complaints
from punkt_web.operations.actions.complaints import Receipt, receive_complaint
from punkt_web.operations.models import Complaint
from punkt_web.registry.actions.policies import set_policy
from tests.web.finder.conftest import ACTOR, NOW

WORDS = "Ivan has the key"


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    receipt_views.RECEIPTS.limiter.forget()
    yield
    receipt_views.RECEIPTS.limiter.forget()


def told(point, sender="198.51.100.1", note=WORDS) -> str:
    return receive_complaint(point.pk, ComplaintKind.CLOSED, note, sender=sender).code


def test_it_waits_is_looked_into_and_is_answered(town, ask) -> None:
    here = town.point(name="Школа")
    code = told(here)
    page = ask(f"/complaint/{code}")
    assert "It waits for a person. An answer is due by 16:00, 15 January" in page
    assert "The door is shut" in page
    assert f'href="/p/{here.code}"' in page
    pk = Complaint.objects.get().pk
    claim_complaints(ACTOR, pk)
    assert "Somebody looks into it now." in ask(f"/complaint/{code}")
    answer_complaints(ACTOR, pk, Answered(ComplaintOutcome.RIGHT, "the guard had gone", "It is open again."))
    page = ask(f"/complaint/{code}")
    assert "It was right" in page
    assert "It is open again." in page


def test_what_is_late_says_so(town, ask) -> None:
    code = told(town.point())
    with clock.fixed_at(Complaint.objects.get().due_at + complaints.HOUR):
        assert "The answer is late" in ask(f"/complaint/{code}")


def test_it_tells_nothing_of_who_told_it_nor_what_was_written_for_the_desk(town, ask) -> None:
    code = told(town.point())
    answer_complaints(ACTOR, Complaint.objects.get().pk, Answered(ComplaintOutcome.NOT_RIGHT, "called Petrenko", ""))
    page = ask(f"/complaint/{code}")
    for secret in (WORDS, "Petrenko", ACTOR.name, Complaint.objects.get().source, "198.51"):
        assert secret not in page


def test_a_point_that_is_hidden_since_is_not_named(town, ask) -> None:
    here = town.point(name="Школа")
    code = told(here)
    set_policy(ACTOR, here, Visibility.HIDDEN, reason="front line")
    page = ask(f"/complaint/{code}")
    assert "It waits for a person" in page
    assert here.code not in page
    assert "Школа" not in page


@pytest.mark.parametrize("code", ["x", "K7F2-M3AC-HJ4L", "' OR 1=1", "a" * 300, "%00", "<b>"])
def test_a_code_that_nobody_was_given_is_not_told_from_one_that_cannot_be(town, client, code) -> None:
    told(town.point())
    response = client.get(f"/complaint/{code}", headers={"accept-language": "en"})
    assert response.status_code == 404
    page = response.content.decode()
    assert "We do not know this code." in page
    assert "<b>" not in page.partition("<form")[2]


def test_a_code_may_be_typed_as_one_likes(town, client) -> None:
    code = told(town.point())
    for typed in (code.lower(), code.replace("-", " "), f" {code} "):
        assert client.get("/complaint/", {"code": typed})["Location"] == f"/complaint/{code}"
    assert client.get("/complaint/", {"code": "nonsense"}).status_code == 404
    assert "Code that you were given" in client.get("/complaint/", headers={"accept-language": "en"}).content.decode()


def test_who_tries_codes_is_stopped_and_others_are_not(town, client, monkeypatch) -> None:
    code = told(town.point())
    for _try in range(MOST_A_MINUTE):
        client.get(f"/complaint/{new_receipt_code()}")
    stopped = client.get(f"/complaint/{code}")
    assert stopped.status_code == 429
    assert int(stopped.headers["Retry-After"]) >= 1
    assert client.get(f"/complaint/{code}", REMOTE_ADDR="198.51.100.9").status_code == 200


def test_codes_cannot_be_guessed_and_a_slip_is_seen() -> None:
    codes = {new_receipt_code() for _number in range(2000)}
    assert len(codes) == 2000
    code = codes.pop()
    assert normal_receipt_code(code) == code
    for at, letter in enumerate(code):
        if letter != "-":
            wrong = code[:at] + ALPHABET[(ALPHABET.index(letter) + 1) % len(ALPHABET)] + code[at + 1 :]
            with pytest.raises(InvalidCode):
                normal_receipt_code(wrong)


def test_a_second_tap_and_one_of_a_flood_have_a_code_too(town) -> None:
    here = town.point()
    first = told(here)
    again = receive_complaint(here.pk, ComplaintKind.CLOSED, WORDS, sender="198.51.100.1")
    assert again == (Receipt.KNOWN, first)
    for number in range(2, 40):
        last = receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender=f"198.51.100.{number}")
    assert last.receipt is Receipt.KNOWN
    assert Complaint.objects.filter(receipt=last.code).exists()
    rows = Complaint.objects.all()
    assert rows.count() + sum(one.n_folded for one in rows) == 39, "nothing is dropped"


def test_the_page_is_kept_by_nobody_and_passes_its_address_to_nobody(town, client) -> None:
    response = client.get(f"/complaint/{told(town.point())}")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "no-referrer" in response.content.decode()
    assert not response.cookies


def test_a_link_puts_nobodys_words_on_the_page_of_a_door(town, ask) -> None:
    here = town.point()
    assert "call 0800" not in ask(f"/p/{here.code}/wrong?done=taken&code=call+0800")
    code = new_receipt_code()
    assert code in ask(f"/p/{here.code}/wrong?done=taken&code={code}")


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_it_speaks_four_languages(town, ask, language) -> None:
    page = ask(f"/complaint/{told(town.point())}", language)
    assert ("It waits for a person" in page) == (language == "en")
    assert NOW.year == 2026
