"""Updatecontact: changes how a queued contact waits."""

from studio.sdk import Action, Context, Outcome, number, priority_of

from ._routing import proficiencies


class Updatecontact(Action):
    """Changes priority and proficiencies of this contact, which waits in a queue, so that more agents may take it
    [documented].

    The contact has to be in a queue, by a Reqagent whose PriorityManagement is Custom [documented]; else _ERR is set,
    nothing changes, and Default is taken [choice]. The time that it has waited counts for the new priority as well
    [inferred]. It is not for persistent contacts [documented]: they rest, so that it is never reached [choice]. Of a
    contact that waits for several skills all change [choice].
    """

    kind = "UPDATECONTACT"

    Priority = number("0", about="priority at first, 0 to 1000 [documented]")
    MaxPriority = number("1000", about="what it does not grow beyond [documented; default: inferred]")
    Acceleration = number("1", about="how much it grows in a minute [documented]")
    HighProficiency = number("1", about="best proficiency that may take it, 1 to 20 [documented; default: inferred]")
    LowProficiency = number("20", about="worst proficiency that may take it, 1 to 20 [documented; default: inferred]")

    def run(self, context: Context) -> Outcome:
        best, worst = proficiencies(self.HighProficiency(context), self.LowProficiency(context))
        priority = priority_of(self.Priority(context), self.Acceleration(context), self.MaxPriority(context))
        context.world.agents.update(context.contact, priority, best, worst)
        return "Default"
