"""The file store: names that lead out of it, a real folder with traps in it, sounds, and a store that is saved half-way."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from studio.runtime.ports.files import FileFailure, Sending
from studio.runtime.state import UnreadableState, restore_engine, save_engine
from studio.world.files.names import parts_of
from studio.world.files.settings import FilesSettings
from studio.world.files.store import FileStore
from studio.world.files.wav import Wav, joined, read_wav, silence, write_wav
from studio.world.settings import WorldSettings
from studio.world.world import World

Bench = Callable[..., Any]

SCRIPT = """
script "main"
    media = Generic

Begin "Begin"
    -> "Write"

Writefile "Write"
    FileName = log.txt
    OutputText = {ContactID};
    Append = True
    -> "Send"

Sendfile "Send"
    FileName = log.txt
    HostName = h
    Username = u
    Password = p
    -> "Wait"

Wait "Wait"
    Seconds = 10
    -> "Write"
"""


def store_of(folder: Path = Path(), **settings: Any) -> FileStore:
    world = World(WorldSettings(files=FilesSettings.model_validate(settings)), folder=folder)
    found: FileStore = world.engine.ports.files
    return found


# ----------------------------------------------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("name", "script", "found"),
    [
        ("a.txt", "main", "a.txt"),
        ("a.txt", "Folder\\main", "Folder/a.txt"),
        ("..\\b\\a.txt", "Folder\\main", "b/a.txt"),
        ("../../a.txt", "A/B/main", "a.txt"),
        (".\\x\\.\\a.txt", "main", "x/a.txt"),
        ("x\\\\a.txt", "main", "x/a.txt"),
        (" a b.txt ", "main", "a b.txt"),
        ("\\..\\a.txt", "Folder\\main", "a.txt"),
        (".hidden", "main", ".hidden"),
        ("console.txt", "main", "console.txt"),
        ("a.txt", "..\\..\\main", "a.txt"),
        ("a.txt", "\\\\server\\share\\main", "server/share/a.txt"),
    ],
)
def test_names_that_mean_a_file(name: str, script: str, found: str) -> None:
    assert "/".join(parts_of(name, script)) == found


@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "x\\", "x/..", "x\\.", "..\\a", "x\\..\\..\\a", "/a", "\\a", "\\\\server\\a", "//a", "\\\\?\\C:\\a",
        "C:a", "c:\\a", "Z:/a", "a:b", "file:///etc/passwd", "a\0b", "a\nb", "a\x7f", "a*", "a?", "a|b", "<a", 'a"b',
        "CON", "con.txt", "x\\nul", "COM1", "lpt9.log", "AUX .txt", "conin$", "COM¹", "a.", "a.\\b", "a \\b", "\ud800",
        "a" * 241, "ä" * 200, "a\\" * 40 + "a", "a" * 2_000,
    ],
)  # fmt: skip
def test_names_that_mean_none(name: str, tmp_path: Path) -> None:
    """Each is refused in the script's terms, whatever the store is, and nothing comes of it."""
    (tmp_path / "inside").mkdir()
    for store in (store_of(), store_of(tmp_path, root="inside")):
        for ask in (store.exists, store.read, store.info, store.delete):
            with pytest.raises(FileFailure) as fault:
                ask(name)
            assert str(tmp_path) not in str(fault.value)
        with pytest.raises(FileFailure):
            store.write(name, "", b"x")
        assert store.seconds(name) == 3.0
    assert [each.name for each in tmp_path.rglob("*")] == ["inside"]


def test_absolute_names_from_the_root_of_the_store() -> None:
    assert parts_of("\\Prompts\\a.wav", "Folder\\main", "root") == ("Prompts", "a.wav")
    for name in ("\\Prompts\\..\\..\\a.wav", "C:\\a.wav", "\\\\server\\a.wav"):
        with pytest.raises(FileFailure):
            parts_of(name, "Folder\\main", "root")


# ---------------------------------------------------------------------------------------------------------- memory
def test_files_and_folders_do_not_share_a_place() -> None:
    store = store_of(initial={"a": {"text": "1"}, "b/c": {"text": "2"}})
    for name, message in (("A/x", '"A" is a file'), ("B", '"B" is a folder')):
        with pytest.raises(FileFailure, match=message):
            store.write(name, "", b"x")
    store.delete("b/c")
    store.write("B", "", b"x")
    assert store.read("b") == b"x"
    assert store.info("b").path == "B"


def test_a_file_keeps_its_spelling_and_its_beginning() -> None:
    store = store_of(initial={"Logs/A.txt": {"text": "1"}})
    info = store.write("logs/a.txt", "", b"2", append=True, contact="7")
    assert (info.path, info.name, info.size, info.contact) == ("Logs\\A.txt", "A.txt", 2, "7")


def test_a_saved_run_goes_on_the_same(bench: Bench) -> None:
    def made() -> Any:
        return bench(SCRIPT, files={"initial": {"x/y.bin": {"base64": "AAECAw=="}}})

    def seen(run: Any) -> Any:
        store = run.engine.ports.files
        return store.read("log.txt"), store.info("LOG.TXT"), [(each.time, each.content) for each in store.sent]

    whole = made()
    whole.start()
    whole.go_on(15)
    data = json.loads(json.dumps(save_engine(whole.engine)))
    other = made()
    other.engine.ports.files.write("to be gone", "", b"")
    restore_engine(other.engine, data)
    assert save_engine(other.engine) == data
    for run in (whole, other):
        run.go_on(20)
        assert run.engine.ports.files.read("log.txt") == b"1001;" * 4
        assert not run.engine.ports.files.exists("to be gone")
    assert seen(whole) == seen(other)


def test_what_is_sent_is_kept_within_limits() -> None:
    store = store_of(initial={"a": {"text": "abc"}}, most_bytes=5)
    to = Sending("h", "in", "u", "p")
    assert store.send("a", "", to) == 0.0
    assert [(each.host, each.folder, each.name, each.content) for each in store.sent] == [("h", "in", "a", b"abc")]
    with pytest.raises(FileFailure, match="no more than 5 bytes"):
        store.send("a", "", to)


# ------------------------------------------------------------------------------------------------------ real folder
@pytest.fixture
def granted(tmp_path: Path) -> Path:
    root = tmp_path / "store"
    (root / "Logs").mkdir(parents=True)
    (root / "Logs" / "A.txt").write_text("inside")
    (tmp_path / "secret.txt").write_text("outside")
    return root


def test_a_granted_folder_is_the_store(granted: Path) -> None:
    store = store_of(granted.parent, root="store")
    assert store.read("logs/a.txt") == b"inside"
    assert store.info("LOGS\\A.TXT").path == "Logs\\A.txt"
    store.write("a.txt", "logs\\main", b"!", append=True)
    store.write("new/deep/b.txt", "", b"b")
    assert (granted / "Logs" / "A.txt").read_text() == "inside!"
    assert (granted / "new" / "deep" / "b.txt").read_text() == "b"
    store.write("logs/a.txt", "", b"c")
    assert (granted / "Logs" / "A.txt").read_text() == "c"
    store.delete("new/deep/B.txt")
    assert not store.exists("new/deep/b.txt")
    assert not store.exists("new/deep")
    assert store.state()["files"] is None


def test_links_are_not_followed(granted: Path) -> None:
    (granted / "file").symlink_to(granted.parent / "secret.txt")
    (granted / "folder").symlink_to(granted.parent, target_is_directory=True)
    (granted / "dangling").symlink_to(granted.parent / "made by a script")
    (granted / "own").symlink_to(granted / "Logs" / "A.txt")
    store = store_of(granted.parent, root="store")
    for name in ("file", "FILE", "folder/secret.txt", "folder/new", "dangling", "own", "folder/store/Logs/A.txt"):
        for ask in (store.exists, store.read, store.delete):
            with pytest.raises(FileFailure, match="is a link"):
                ask(name)
        with pytest.raises(FileFailure, match="is a link"):
            store.write(name, "", b"x")
    assert sorted(each.name for each in granted.parent.iterdir()) == ["secret.txt", "store"]
    assert (granted.parent / "secret.txt").read_text() == "outside"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_pipes_are_no_files(granted: Path) -> None:
    """Opening one would wait for ever."""
    os.mkfifo(granted / "pipe")
    store = store_of(granted.parent, root="store")
    for ask in (store.exists, store.read, store.delete):
        with pytest.raises(FileFailure, match="no ordinary file"):
            ask("pipe")
    with pytest.raises(FileFailure, match="no ordinary file"):
        store.write("pipe", "", b"x")


def test_a_folder_granted_for_reading(granted: Path) -> None:
    store = store_of(granted.parent, root="store", writable=False)
    assert store.exists("Logs/A.txt")
    for act in (lambda: store.write("b", "", b""), lambda: store.delete("Logs/A.txt")):
        with pytest.raises(FileFailure, match="for reading only"):
            act()
    assert [each.name for each in granted.rglob("*.txt")] == ["A.txt"]


def test_large_and_odd_real_files(granted: Path) -> None:
    store = store_of(granted.parent, root="store", largest_bytes=5)
    with pytest.raises(FileFailure, match="6 bytes is larger than 5"):
        store.read("Logs/A.txt")
    with pytest.raises(FileFailure, match='"Logs" is a folder'):
        store.write("Logs", "", b"x")
    with pytest.raises(FileFailure, match=r'"A\.txt" is a file'):
        store.write("Logs/A.txt/b", "", b"x")


def test_a_run_of_memory_is_not_gone_on_from_in_a_real_folder(bench: Bench, granted: Path) -> None:
    run = bench(SCRIPT)
    data = save_engine(run.engine)
    other = World(WorldSettings(files=FilesSettings(root=granted)), run.world.project)
    with pytest.raises((UnreadableState, ValueError), match="another kind of file store"):
        restore_engine(other.engine, data)


# ---------------------------------------------------------------------------------------------------------- sounds
def test_how_long_sounds_play() -> None:
    law = struct.pack("<HHIIHHH", 7, 1, 8_000, 8_000, 1, 8, 0)
    wide = struct.pack("<HHIIHH", 1, 2, 44_100, 176_400, 4, 16)
    listed = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    plain = write_wav(Wav(law, b"\xff" * 12_000))
    with_list = plain[:12] + listed + plain[12:]
    store = store_of(default_seconds=7)
    for name, content, seconds in (
        ("law.wav", plain, 1.5),
        ("wide.wav", write_wav(Wav(wide, b"\0" * 88_200)), 0.5),
        ("list.wav", with_list, 1.5),
        ("silence.wav", silence(2.25), 2.25),
        ("empty.wav", write_wav(Wav(law, b"")), 7),
        ("rate.wav", write_wav(Wav(struct.pack("<HHIIHH", 1, 1, 0, 0, 1, 8), b"ab")), 7),
        ("song.mp3", b"ID3", 7),
        ("head.wav", plain[:20], 7),
        ("broken.wav", plain[:-6_000], 0.75),
        ("lie.wav", plain[:42] + b"\xff\xff\xff\xff" + plain[46:], 1.5),
    ):
        store.write(name, "", content)
        assert store.seconds(name) == seconds, name
    assert store.seconds("not there.wav") == 7


def test_joined_sounds_are_one_file() -> None:
    both = read_wav(joined([("a", silence(1)), ("b", silence(0.5))]))
    assert both is not None
    assert both.seconds == 1.5
    assert read_wav(write_wav(both)) == both


# --------------------------------------------------------------------------------------------------------- settings
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"initial": {"../a": {"text": ""}}}, "leads out of the store"),
        ({"initial": {"a": {}}}, "give one of text, base64, from and seconds"),
        ({"initial": {"a": {"text": "", "seconds": 1}}}, "give one of"),
        ({"initial": {"a": {"text": ""}, "A": {"text": ""}}}, "is stated twice"),
        ({"initial": {"a": {"base64": "%"}}}, "no base64"),
        ({"initial": {"a": {"seconds": 0}}}, "greater than 0"),
        ({"initial": {"a": {"text": ""}}, "root": "."}, "give either a root or initial files"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_settings_that_make_no_sense(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        FilesSettings.model_validate(wrong)


def test_real_things_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no folder 'nowhere'"):
        store_of(tmp_path, root="nowhere")
    with pytest.raises(ValueError, match=r"'a': .*No such file"):
        store_of(tmp_path, initial={"a": {"from": "nowhere.txt"}})
    with pytest.raises(ValueError, match="larger than 2"):
        store_of(tmp_path, initial={"a": {"text": "abc"}}, largest_bytes=2)


def test_files_from_beside_the_world_file(tmp_path: Path) -> None:
    (tmp_path / "hours.txt").write_bytes(b"9 to 5")
    store = store_of(tmp_path, initial={"Texts/hours.txt": {"from": "hours.txt"}})
    assert store.read("texts\\HOURS.txt") == b"9 to 5"
