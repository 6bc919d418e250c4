"""``studio demo``: the main job on the embedded example, told as a story with a balance at its end."""

from __future__ import annotations

from typing import Any

from studio.cli import report
from studio.cli.examples import examples
from studio.runtime.clock import SECOND, iso
from studio.world.balance import PLACES, Balance, balance

EXAMPLE = "create_prospects"
ONE_SCRIPT = "create_prospects_one_script"


def run_demo(*, days: float, seed: int | None, one_script: bool, as_json: bool) -> int:
    """Run the example for so many days; the exit code: 1 if the pair lost or doubled a lead."""
    from studio.cli.story import Story
    from studio.script.files import read_script
    from studio.world.world import World

    example = examples() / (ONE_SCRIPT if one_script else EXAMPLE)
    brain = example / "brain.studio"
    script, problems = read_script(brain)
    world, faults = World.load(example / "world.yaml", brain, seed=seed)
    if script is None or world is None:
        report.findings([*problems, *faults], to_error=True)
        return 2
    story = Story((lambda line: None) if as_json else print, world.settings.zone)
    world.engine.observe(story)
    if not as_json:
        _introduce(world, days, one_script)
    result = world.run(script, until=world.engine.now + round(days * 86_400 * SECOND))
    story.finish()
    assert world.crm is not None
    assert world.prospects is not None
    found = balance(world.crm, world.prospects)
    if as_json:
        report.document(result.as_json(faults) | {"balance": found.as_json()} | {"contacts": _brief(result)})
    else:
        _tell(found, iso(world.engine.now), one_script)
    world.close()
    return 0 if found.holds or one_script else 1


def _brief(result: Any) -> list[dict[str, Any]]:
    """The contacts without the way that they took, which is long in two days."""
    return [{name: value for name, value in each.as_json().items() if name != "path"} for each in result.contacts]


def _introduce(world: Any, days: float, one_script: bool) -> None:
    settings = world.settings
    leads = world.crm.summary()["leads"]
    what = "one script that does everything" if one_script else "a brain and the subscript that it runs"
    print(f"{days:g} simulated day{'s' * (days != 1)} of a dialer that is fed by {what}.")
    print(f"{leads:,} leads lie in the CRM. Seed {settings.seed}; times are those of {settings.zone}.")
    print()


def _tell(found: Balance, clock: str, one_script: bool) -> None:
    from studio.cli.story import wrapped

    print()
    print(f"Where every lead of the CRM is, {clock}:")
    for place in PLACES:
        print(wrapped(f"  {found.places[place]:>6,}  {place}{_reasons(found, place)}", " " * 12))
    print(f"  {found.leads:>6,}  leads, each counted once")
    print()
    if found.holds:
        print("Nothing is lost and nothing is there twice.")
    elif one_script:
        print(
            "Lost: given out by the CRM, and torn away by a signal before they were in the dialer or checked back in."
        )
        print("Run the pair to see the difference: studio demo")
    else:
        print("The balance does not hold.")


def _reasons(found: Balance, place: str) -> str:
    counts = found.reasons.get(place)
    if not counts:
        return ""
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])))
    return f"  ({told})"
