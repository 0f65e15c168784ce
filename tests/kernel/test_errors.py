from __future__ import annotations

from exchange.kernel.errors import Invalid, Missing, Refusal, Refusals


class TooMuch(Invalid):
    code = "test-too-much"
    field = "mass"


def test_a_refusal_knows_its_field_unless_told_where_it_stands() -> None:
    assert TooMuch().at == "mass"
    assert TooMuch(at="net").at == "net"
    assert Missing().at is None


def test_the_values_of_a_refusal_fill_its_wording() -> None:
    class Short(Refusal):
        wording = "Il reste %(mass)s."

    refusal = Short(mass="12 kg")
    assert refusal.wording % refusal.values == "Il reste 12 kg."


def test_several_refusals_are_told_at_once() -> None:
    together = Refusals([TooMuch(), Missing()])
    assert [refusal.code for refusal in together.refusals] == ["test-too-much", "not-found"]
    assert str(together) == "test-too-much, not-found"
