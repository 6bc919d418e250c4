"""``studio test``: what it prints, the exit code, and what it writes."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import typer
import yaml
from shop import SCENARIOS, open_shop

from studio.cli.test.command import TestOptions as Options
from studio.cli.test.watching import folders, matters
from studio.testing.scenario.schema import schema

ROOT = Path(__file__).resolve().parents[2]
BAD = """
script: orders.studio
given: {until: 20s, parameters: {pin: 4711}}
scenarios:
  - {name: fine}
  - {name: a lost order, expect: {status: ended, variables: {pin: "9999"}}}
  - {name: not yet, skip: the CRM is new}
  - {name: the last, expect: {at: Count}}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return open_shop(tmp_path)


@pytest.fixture
def good(shop: Path) -> Path:
    (shop / "test_good.yaml").write_text(SCENARIOS, encoding="utf-8")
    return shop / "test_good.yaml"


@pytest.fixture
def bad(shop: Path) -> Path:
    (shop / "test_bad.yaml").write_text(BAD, encoding="utf-8")
    return shop / "test_bad.yaml"


def without_seconds(text: str) -> str:
    return re.sub(r"[0-9.]+ s$", "… s", text, flags=re.M)


# ----------------------------------------------------------------------------------------------------- exit codes
def test_all_is_well(studio: Any, good: Path) -> None:
    for arguments in ((), (".",), (good,)):
        done = studio("test", *arguments)
        assert (done.code, without_seconds(done.out), done.err) == (0, "2 passed in … s\n", "")


def test_a_line_for_each(studio: Any, good: Path) -> None:
    lines = studio("test", good, "-v").out.splitlines()
    assert lines[:2] == [f"ok   The CRM answers  {good}:5", f"ok   It does not  {good}:8"]


def test_some_fail(studio: Any, good: Path, bad: Path) -> None:
    done = studio("test")
    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    assert lines[:3] == [
        "FAIL a lost order  test_bad.yaml:6",
        "     - the run is waiting, not ended",
        "     - pin is hidden, and not as expected",
    ]
    assert '     contact 1001, shop\\orders: waiting at #11 "Wait for a signal"' in lines
    assert "skip not yet  test_bad.yaml:7" in lines
    assert "       the CRM is new" in lines
    assert "FAIL the last  test_bad.yaml:8" in lines
    assert without_seconds(done.out).splitlines()[-1] == "3 passed, 2 failed, 1 skipped in … s"
    assert "4711" not in done.out


def test_the_first_that_fails_ends_it(studio: Any, good: Path, bad: Path) -> None:
    done = studio("test", "-x")
    assert done.code == 1
    assert "a lost order" in done.out
    assert "the last" not in done.out
    assert without_seconds(done.out).splitlines()[-1] == "1 passed, 1 failed in … s"


def test_some_are_chosen(studio: Any, good: Path, bad: Path) -> None:
    assert without_seconds(studio("test", "-k", "LOST").out).splitlines()[-1] == "1 failed in … s"
    assert without_seconds(studio("test", "-k", "test_good").out).splitlines()[-1] == "2 passed in … s"
    done = studio("test", "-k", "nobody")
    assert (done.code, done.out) == (2, "no scenarios: nothing here is called test_*.yaml, or none fits\n")


def test_files_that_can_not_be_used(studio: Any, good: Path) -> None:
    Path("test_broken.yaml").write_text(SCENARIOS.replace("until: 20s", "until: soon"), encoding="utf-8")
    done = studio("test")
    assert done.code == 2
    assert "test_broken.yaml:3:16: error TS003: until: 'soon' is no length" in done.err
    assert without_seconds(done.out) == "2 passed in … s\n", "the others are run"
    done = studio("test", "test_broken.yaml")
    assert (done.code, done.out) == (2, "no scenarios were run\n")


def test_what_is_not_there(studio: Any, tmp_path: Path) -> None:
    done = studio("test", "nothing.yaml", "nor this")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[:2] == [
        "nothing.yaml: error FI001: there is no such file or folder",
        "nor this: error FI001: there is no such file or folder",
    ]
    done = studio("test")
    assert (done.code, done.out[:12]) == (2, "no scenarios")


def test_a_world_that_can_not_be_built(studio: Any, shop: Path) -> None:
    Path("test_x.yaml").write_text(
        "script: orders.studio\nscenarios: [{name: x, given: {world: {crm: {leads: none.csv}}}}]\n", encoding="utf-8"
    )
    done = studio("test")
    assert done.code == 2
    assert done.out.startswith("BAD  x  test_x.yaml:2\n     - ")
    assert "WF004" in done.out


def test_actions_that_can_not_be_used(studio: Any, good: Path) -> None:
    Path("mine").mkdir()
    Path("mine/bad.py").write_text("1 / 0\n", encoding="utf-8")
    done = studio("test", "--actions", "mine")
    assert (done.code, done.out) == (2, "")
    assert "WF006" in done.err
    done = studio("test", "--actions", "mine", "--json")
    assert done.code == 2
    assert json.loads(done.out)


def test_nothing_of_a_file_can_move_the_cursor(studio: Any, shop: Path) -> None:
    folder = shop / "a\x1b[2Jb"
    folder.mkdir()
    open_shop(folder)
    name = json.dumps("x\x1b[31m\x07\u202ey\nz")
    (folder / "test_x.yaml").write_text(
        f"script: orders.studio\nscenarios: [{{name: {name}, skip: {name}}}, {{name: y, expect: {{at: Count}}, "
        f"given: {{variables: {{outcome: {name}}}, until: 1s}}}}]\n",
        encoding="utf-8",
    )
    done = studio("test", "-v", "--junit", "out.xml")
    assert done.code == 1
    assert [each for each in done.out + done.err if not each.isprintable() and each != "\n"] == []
    assert "\\x1b[31m" in done.out
    ElementTree.parse("out.xml")


# ---------------------------------------------------------------------------------------------------------- files
def test_one_document(studio: Any, good: Path, bad: Path) -> None:
    done = studio("test", "--json", "-v")
    assert (done.code, done.err) == (1, "")
    found = done.document
    assert found["counts"] == {"passed": 3, "failed": 2, "unusable": 0, "skipped": 1}
    assert found["diagnostics"] == []
    lost = next(each for each in found["scenarios"] if each["scenario"] == "a lost order")
    assert (lost["file"], lost["line"], lost["verdict"]) == ("test_bad.yaml", 6, "failed")
    assert lost["failures"] == ["the run is waiting, not ended", "pin is hidden, and not as expected"]
    assert lost["story"].startswith("contact ")
    assert "4711" not in done.out


def test_one_document_of_a_broken_file(studio: Any, shop: Path) -> None:
    Path("test_x.yaml").write_text("scenarios: 3\n", encoding="utf-8")
    done = studio("test", "--json")
    assert (done.code, done.err) == (2, "")
    assert [(each["code"], each["line"]) for each in done.document["diagnostics"]] == [("TS003", 1)]


def test_junit(studio: Any, bad: Path) -> None:
    assert studio("test", bad, "--junit", "out.xml").code == 1
    suite = ElementTree.parse("out.xml").getroot()[0]
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "2", "errors": "0", "skipped": "1"}
    assert [each.get("name") for each in suite] == ["fine", "a lost order", "not yet", "the last"]
    lost = suite[1].find("failure")
    assert lost is not None
    assert lost.get("message") == "the run is waiting, not ended"
    assert "contact 1001" in (lost.text or "")
    assert [each.get("line") for each in suite] == ["5", "6", "7", "8"]
    assert "4711" not in Path("out.xml").read_text(encoding="utf-8")


def test_what_can_not_be_written(studio: Any, good: Path) -> None:
    done = studio("test", "--junit", "none/out.xml")
    assert done.code == 2
    assert "can't be written" in done.err


def test_options_that_do_not_go_together(studio: Any, good: Path) -> None:
    for more in ("--json", "--review"):
        done = studio("test", "--watch", more)
        assert (done.code, done.out) == (2, "")
    done = studio("test", "--json", "--review")
    assert (done.code, done.out) == (2, "")
    assert "--review" in done.err


# ----------------------------------------------------------------------------------------------------- golden traces
@pytest.fixture
def golden(shop: Path) -> Path:
    text = "script: orders.studio\ngiven: {until: 5s}\nscenarios:\n"
    text += "".join(f"  - {{name: {name}, expect: {{trace: golden/{name}.txt}}}}\n" for name in ("a", "b", "c"))
    (shop / "test_golden.yaml").write_text(text, encoding="utf-8")
    return shop / "golden"


def test_golden_traces_are_accepted(studio: Any, golden: Path) -> None:
    done = studio("test")
    assert done.code == 1
    assert "golden trace golden/a.txt is not there: --accept writes it" in done.out
    assert studio("test", "--accept", "-k", "golden").code == 0
    assert sorted(each.name for each in golden.iterdir()) == ["a.txt", "b.txt", "c.txt"]
    assert studio("test").code == 0


def test_golden_traces_are_reviewed(studio: Any, golden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    studio("test", "--accept")
    for name in "ac":
        (golden / f"{name}.txt").write_text("other\n", encoding="utf-8")
    asked: list[str] = []

    def answer(question: str, default: bool) -> bool:
        asked.append(question)
        return len(asked) == 1

    monkeypatch.setattr(typer, "confirm", answer)
    done = studio("test", "--review")
    assert done.code == 1
    assert asked == ["accept this trace?"] * 2
    assert done.out.count("\n  -other\n") == 2, "each is shown before it is asked for"
    assert without_seconds(done.out).splitlines()[-1] == "2 passed, 1 failed in … s"
    assert (golden / "a.txt").read_text(encoding="utf-8") == (golden / "b.txt").read_text(encoding="utf-8")
    assert (golden / "c.txt").read_text(encoding="utf-8") == "other\n"


# -------------------------------------------------------------------------------------------------------- the schema
def scenario_files() -> list[Path]:
    found = sorted(ROOT.glob("scripts/*/test_*.yaml"))
    assert len(found) > 3
    return found


def test_the_schema_is_printed(studio: Any, tmp_path: Path) -> None:
    done = studio("test", "--schema")
    assert (done.code, done.document) == (0, json.loads(json.dumps(schema())))


@cache
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


@pytest.mark.parametrize("file", scenario_files(), ids=lambda file: file.stem)
def test_the_schema_takes_the_examples(file: Path) -> None:
    plain = json.loads(json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")), default=str))
    assert [(each.json_path, each.message[:200]) for each in validator().iter_errors(plain)] == []


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "scenarios: []",
        "scenarios: [{name: x, expext: {}}]",
        "scenarios: [{name: x, expect: {status: done}}]",
        "scenarios: [{name: x, expect: {took: [{branch: b, times: 3}]}}]",
        "scenarios: [{name: x, given: {world: {sed: 1}}}]",
        "scenarios: [{name: x, given: {stand-ins: [{caption: 3, first: 5}]}}]",
        "scenarios: [{name: x, when: [{do: {signal: [a]}}]}]",
        "scenarios: [{name: x, when: [{when: {at: [1]}}]}]",
        "scenarios: [{name: x, expect: {takes: {last: 3s}}}]",
    ],
)
def test_the_schema_refuses_mistakes(text: str) -> None:
    assert list(validator().iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize(
    "expect",
    [
        {"took": "a -> b", "never": ["a", {"caption": "b", "times": 3}], "order": [{"Any records?": "True"}]},
        {"requests": ["GET https://x", {"url": "*", "times": 0}], "signals": ["a|b", ["a", "b"], {"values": ["a"]}]},
        {"calls": "a", "spawns": ["a", {"name": "b", "times": 2}], "plays": [], "errors": "none"},
        {"variables": {"a": 1, "b": {"above": 3}, "c": None, "d": [1]}, "leads": {"lost": 0}, "takes": {"least": 1}},
        {"leads": "balanced", "happens": [{"text": "x", "with": {"a": 1}}], "errors": ["x"]},
    ],
)
def test_the_schema_takes_every_spelling(expect: Any) -> None:
    assert [each.message for each in validator().iter_errors({"scenarios": [{"name": "x", "expect": expect}]})] == []


# ----------------------------------------------------------------------------------------------------- from a trace
def record(studio: Any, *arguments: str) -> None:
    assert studio("run", *arguments, "--trace", "t.jsonl").code == 0


WORLD = 'when: [{when: {requests: "*"}, do: {answer: {json: {name: Ann}}}}]\nseed: 3\n'


def test_a_recorded_run_becomes_a_scenario(studio: Any, shop: Path) -> None:
    Path("world.yaml").write_text(WORLD, encoding="utf-8")
    record(
        studio, "orders.studio", "--world", "world.yaml", "--param", "customer=Ann", "--param", "amount=500", "--until", "1h",
        "--signal", "30s=Status|x", "--signal", "40s=Status", "--event", "50s=ONSIGNAL|Stop", "--set", "lines=5", "--seed", "9",
    )  # fmt: skip
    done = studio("test", "--from-trace", "t.jsonl", "-o", "test_made.yaml")
    assert (done.code, done.out) == (0, "")
    assert "test_made.yaml written; try it: studio test test_made.yaml" in done.err
    text = Path("test_made.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Recorded: t.jsonl.")
    made = yaml.safe_load(text)
    assert (made["script"], made["world"]) == ("orders.studio", "world.yaml")
    [scenario] = made["scenarios"]
    assert scenario["given"] == {
        "parameters": {"customer": "Ann", "amount": "500"}, "variables": {"lines": "5"}, "until": "1h", "seed": 9,
    }  # fmt: skip
    assert scenario["when"] == [
        {"when": {"after": "30s"}, "do": {"signal": ["Status", "x"]}},
        {"when": {"after": "40s"}, "do": {"signal": ["Status"]}},
        {"when": {"after": "50s"}, "do": {"event": {"event": "ONSIGNAL", "values": ["Stop"]}}},
    ]
    expect = scenario["expect"]
    assert (expect["status"], expect["at"], expect["errors"]) == ("ended", "Done", "none")
    assert expect["path"][-1] == "Done"
    assert expect["requests"] == [{"method": "GET", "url": "https://crm.example/customers/Ann", "times": 1}]
    assert expect["signals"] == [{"values": ["Order", "Ann"], "times": 1}]
    assert expect["spawns"] == [{"name": "shop\\warehouse", "times": 1}]
    done = studio("test", "test_made.yaml")
    assert (done.code, without_seconds(done.out)) == (0, "1 passed in … s\n")


def test_without_a_file_it_is_printed(studio: Any, shop: Path) -> None:
    record(studio, "credit.studio")
    done = studio("test", "--from-trace", "t.jsonl")
    assert done.code == 0
    made = yaml.safe_load(done.out)
    assert made["scenarios"][0]["expect"]["path"] == ["Begin -> Default", "Think -> Default", "Back"]
    assert "given" not in made["scenarios"][0]
    done = studio("test", "--from-trace", "t.jsonl", "--json")
    assert done.document["content"] == made
    assert (done.document["file"], done.document["diagnostics"]) == (None, [])


def test_where_a_run_began(studio: Any, shop: Path) -> None:
    record(studio, "orders.studio", "--from", "ONSIGNAL|Status", "--until", "5s")
    done = studio("test", "--from-trace", "t.jsonl", "-o", "test_made.yaml")
    assert done.code == 0
    assert yaml.safe_load(Path("test_made.yaml").read_text())["scenarios"][0]["given"]["begin-at"] == "ONSIGNAL|Status"
    assert studio("test").code == 0


def test_a_long_run(studio: Any, shop: Path) -> None:
    """Of a long way the branches are expected, each once."""
    record(studio, "orders.studio", "--until", "20d")
    studio("test", "--from-trace", "t.jsonl", "-o", "test_made.yaml")
    expect = yaml.safe_load(Path("test_made.yaml").read_text())["scenarios"][0]["expect"]
    assert "path" not in expect
    assert "Wait for a signal -> Default" in expect["took"]
    assert len(expect["took"]) == len(set(expect["took"])) < 15
    assert studio("test").code == 0


def test_what_is_hidden_is_not_written(studio: Any, shop: Path) -> None:
    record(studio, "orders.studio", "--param", "pin=4711", "--until", "5s")
    done = studio("test", "--from-trace", "t.jsonl", "-o", "test_made.yaml")
    assert (done.code, Path("test_made.yaml").exists()) == (2, False)
    assert "TS204" in done.err
    record(studio, "orders.studio", "--param", "pin=4711", "--until", "5s", "--show-redacted")
    assert studio("test", "--from-trace", "t.jsonl", "-o", "test_made.yaml").code == 0
    expect = yaml.safe_load(Path("test_made.yaml").read_text())["scenarios"][0]["expect"]
    assert "pin" in expect["variables"]
    assert studio("test").code == 0


def test_what_a_scenario_can_not_say(studio: Any, shop: Path) -> None:
    record(studio, "orders.studio", "--steps", "3")
    done = studio("test", "--from-trace", "t.jsonl")
    assert (done.code, done.out) == (2, "")
    assert "TS203" in done.err
    assert "--steps" in done.err
    assert studio("run", "orders.studio", "--until", "5s", "--save", "kept.json").code == 0
    record(studio, "orders.studio", "--resume", "kept.json", "--until", "9s")
    done = studio("test", "--from-trace", "t.jsonl", "--json")
    assert done.code == 2
    assert "TS203" in done.out
    assert done.err == ""


def test_a_file_that_is_there_is_left_alone(studio: Any, shop: Path) -> None:
    record(studio, "credit.studio")
    Path("test_made.yaml").write_text("mine\n", encoding="utf-8")
    done = studio("test", "--from-trace", "t.jsonl", "-o", "test_made.yaml")
    assert (done.code, Path("test_made.yaml").read_text(encoding="utf-8")) == (2, "mine\n")
    assert "it is there already" in done.err


def test_a_trace_that_is_old(studio: Any, shop: Path) -> None:
    record(studio, "credit.studio")
    text = Path("credit.studio").read_text(encoding="utf-8")
    Path("credit.studio").write_text(text.replace("Seconds = 2", "Seconds = 3"), encoding="utf-8")
    done = studio("test", "--from-trace", "t.jsonl", "-o", "test_made.yaml")
    assert done.code == 0
    assert "warning TS201" in done.err
    assert studio("test").code == 0, "it says what happens now"


@pytest.mark.parametrize(
    ("content", "code"), [("", "TR002"), ("{}\n", "TR002"), ("x\n", "TR002"), (None, ""), ("\x00\xff", "TR001")]
)
def test_what_is_no_trace(content: str | None, code: str, studio: Any, shop: Path) -> None:
    if content is not None:
        Path("t.jsonl").write_text(content, encoding="latin-1")
    done = studio("test", "--from-trace", "t.jsonl")
    assert (done.code, done.out) == (2, "")
    assert code in done.err
    assert done.err


def test_a_trace_of_a_script_that_is_gone(studio: Any, shop: Path) -> None:
    record(studio, "credit.studio")
    Path("credit.studio").unlink()
    done = studio("test", "--from-trace", "t.jsonl")
    assert done.code == 2
    assert "TR007" in done.err


def test_a_scenario_in_another_folder(studio: Any, shop: Path) -> None:
    Path("world.yaml").write_text(WORLD, encoding="utf-8")
    Path("tests").mkdir()
    record(studio, "orders.studio", "--world", "world.yaml", "--until", "5s")
    assert studio("test", "--from-trace", "t.jsonl", "-o", "tests/test_made.yaml").code == 0
    made = yaml.safe_load(Path("tests/test_made.yaml").read_text())
    assert (made["script"], made["world"]) == ("../orders.studio", "../world.yaml")
    assert studio("test", "tests").code == 0


# --------------------------------------------------------------------------------------------------------- watching
def options(*paths: Path, **more: Any) -> Options:
    given: dict[str, Any] = dict.fromkeys(Options.__dataclass_fields__)
    return Options(**(given | {"paths": list(paths), "actions": []} | more))


def test_folders_that_are_watched(shop: Path) -> None:
    inner, elsewhere = shop / "tests", shop.parent / f"{shop.name} elsewhere"
    inner.mkdir()
    elsewhere.mkdir()
    open_shop(elsewhere)
    (elsewhere / "world.yaml").touch()
    (inner / "test_x.yaml").write_text("script: ../orders.studio\nscenarios: [{name: x}]\n", encoding="utf-8")
    assert folders(options(inner)) == [shop.resolve()], "a folder stands for those inside it"
    text = f"script: {elsewhere}/orders.studio\nworld: {elsewhere}/world.yaml\nscenarios: [{{name: x}}]\n"
    (inner / "test_x.yaml").write_text(text, encoding="utf-8")
    assert folders(options(inner / "test_x.yaml")) == sorted([inner.resolve(), elsewhere.resolve()])
    (inner / "test_x.yaml").write_text("scenarios: [", encoding="utf-8")
    assert folders(options(inner)) == [inner.resolve()]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("orders.studio", True),
        ("deep/er/test_x.yaml", True),
        ("LEADS.CSV", True),
        ("golden/x.txt", True),
        ("notes.md", False),
        ("orders.studio~", False),
        (".orders.studio", False),
        (".git/x/y/test_x.yaml", False),
        ("out.json", False),
        ("coverage/index.json", False),
        ("other.json", True),
    ],
)
def test_what_matters(name: str, counts: bool, tmp_path: Path) -> None:
    root = tmp_path / ".hidden" / "work"
    root.mkdir(parents=True)
    given = options(root, coverage=root / "out.json", html=root / "coverage", junit=root / "out.xml")
    assert matters(given, root / name) is counts
