"""Begin: where a script starts."""

from studio.sdk import Action, Context, Outcome, names, text


class Begin(Action):
    """Where a script starts [documented].

    The names in Parameters take the place of p1, p2, … by position; values without a name keep theirs [documented].
    p10 and on are renamed too if a script lists that many names [choice]. A subscript that names more values than it was
    passed has null in the rest, so that a read does not find the main script's value [choice]. Of several Begins the one
    that was added last counts [documented]. With begin_keeps_parameters in the world file p1, p2, … stay beside the names
    [choice].
    """

    kind = "BEGIN"

    RootFolder = text(about="folder for relative names; kept, not used [choice]")
    Application = text(about="kept, not used [documented]")
    ParamCount = text(about="kept, not used: the length of Parameters counts [choice]")
    Parameters = names(about="names that take the place of p1, p2, … [documented]")

    def run(self, context: Context) -> Outcome:
        passed = []
        keeps = context.engine.settings.begin_keeps_parameters
        for position, name in enumerate(self.Parameters(context), 1):
            if not name:
                continue
            given = f"p{position}"
            if context.has_own(given):
                passed.append((name, context.get(given)))
                if not keeps:
                    context.remove(given)
            elif context.in_subscript:
                passed.append((name, None))
        for name, value in passed:
            context.set(name, value)
        return "Default"
