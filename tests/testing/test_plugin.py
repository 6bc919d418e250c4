"""The pytest plugin, in sessions of its own: scenario files beside Python tests, reports, fixtures."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

import pytest
from shop import SCENARIOS, open_shop, suite_of

from studio.testing.scenario import run_case
from studio.testing.stage import Stage

pytest_plugins = ["pytester"]

#: How a session is told of the plugin where it isn't installed: one that is must not be named again.
PLUGIN = (
    ()
    if any(each.value == "studio.testing.plugin" for each in entry_points(group="pytest11"))
    else ("-p", "studio.testing.plugin")
)
FAILING = """
script: orders.studio
given: {until: 20s, parameters: {customer: Ann, amount: 120, pin: 4711}}
scenarios:
  - name: a lost order
    expect: {status: ended, took: [Ask CRM -> Default], variables: {pin: "9999"}}
  - name: not yet
    skip: the CRM is new
  - name: fine
"""


@pytest.fixture(scope="module", autouse=True)
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sessions within this process begin with what is loaded here, and forget what else they load."""
    folder, stage = open_shop(tmp_path_factory.mktemp("loaded")), Stage()
    for case in suite_of(folder, SCENARIOS, stage).cases:
        assert run_case(case, stage).passed


@pytest.fixture
def shop(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with the shop's scripts and two scenarios."""
    open_shop(pytester.path)
    (pytester.path / "test_shop.yaml").write_text(SCENARIOS, encoding="utf-8")
    return pytester


def session(shop: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """A session in this process, without plugins that would load a lot for each."""
    # An editable install of studio makes pytest warn of modules that it might have rewritten.
    quiet = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
    return shop.runpytest_inprocess(*PLUGIN, *quiet, "-p", "no:hypothesispytest", "-p", "no:anyio", *arguments)


def text(found: pytest.RunResult) -> str:
    return "\n".join(found.outlines + found.errlines)


def test_scenario_files_are_tests_beside_python(shop: pytest.Pytester) -> None:
    shop.makepyfile(test_more="def test_one():\n    pass\n")
    found = session(shop, "-v")
    found.assert_outcomes(passed=3)
    lines = [line.split(" [")[0].rstrip() for line in found.outlines]
    assert "test_shop.yaml::The CRM answers PASSED" in lines
    assert "test_shop.yaml::It does not PASSED" in lines
    assert "test_more.py::test_one PASSED" in lines


def test_some_are_chosen(shop: pytest.Pytester) -> None:
    session(shop, "-k", "answers").assert_outcomes(passed=1, deselected=1)
    session(shop, "test_shop.yaml::It does not").assert_outcomes(passed=1)
    assert session(shop, "-k", "nobody").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_what_failed_is_told_in_the_authors_terms(shop: pytest.Pytester) -> None:
    (shop.path / "test_lost.yaml").write_text(FAILING, encoding="utf-8")
    found = session(shop, "test_lost.yaml", "-rs")
    found.assert_outcomes(passed=1, failed=1, skipped=1)
    told = text(found)
    found.stdout.fnmatch_lines(
        [
            "*_ a lost order _*",
            "- the run is waiting, not ended",
            '- "Ask CRM" -> Default was never taken: it took OnError',
            "- pin is hidden, and not as expected",
            "",
            'contact 1001, shop*orders: waiting at #11 "Wait for a signal"',
            '*#4 REST_API "Ask CRM" -> OnError (#5)',
            "*outcome = no answer: this world has no network",
            "SKIPPED [[]1[]] test_lost.yaml:7: the CRM is new",
        ]
    )
    assert "    pin = •••" in found.outlines
    assert "Traceback" not in told
    assert ".py:" not in told.partition("short test summary")[0]
    assert "4711" not in told


def test_it_stops_at_the_first_that_fails(shop: pytest.Pytester) -> None:
    (shop.path / "test_lost.yaml").write_text(FAILING, encoding="utf-8")
    session(shop, "-x").assert_outcomes(failed=1)


def test_the_last_that_failed(shop: pytest.Pytester) -> None:
    (shop.path / "test_lost.yaml").write_text(FAILING, encoding="utf-8")
    session(shop).assert_outcomes(passed=3, failed=1, skipped=1)
    session(shop, "--lf").assert_outcomes(failed=1)
    (shop.path / "test_lost.yaml").write_text(FAILING.replace("expect", "#"), encoding="utf-8")
    session(shop, "--lf").assert_outcomes(passed=1)


@pytest.mark.slow
def test_several_processes(shop: pytest.Pytester) -> None:
    (shop.path / "test_lost.yaml").write_text(FAILING, encoding="utf-8")
    found = shop.runpytest_subprocess(*PLUGIN, "-n", "2")
    found.assert_outcomes(passed=3, failed=1, skipped=1)
    found.stdout.fnmatch_lines(["- the run is waiting, not ended"])


def test_junit(shop: pytest.Pytester) -> None:
    (shop.path / "test_lost.yaml").write_text(FAILING, encoding="utf-8")
    session(shop, "--junit-xml", "out.xml")
    suite = ElementTree.parse(shop.path / "out.xml").getroot()[0]
    counts = {name: suite.get(name) for name in ("tests", "failures", "skipped", "errors")}
    assert counts == {"tests": "5", "failures": "1", "skipped": "1", "errors": "0"}
    [failed] = [each for each in suite if each.find("failure") is not None]
    assert (failed.get("classname"), failed.get("name")) == ("test_lost.yaml", "a lost order")
    failure = failed.find("failure")
    assert failure is not None
    assert "- the run is waiting, not ended" in (failure.text or "")


def test_files_of_other_tools_are_left_alone(shop: pytest.Pytester) -> None:
    (shop.path / "test_openapi.yaml").write_text("openapi: 3.0\npaths: {}\n", encoding="utf-8")
    (shop.path / "test_nested.yml").write_text("suite:\n  scenarios: [1]\n# scenarios: 3\n", encoding="utf-8")
    (shop.path / "test_large.yaml").write_text("a: b\n" * 100_000, encoding="utf-8")
    (shop.path / "test_bytes.yaml").write_bytes(b"\xff\xfe\x00")
    (shop.path / "shop.yaml").write_text(FAILING, encoding="utf-8")
    (shop.path / "test_list.json").write_text("scenarios: []", encoding="utf-8")
    session(shop).assert_outcomes(passed=2)


def test_a_file_that_begins_with_a_mark_of_its_encoding(shop: pytest.Pytester) -> None:
    content = "scenarios: [{name: x, script: orders.studio}]\n"
    (shop.path / "test_mark.yaml").write_text(content, encoding="utf-8-sig")
    session(shop, "test_mark.yaml").assert_outcomes(passed=1)


def test_a_broken_file_is_told_whole(shop: pytest.Pytester) -> None:
    broken = SCENARIOS.replace("until: 20s", "until: soon").replace("Ask CRM", "Ask CMR")
    (shop.path / "test_broken.yaml").write_text(broken, encoding="utf-8")
    found = session(shop)
    found.assert_outcomes(errors=1)
    assert found.ret == pytest.ExitCode.INTERRUPTED
    found.stdout.fnmatch_lines(["*test_broken.yaml:3:16: error TS003: until: 'soon'*", "*:9:21: error TS101:*Ask CMR*"])
    assert "Traceback" not in text(found)


def test_a_script_that_can_not_start(shop: pytest.Pytester) -> None:
    bad = 'script "b"\n\nBegin "Begin"\n    -> "S"\n\nSnippet "S"\n    Data:\n        | ASSIGN x = NOSUCH(1)\n'
    (shop.path / "b.studio").write_text(bad, encoding="utf-8")
    (shop.path / "test_b.yaml").write_text("script: b.studio\nscenarios: [{name: x}]\n", encoding="utf-8")
    found = session(shop, "test_b.yaml")
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*error SN301: function NOSUCH is not known*"])


def test_actions_that_can_not_be_used(shop: pytest.Pytester) -> None:
    (shop.path / "mine").mkdir()
    (shop.path / "mine" / "bad.py").write_text("1 / 0\n", encoding="utf-8")
    found = session(shop, "--studio-actions", "mine")
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    assert "ZeroDivisionError" in text(found)
    assert "INTERNALERROR" not in text(found)


def test_golden_traces(shop: pytest.Pytester) -> None:
    (shop.path / "test_gold.yaml").write_text(
        "script: orders.studio\nscenarios: [{name: x, given: {until: 5s}, expect: {trace: x.txt}}]\n", encoding="utf-8"
    )
    session(shop, "test_gold.yaml").assert_outcomes(failed=1)
    session(shop, "test_gold.yaml", "--studio-accept").assert_outcomes(passed=1)
    session(shop, "test_gold.yaml").assert_outcomes(passed=1)
    (shop.path / "x.txt").write_text("other\n", encoding="utf-8")
    found = session(shop, "test_gold.yaml")
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["- golden trace x.txt: this run is another", "-other"])


# --------------------------------------------------------------------------------------------------------- fixtures
FIXTURES = """
import pytest

CRM = {"when": {"requests": "*"}, "do": {"answer": {"json": {"name": "Ann"}}}}


def test_a_script(script):
    assert script("orders.studio").name == "shop\\\\orders"
    assert script("orders.studio") is script("orders.studio")


def test_by_name(run):
    ran = run("orders.studio", customer="Bob", amount=7, when=[CRM], until="20s")
    assert ran.took("Large order? -> False")
    assert ran.variable("customer") == "Bob"
    assert run("orders.studio", "Eve", 8, until=1).variable("customer") == "Eve"
    assert len({id(each.world) for each in run.runs}) == 2


def test_worlds(run, world):
    assert run("orders.studio", world="world.yaml", go_on=False).world.settings.seed == 5
    assert run("orders.studio", world=world("world.yaml", seed=6), go_on=False).world.settings.seed == 6
    assert run("orders.studio", world={"seed": 7}, go_on=False).world.settings.seed == 7
    assert world().settings.zone == "UTC"


def test_what_a_world_says_comes_behind(run, world):
    given = world(when=[CRM | {"do": {"answer": {"json": {"name": "world"}, "delay": "2s"}}}],
                  mock=[{"caption": "Check credit", "first": [{"outputs": {"ReturnVariable": "world"}}]}])
    ran = run("orders.studio", world=given, amount=500, until=5)
    assert (ran.variable("found"), ran.variable("credit")) == ({"name": "world"}, "world")
    ran = run("orders.studio", world=given, amount=500, until=5, when=[CRM],
              stand_ins=[{"caption": "Check credit", "outputs": {"ReturnVariable": "own"}}])
    assert (ran.variable("found"), ran.variable("credit")) == ({"name": "Ann"}, "own")


def test_begin_at_and_variables(run):
    ran = run("orders.studio", begin_at="onsignal|Status", variables={"asked": 4}, until=1)
    assert ran.variables["asked"] == 5
    assert ran.path()[0] == "Heard -> Default"


def test_a_script_object(run, script):
    assert run(script("credit.studio"), "Ann", until="5s").status == "ended"


def test_what_can_not_be(run, world):
    from studio.testing.stage import Unusable

    with pytest.raises(Unusable):
        run("nothing.studio")
    with pytest.raises(Unusable):
        world(sed=1)
    with pytest.raises(Unusable):
        run("orders.studio", when=[{"when": {}}])


def test_alone(run_action):
    assert run_action("orders.studio", "Large order?", {"amount": 101}).to == "Check credit"
    assert run_action("orders.studio", "Ask CRM", mock=404).branch == "OnError"
"""


def test_fixtures(shop: pytest.Pytester) -> None:
    (shop.path / "world.yaml").write_text("seed: 5\n", encoding="utf-8")
    shop.makepyfile(test_fixtures=FIXTURES)
    session(shop, "test_fixtures.py").assert_outcomes(passed=8)


def test_a_python_test_that_fails_tells_how_its_scripts_ran(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        test_fails="""
        def test_order(run):
            ran = run("orders.studio", pin=4711, until=1)
            run("credit.studio", until=1)
            assert ran.took("Count")
        """
    )
    found = session(shop)
    found.assert_outcomes(passed=2, failed=1)
    found.stdout.fnmatch_lines(
        [
            '*assert <no: "Count" was never taken>*',
            "*- how shop*orders ran -*",
            'first difference: "Count" was never taken',
            "contact 1001, shop*orders: waiting*",
            "    pin = •••",
            "*- how shop*credit ran -*",
        ]
    )
    assert "4711" not in text(found).partition("- how shop")[2]


def test_files_are_found_beside_the_test(shop: pytest.Pytester) -> None:
    folder = shop.path / "deep"
    folder.mkdir()
    open_shop(folder, "credit")
    (folder / "test_deep.py").write_text(
        "def test_x(run, script):\n    assert run('credit.studio').status == 'ended'\n", encoding="utf-8"
    )
    session(shop, "deep").assert_outcomes(passed=1)


def test_nothing_is_loaded_where_it_is_not_needed(tmp_path: Path, pytester: pytest.Pytester) -> None:
    """Whoever has studio installed has the plugin in every session."""
    pytester.makepyfile(
        test_bare="import sys\n\ndef test_x():\n    assert not {'studio.world.world', 'studio.testing.stage'} & set(sys.modules)\n"
    )
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1)
