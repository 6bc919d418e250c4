"""What other scripts need to know of a script: small, frozen, and plain data that a cache can keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a script, as findings tell it.

    ``in_code`` says that line and column count in the property's own text; else they are those of the text form, None
    for a script out of an export.
    """

    action: int
    caption: str
    property: str | None = None
    line: int | None = None
    column: int | None = None
    in_code: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """An action that names another script: Runsub, Runscript or Spawn.

    ``target`` is the name as it stands there, blanks around it aside; ``given`` are the values that are handed over.
    ``reached`` says that some flow comes by it, ``always`` that every run does.
    """

    kind: str
    target: str
    given: tuple[str, ...]
    at: Place
    at_name: Place
    at_given: Place
    returns_to: str = ""
    at_returned: Place = Place(0, "")
    reached: bool = True
    always: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A variable and one place where it stands. ``name`` is folded: letter case doesn't count; ``spelled`` is as written,
    ``near`` a name that is set in the script and nearly the same."""

    name: str
    at: Place
    spelled: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Interface:
    """One script, as the rules across scripts see it.

    ``parameters`` are the names of the Begin that counts; ``fault`` is the first of what keeps the script from starting, ""
    if nothing does; ``actions`` are the ids in the author's order. Of variables, by folded name: ``sets`` those that it sets
    anywhere in its own frame, ``sets_global`` those it sets as ``global:x``, ``reads`` those that it reads anywhere,
    ``unset_reads`` the reads of those that it never sets itself; ``open_names`` says that it sets variables whose names are
    made when it runs. ``functions`` are the folded names of the functions with a body.
    """

    name: str
    file: str | None = None
    line: int | None = None
    status: str = ""
    media: str = ""
    parameters: tuple[str, ...] = ()
    #: Of these, those that are read here, never tested, and that nothing but a caller gives a value.
    needs: tuple[str, ...] = ()
    returns: bool = False
    fault: str = ""
    actions: tuple[int, ...] = ()
    calls: tuple[Call, ...] = ()
    sets: tuple[str, ...] = ()
    sets_global: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    unset_reads: tuple[Use, ...] = ()
    open_names: bool = False
    functions: tuple[str, ...] = ()
    #: Variables that are assigned and never read here; parameters that nothing here uses; reads of SP1, SP2, …
    unread: tuple[Use, ...] = ()
    unused_parameters: tuple[Use, ...] = ()
    signal_reads: tuple[Use, ...] = ()
    #: First uses of ``global:`` names; True if it has an Onsignal; True if it returns without a value; its Ends.
    globals_used: tuple[Use, ...] = ()
    signalled: bool = False
    returns_nothing: bool = False
    #: Variables that only returned values set; reads of members that nothing here writes; results whose refused records
    #: nothing here looks at.
    only_returned: tuple[str, ...] = ()
    unwritten: tuple[Use, ...] = ()
    unlooked: tuple[Use, ...] = ()
    ends: tuple[Place, ...] = ()
