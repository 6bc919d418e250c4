"""A script that runs in a test, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND, iso, length
from studio.runtime.contact import Contact
from studio.runtime.events import Event
from studio.runtime.tracing import KeptTrace
from studio.runtime.tracing.describing import shortened
from studio.testing.ran.checks import Check
from studio.testing.ran.steps import Step, Wanted, first_missing, steps_of
from studio.testing.ran.story import story
from studio.world.callers.patterns import fits
from studio.world.when.expecting import HIDDEN, difference, shown, value_of
from studio.world.when.happening import request_fits, script_fits, text_fits
from studio.world.when.settings import Asked

if TYPE_CHECKING:
    from studio.diagnostics import Diagnostic
    from studio.script.model import Script
    from studio.world.balance import Balance
    from studio.world.result import ContactResult, RunResult
    from studio.world.world import World

#: How many steps, or other things, a message names; and characters of such a thing.
_NEAR, _WIDTH = 4, 160


class Ran:
    """A run of a script, at any time of it: ask it, do something to it, and let it go on.

    Captions are compared as everywhere in tests: letter case and blanks do not count, ``*`` and ``?`` may stand in them.
    """

    def __init__(self, world: World, script: Script, trace: KeptTrace, contact: Contact | None) -> None:
        """``trace`` has watched the world from the beginning; ``contact`` is the one that was begun, None where it could not."""
        self.world = world
        self.script = script
        self._trace = trace
        self._contact = contact
        self._kept: tuple[int, list[Event]] | None = None
        self._counted_steps: tuple[tuple[int, int], list[Step]] | None = None
        #: What was found wrong of late, for the report of a test that fails.
        self.told: list[Check] = []

    def fork(self) -> Ran:
        """A copy that goes on by itself, in a world of its own, with everything that has happened until now."""
        world = self.world.fork()
        trace = self._trace.copy()
        world.engine.observe(trace)
        contact = None if self._contact is None else world.engine.contacts.get(self._contact.id)
        return Ran(world, self.script, trace, contact)

    # ------------------------------------------------------------------------------------------ how it stands
    @property
    def result(self) -> RunResult:
        """Status, clock and contacts, as ``studio run`` reports them."""
        return self.world.result()

    @property
    def status(self) -> str:
        """The first of failed, stuck, waiting, ended that a contact has."""
        return self.result.status

    @property
    def problems(self) -> list[Diagnostic]:
        """Findings of the run, one that could not go on, say."""
        return self.result.diagnostics

    @property
    def clock(self) -> str:
        """The virtual time, ISO."""
        return iso(self.world.engine.now)

    @property
    def contact(self) -> Contact:
        """The contact that was begun."""
        assert self._contact is not None, "the script could not start"
        return self._contact

    @property
    def events(self) -> list[Event]:
        """Everything that happened, in order."""
        count = self._trace.count
        if self._kept is None or self._kept[0] != count:
            self._kept = (count, list(self._trace.events()))
        return self._kept[1]

    @property
    def steps(self) -> list[Step]:
        """The actions that were reached, in order; what a contact is in the middle of comes last."""
        state = (self._trace.count, self.world.engine.now)
        if self._counted_steps is not None and self._counted_steps[0] == state:
            return self._counted_steps[1]
        found = list(steps_of(self.events))
        now = self.world.engine.now
        for contact in self.world.engine.contacts.values():
            if contact.alive and contact.begun and contact.frames:
                frame = contact.frames[-1]
                action = frame.script.actions[frame.at]
                at = (contact.id, frame.script.name, action.id)
                last = next((each for each in reversed(found) if each.contact == contact.id), None)
                if last is None or at != last[:3] or contact.waits:
                    found.append(Step(*at, action.caption, "", now, len(contact.frames) - 1))
        self._counted_steps = (state, found)
        return found

    def path(self, contact: str = "") -> list[str]:
        """The way of a contact, by default of the one that was begun: ``Caption -> Branch``."""
        wanted = contact or self.contact.id
        return [str(each) for each in self.steps if each.contact == wanted]

    def variable(self, name: str) -> Any:
        """A variable of the main script as plain data, null (None) if it has none; ``sub:NAME`` that of the innermost script."""
        from studio.snippet.syntax import fold
        from studio.snippet.values import plain_value

        scope, colon, bare = name.rpartition(":")
        contact = self.contact
        frame = contact.frames[-1] if colon and scope.lower() == "sub" else contact.frames[0]
        if "." in bare or "[" in bare:
            return value_of(frame.variables, bare)
        return plain_value(frame.variables.get(fold(bare)))

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the main script."""
        return self.shown.variables

    @property
    def shown(self) -> ContactResult:
        """The contact that was begun, as it stands."""
        return next(each for each in self.result.contacts if each.id == self.contact.id)

    @property
    def errors(self) -> list[str]:
        """What ``_ERR`` said, in order."""
        return [str(each.data["text"]) for each in self.events if each.kind == "error"]

    @property
    def returned(self) -> str | None:
        """What the Return of the main script gave, which would go to a caller; None if it gave nothing."""
        found = (each for each in reversed(self.events) if each.kind == "return" and not each.depth)
        return next((str(each.data["value"]) for each in found if each.contact == self.contact.id), None)

    @property
    def requests(self) -> list[Event]:
        """Every try of a request to a service, in order: ``data`` has method, url, status or failure."""
        return [each for each in self.events if each.kind == "http"]

    @property
    def balance(self) -> Balance:
        """Where every lead of the CRM is. AssertionError in a world without a CRM or a dialer."""
        from studio.world.balance import balance

        assert self.world.crm is not None, "this world has no CRM"
        assert self.world.prospects is not None, "this world has no dialer"
        stated = self.world.settings.crm
        leased = stated is not None and stated.lease_minutes is not None
        return balance(self.world.crm, self.world.prospects, leased=leased)

    # ------------------------------------------------------------------------------------------- what it did
    def took(self, caption: str, branch: str = "", *, script: str = "", times: int | None = None) -> Check:
        """An action was reached, and took a branch where one is given; so many ``times``, or at least once."""
        wanted = Wanted.of(caption) if not branch and not script else Wanted(caption, branch, script)
        return self.has(wanted, times)

    def never(self, caption: str, branch: str = "", *, script: str = "") -> Check:
        """No contact reached an action, or took this branch of it."""
        return self.took(caption, branch, script=script, times=0)

    def has(self, wanted: Wanted, times: int | None = None) -> Check:
        """The same of a step that is put together elsewhere."""
        steps = self.steps
        count = sum(wanted.fits(each) for each in steps)
        if times is None:
            return self._check(count > 0, f"{wanted} was {_often(count)}{self._instead(wanted, steps, count)}")
        right = count == times
        told = ", and should never be" if times == 0 else f", not {_times(times)}{self._instead(wanted, steps, count)}"
        return self._check(right, f"{wanted} was {_often(count)}{'' if right else told}")

    def in_order(self, *wanted: str | Wanted) -> Check:
        """These steps came one after another, others between them."""
        meant, steps = [Wanted.of(each) for each in wanted], self.steps
        missing = first_missing(meant, steps)
        if missing is None:
            return self._check(True, "they came in this order")
        before = f" after {meant[missing - 1]}" if missing else ""
        count = sum(meant[missing].fits(each) for each in steps)
        early = ", only before" if count else self._instead(meant[missing], steps, 0)
        told = f"step {missing + 1}, {meant[missing]}, did not come{before}{early}"
        return self._check(False, told)

    def unordered(self, *wanted: str | Wanted) -> Check:
        """All of these steps came, in whatever order; one that is given twice came twice."""
        left = list(self.steps)
        for each in map(Wanted.of, wanted):
            found = next((place for place, step in enumerate(left) if each.fits(step)), None)
            if found is None:
                return self._check(False, f"{each} did not come{self._instead(each, left, 0)}")
            del left[found]
        return self._check(True, "all of them came")

    def exactly(self, *wanted: str | Wanted) -> Check:
        """The contact that was begun took these steps and no others."""
        steps = [each for each in self.steps if each.contact == self.contact.id]
        meant = [Wanted.of(each) for each in wanted]
        for place, (one, step) in enumerate(zip(meant, steps, strict=False), 1):
            if not one.fits(step):
                return self._check(False, f'step {place} was "{step.caption}" -> {step.branch or "nothing"}, not {one}')
        if len(meant) != len(steps):
            more = (
                f'then came "{steps[len(meant)].caption}"'
                if len(steps) > len(meant)
                else f"{meant[len(steps)]} is missing"
            )
            return self._check(False, f"{len(steps)} steps, not {len(meant)}: {more}")
        return self._check(True, "it took just these steps")

    def sent_signal(self, *values: str, to: str = "", times: int | None = None) -> Check:
        """A script sent a signal whose first values fit these; ``to`` is the name of the script that was signalled."""
        sent = [each for each in self.events if each.kind == "signal" and each.data["source"] != "0"]
        found = [
            each
            for each in sent
            if len(each.data["values"]) >= len(values)
            and all(fits(one, other) for one, other in zip(values, each.data["values"], strict=False))
            and (not to or script_fits(to, self._main_of(each)))
        ]
        others = ("|".join(each.data["values"]) for each in sent)
        return self._counted(f"a signal {'|'.join(values)}", found, times, "sent", others)

    def requested(self, request: str, *, status: int | None = None, times: int | None = None) -> Check:
        """A service was asked: an address, or verb and address; every try counts."""
        verb, blank, url = request.strip().partition(" ")
        asked = Asked(url=url.strip(), method=verb) if blank else Asked(url=verb, method="")
        found = [
            each
            for each in self.requests
            if request_fits(asked, each.data["method"], each.data["url"])
            and (status is None or each.data.get("status") == status)
        ]
        answered = f" answered {status}" if status is not None else ""
        others = (
            f"{each.data['method']} {each.data['url']} ({each.data.get('status') or each.data.get('failure')})"
            for each in self.requests
        )
        return self._counted(f"{request}{answered}", found, times, "asked for", others)

    def called(self, script: str, *, times: int | None = None) -> Check:
        """A subscript ran."""
        ran = [each for each in self.events if each.kind == "call"]
        found = [each for each in ran if script_fits(script, each.data["script"])]
        return self._counted(f"subscript {script}", found, times, "run", (each.data["script"] for each in ran))

    def spawned(self, script: str, *, times: int | None = None) -> Check:
        """Another contact was begun in a script."""
        begun = [each for each in self.events if each.kind == "spawn"]
        found = [each for each in begun if script_fits(script, each.data["script"])]
        others = (each.data["script"] for each in begun)
        return self._counted(f"a contact in {script}", found, times, "spawned", others)

    def played(self, text: str, *, times: int | None = None) -> Check:
        """A prompt was heard; a part of what it says or plays is enough."""
        heard = [each for each in self.events if each.kind == "world" and each.data["text"] == "plays"]
        found = [each for each in heard if text_fits(text, str(each.data["what"]))]
        others = (str(each.data["what"]) for each in heard)
        return self._counted(f"a prompt with {text!r}", found, times, "played", others)

    def happened(self, text: str, *, times: int | None = None, **members: Any) -> Check:
        """The world told of something: the text of an event of kind ``world``, and what belongs to it."""
        told = [each for each in self.events if each.kind == "world" and fits(text, str(each.data["text"]))]
        wrong = [
            [f"{name} {why}" for name, value in members.items() if (why := difference(value, each.data.get(name)))]
            for each in told
        ]
        found = [each for each, differences in zip(told, wrong, strict=True) if not differences]
        return self._counted(text, found, times, "told", (f"one whose {each[0]}" for each in wrong if each))

    def failed(self, caption: str, text: str = "", *, times: int | None = None) -> Check:
        """An action failed, with such a text in ``_ERR``."""
        wanted = Wanted.of(caption)
        met = [each for each in self.events if each.kind == "error"]
        found = [
            each
            for each in met
            if text_fits(text, str(each.data["text"]))
            and wanted.fits(Step(each.contact, each.script, each.action or 0, each.caption, "", each.time))
        ]
        what = f"an error of {wanted}" + (f" with {text!r}" if text else "")
        return self._counted(what, found, times, "met", (f'"{each.caption}": {each.data["text"]}' for each in met))

    def stands_at(self, caption: str) -> Check:
        """The contact that was begun waits or rests at an action, or has ended there."""
        at = self.shown.at
        number, found = at if at else (0, "")
        wanted = Wanted.of(caption)
        right = wanted.fits(Step("", self.contact.frames[-1].script.name, number, found, "", 0))
        return self._check(right, f'it stands at "{found}"' + ("" if right else f", not {wanted}"))

    def returns(self, wanted: Any) -> Check:
        """The main script gave such a value by its Return."""
        why = difference(wanted, self.returned)
        return self._check(not why, f"what it returns {why or f'is {shown(self.returned)}'}")

    def has_variables(self, wanted: Mapping[str, Any]) -> list[Check]:
        """A check for each variable: that it is as wanted."""
        found = []
        for name, value in wanted.items():
            is_now = self.variable(name)
            why = difference(value, is_now)
            if self.world.engine.redaction.hides(self.contact, name, is_now):
                told = HIDDEN if why else "is as expected"
            else:
                told = why or f"is {shown(is_now)}"
            found.append(self._check(not why, f"{name} {told}"))
        return found

    # ---------------------------------------------------------------------------------------- what is done to it
    def go_on(self, seconds: str | float | None = None) -> Ran:
        """Let time pass: seconds, or a length such as ``30m``; without one until nothing can go on by itself."""
        engine = self.world.engine
        if seconds is None:
            self.world.go_on()
            return self
        found = length(seconds) if isinstance(seconds, str) else float(seconds)
        if found is None:
            raise ValueError(f"{seconds!r} is no length such as 90s, 30m or 2d")
        self.world.go_on(engine.now + round(found * SECOND))
        return self

    def signal(self, *values: str | int) -> Ran:
        """Signal the contact (SP1, SP2, …), and let it go on until it waits or rests."""
        assert self.world.signal(self.contact.id, [str(each) for each in values]), "nobody hears the signal"
        return self.go_on(0)

    def event(self, kind: str, *values: str, **fields: str) -> Ran:
        """Let an event happen to the contact, and let it go on until it waits or rests."""
        assert self.world.event(self.contact.id, kind, list(values), **fields), "there is no contact any more"
        return self.go_on(0)

    def press(self, keys: str) -> Ran:
        """Press keys, and let the script hear them."""
        callers = self.world.engine.ports.callers
        callers.press(self.world.engine, self.contact, keys)
        return self.go_on(max(0.0, (len(keys) - 1) * self.world.settings.callers.key_seconds))

    def say(self, words: str, confidence: float = 100) -> Ran:
        """Say words, and let the script hear them."""
        self.world.engine.ports.callers.say(self.world.engine, self.contact, words, confidence)
        return self.go_on(len(words) / self.world.settings.callers.characters_a_second)

    def hang_up(self) -> Ran:
        """Hang up, and let Onrelease run."""
        self.world.engine.ports.callers.hang_up(self.world.engine, self.contact)
        return self.go_on(0)

    # ------------------------------------------------------------------------------------------------- telling
    def story(self) -> str:
        """The way through the scripts, the last variables, and what was found wrong, as text."""
        problems = [str(each) for each in self.problems]
        wrong = [f"first difference: {self.told[-1].why}"] if self.told else []
        return "\n".join([*problems, *wrong, story(self.events, self.result.shown)])

    def _check(self, holds: bool, why: str) -> Check:
        found = Check(holds, why)
        if not holds:
            self.told.append(found)
        return found

    def _counted(
        self, what: str, found: Sequence[Event], times: int | None, verb: str, others: Iterable[str] = ()
    ) -> Check:
        """``others`` are what there was of this sort, for a message that tells of too few."""
        count = len(found)
        told = f"{what} was {verb} {_times(count)}" if count else f"{what} was never {verb}"
        if count == times or (times is None and count):
            return self._check(True, told)
        if times is not None:
            told += f", not {_times(times)}" if times else ", and should never be"
        there = [shortened(each, _WIDTH) for each in dict.fromkeys(others)] if count < (times or 1) else []
        if there:
            more = f" and {len(there) - _NEAR} more" if len(there) > _NEAR else ""
            told += f"; there was {', '.join(there[:_NEAR])}{more}"
        return self._check(False, told)

    def _main_of(self, event: Event) -> str:
        contact = self.world.engine.contacts.get(event.contact)
        return contact.frames[0].script.name if contact is not None and contact.frames else event.script

    @staticmethod
    def _instead(wanted: Wanted, steps: Iterable[Step], count: int) -> str:
        """What was taken instead of a branch that was not."""
        if count:
            return ""
        taken = [each for each in steps if Wanted(wanted.caption, "", wanted.script).fits(each)]
        if wanted.branch and taken:
            branches = dict.fromkeys(each.branch or "nothing, it was broken off" for each in taken)
            return f": it took {', '.join(list(branches)[:_NEAR])}"
        return ": the action was never reached" if wanted.branch else ""


def _often(count: int) -> str:
    return {0: "never taken", 1: "taken once", 2: "taken twice"}.get(count, f"taken {count} times")


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
