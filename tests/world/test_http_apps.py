"""Apps that a world file names: never run unless the user has said so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.runtime.ports import HttpAnswer, HttpRequest
from studio.world.addresses import Address
from studio.world.settings import WorldSettings
from studio.world.world import World

APP = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from pathlib import Path
Path(__file__).with_name("ran").write_text("")


def hello(request):
    # Not async: it runs in a thread.
    return JSONResponse({"hello": request.query_params["name"]})


shop = Starlette(routes=[Route("/hello", hello)])
nothing = 5
"""
SCRIPT = """
script "main"
    media = Generic

Begin "Begin"
    -> "Ask"

REST_API "Ask"
    ServiceAddress = https://shop.example/hello?name=you
    Verb = GET
    resultSet = found
    -> "Read"
    OnError -> "Read"

Snippet "Read"
    Data:
        | hello = found.hello
    -> "End"

End "End"
"""
WORLD = "http: {{routes: [{{prefix: 'https://shop.example', app: '{}'}}]}}"


def load(folder: Path, app: str, *actions: Path) -> tuple[World | None, str]:
    (folder / "main.studio").write_text(SCRIPT)
    (folder / "world.yaml").write_text(WORLD.format(app))
    world, found = World.load(folder / "world.yaml", folder / "main.studio", actions=actions)
    return world, " ".join(each.message for each in found)


def run(world: World) -> object:
    script = world.project.resolve("main", "")
    assert script is not None
    result = world.run(script)
    world.close()
    return result.contacts[0].variables["hello"]


def test_a_folder_that_was_named_lets_its_apps_run(tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "_shop.py").write_text(APP)
    world, _ = load(tmp_path, "_shop:shop", code)
    assert world is not None
    assert run(world) == "you"


def test_a_world_file_alone_runs_nothing(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(APP)
    world, message = load(tmp_path, "shop:shop")
    assert world is None
    assert "--actions FOLDER" in message
    assert not (tmp_path / "ran").exists()


def test_a_named_folder_allows_only_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    world, message = load(tmp_path, "json:dumps", tmp_path / "code")
    assert world is None
    assert "no json.py in" in message


@pytest.mark.parametrize(
    ("app", "message"),
    [
        ("_shop:missing", "AttributeError"),
        ("_shop:nothing", "can't be called"),
        ("_bad:x", "SyntaxError"),
        ("_out:x", "SystemExit"),
    ],
)
def test_an_app_that_is_none_is_told(tmp_path: Path, app: str, message: str) -> None:
    (tmp_path / "_shop.py").write_text(APP)
    (tmp_path / "_bad.py").write_text("1 +")
    (tmp_path / "_out.py").write_text("raise SystemExit(0)")
    world, found = load(tmp_path, app, tmp_path)
    assert world is None
    assert message in found


def test_actions_that_leave_the_program_are_told(tmp_path: Path) -> None:
    (tmp_path / "out.py").write_text("raise SystemExit(0)")
    world, found = World.load(None, tmp_path / "main.studio", actions=[tmp_path])
    assert world is None
    assert found[0].code == "WF006"


def test_the_api_may_allow_any_module_and_hand_services_over() -> None:
    class Own:
        def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
            return HttpAnswer(200, "OK", {}, json.dumps({"path": address.path}).encode())

    routes = [
        {"prefix": "https://a.example", "service": "own"},
        {"prefix": "https://b.example", "app": "studio.sdk:text"},
    ]
    settings = WorldSettings.model_validate({"http": {"routes": routes}})
    world = World(settings, services={"own": Own()}, allow_code=True)
    answer = world.engine.ports.http.send(HttpRequest("GET", "https://a.example/x"), world.now())
    assert answer.body == b'{"path": "/x"}'
    assert (
        world.fork().engine.ports.http.send(HttpRequest("GET", "https://a.example/y"), world.now()).body
        == b'{"path": "/y"}'
    )
    # What is no app at all fails as a service would.
    assert world.engine.ports.http.send(HttpRequest("GET", "https://b.example/"), world.now()).status == 500
    with pytest.raises(ValueError, match="allow code"):
        World(settings, services={"own": Own()})
    with pytest.raises(KeyError):
        World(settings, allow_code=True)


def test_a_fork_asks_the_same_services() -> None:
    """Services that were handed over are the fork's too."""

    class Here:
        def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
            return HttpAnswer(200, "OK", {}, b'{"here": 1}')

    settings = WorldSettings.model_validate({"http": {"routes": [{"prefix": "https://x.example/", "service": "here"}]}})
    fork = World(settings, services={"here": Here()}).fork()
    assert fork.engine.ports.http.send(HttpRequest("GET", "https://x.example/"), fork.now()).body == b'{"here": 1}'
