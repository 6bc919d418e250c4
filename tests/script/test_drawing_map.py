"""The map of a project: who calls, runs, spawns and signals whom."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from drawn import behind_boxes, overlapping, within

from studio.script.drawing import draw_project, map_of, picture_of
from studio.script.model import Action, Script
from studio.script.project import Project


def script(name: str, *calls: tuple[str, str], **more: str) -> Script:
    """A script whose actions have these kinds and name these scripts (of a Signal: this contact)."""
    actions = [Action(id=1, kind="BEGIN", caption="Begin")]
    for number, (kind, target) in enumerate(calls, 2):
        member = "ContactID" if kind == "SIGNAL" else "ScriptName"
        actions.append(Action(id=number, kind=kind, caption=kind, properties={member: target, **more}))
    return Script(name=name, actions=actions)


def links(*scripts: Script) -> set[tuple[str, str, str, str]]:
    diagram = map_of(Project(scripts))
    return {
        (diagram.nodes[each.source].key, each.label, diagram.nodes[each.target].key, each.style)
        for each in diagram.links
    }


def test_calls_runs_and_spawns() -> None:
    found = links(
        script(
            "Main", ("RUNSUB", "Sub\\A"), ("RunSub", "sub/a"), ("RUNSCRIPT", "Next"), ("SPAWN", "Sub\\B"), ("WAIT", "x")
        ),
        script("Sub\\A", ("RUNSUB", "B")),
        script("Sub\\B"),
        script("Next"),
    )
    assert found == {
        ("Main", "calls 2×", "Sub\\A", "plain"),
        ("Main", "runs", "Next", "plain"),
        ("Main", "spawns", "Sub\\B", "plain"),
        ("Sub\\A", "calls", "Sub\\B", "plain"),
    }


def test_what_is_missing_is_dashed_and_told_once() -> None:
    diagram = map_of(Project([script("A", ("RUNSUB", "Gone"), ("RUNSCRIPT", "gone"), ("RUNSUB", " "))]))
    missing = [each for each in diagram.nodes if each.missing]
    assert [each.caption for each in missing] == ["Gone", "no name given"]
    assert {each.kind for each in missing} == {"missing script"}
    assert diagram.subtitle == "1 script · 2 missing"


def test_names_with_variables() -> None:
    scripts = [script("Queue_PROD"), script("Queue_DEV"), script("Common\\Port"), script("Common\\Hours")]
    found = links(
        script(
            "Main",
            ("RUNSUB", "{path}Common\\Port"),
            ("RUNSCRIPT", "{path}Queue_{env}"),
            ("RUNSUB", "{what}"),
            ("SPAWN", "{path}Nothing\\Like\\{it}"),
        ),
        *scripts,
    )
    assert found == {
        ("Main", "calls", "Common\\Port", "maybe"),
        ("Main", "runs", "Queue_PROD", "maybe"),
        ("Main", "runs", "Queue_DEV", "maybe"),
        ("Main", "calls", "unknown:{what}", "maybe"),
        ("Main", "spawns", "unknown:{path}Nothing\\Like\\{it}", "maybe"),
    }


def test_a_name_that_fits_many_scripts_says_nothing() -> None:
    many = [script(f"Queue_{number}") for number in range(4)]
    assert links(script("Main", ("RUNSCRIPT", "Queue_{n}")), *many) == {("Main", "runs", "unknown:Queue_{n}", "maybe")}


def test_signals_lead_to_what_was_spawned() -> None:
    spawning = script("Main", ("SPAWN", "Child"), ("SIGNAL", "{spawnid}"), ("SIGNAL", "{other}"))
    own = script("Own", ("SPAWN", "Child"), ("SIGNAL", "{kid}"), SpawnIDVar="kid")
    assert links(spawning, own, script("Child")) == {
        ("Main", "spawns", "Child", "plain"),
        ("Main", "signals", "Child", "maybe"),
        ("Main", "signals", "contact:{other}", "maybe"),
        ("Own", "spawns", "Child", "plain"),
        ("Own", "signals", "Child", "maybe"),
    }


def test_scripts_that_none_calls_are_entries() -> None:
    diagram = map_of(
        Project([script("A", ("RUNSUB", "B")), script("B", ("RUNSUB", "B")), script("C", ("RUNSUB", "C"))])
    )
    assert {each.key: each.entry for each in diagram.nodes} == {"A": True, "B": False, "C": True}


def test_hostile_names_take_no_time() -> None:
    name = "{a}x" * 40
    made = script("Main", *[("RUNSUB", name + str(number)) for number in range(50)], ("RUNSUB", "{" * 5000))
    assert len(links(made, script("x" * 190 + "\\y"), script("x\\" * 90 + "z"))) == 51


def test_every_form_has_every_script() -> None:
    project = Project([script("A\\<1>", ("RUNSUB", 'B"&'), ("RUNSUB", "gone")), script('B"&')])
    for form in ("mermaid", "dot", "svg"):
        text = draw_project(project, form, title="All & one")  # type: ignore[arg-type]
        assert all(word in text for word in ("gone", "missing script", "calls"))
    root = ElementTree.fromstring(draw_project(project, "svg"))
    keys = [each.get("data-action") for each in root.iter() if "data-action" in each.attrib]
    assert keys == ["A\\<1>", 'B"&', "missing:gone"]


def test_production_projects_are_mapped(shared: Any) -> None:
    project, _ = Project.load(shared / "corpus")
    diagram = map_of(project)
    assert len([each for each in diagram.nodes if not each.missing]) == len(project.scripts())
    for direction in ("right", "down"):
        picture = picture_of(diagram, direction=direction)  # type: ignore[arg-type]
        assert not overlapping([*picture.boxes, *picture.labels])
        assert not behind_boxes(picture)
        assert within(picture)
