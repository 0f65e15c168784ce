from __future__ import annotations

from tests.api.test_claims import claimed, lot_of
from tests.api.world import Member, World


def test_links_list_the_steps_open_to_the_caller_and_to_nobody_else(world: World) -> None:
    claim = claimed(world, lot_of(world))

    def steps(member: Member) -> list[str]:
        links = world.calling(member).get(f"/claims/{claim}").json["links"]
        assert all(link["href"] == f"/api/v1/claims/{claim}/{link['step']}" for link in links)
        return [link["step"] for link in links]

    assert steps(world.giver) == ["accept", "decline"]
    assert steps(world.receiver) == ["withdraw"]
    world.calling(world.giver).post(f"/claims/{claim}/accept")
    assert set(steps(world.receiver)) == {"schedule", "propose", "hand_over", "cancel"}


def test_exact_places_and_contacts_are_for_the_two_sides_once_accepted(world: World) -> None:
    claim = claimed(world, lot_of(world))
    giver, receiver = world.calling(world.giver), world.calling(world.receiver)
    before = receiver.get(f"/claims/{claim}")
    assert before.json["meeting"] is None
    assert "Krutenau" not in before.text
    giver.post(f"/claims/{claim}/accept")
    meeting = receiver.get(f"/claims/{claim}").json["meeting"]
    assert meeting["source"]["address"] == "12 rue de la Krutenau"
    assert (meeting["source"]["latitude"], meeting["source"]["longitude"]) == (48.58, 7.75)
    assert meeting["giver_contacts"][0]["email"] == "torrefaction@example.org"
    giver.post(f"/claims/{claim}/cancel", {"reason": "Stock vendu"})
    assert receiver.get(f"/claims/{claim}").json["meeting"] is None


def test_a_claim_tells_both_sides_the_same_but_for_what_they_may_do(world: World) -> None:
    claim = claimed(world, lot_of(world))
    giver, receiver = (
        world.calling(member).get(f"/claims/{claim}").json for member in (world.giver, world.receiver)
    )
    different = {name for name, value in giver.items() if value != receiver[name]}
    assert different == {"side", "links"}
    assert giver["waits_for"] == "giver"
    assert (giver["giver"]["id"], giver["receiver"]["id"]) == (
        world.giver.organisation,
        world.receiver.organisation,
    )
    assert [step["step"] for step in giver["history"]] == ["request"]
