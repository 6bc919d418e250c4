"""Getqueue: how many wait, and how long."""

from studio.sdk import Action, Context, Outcome, number, plain, text, variable

from ._routing import proficiencies


class Getqueue(Action):
    """Counts the contacts that wait for skills, and the seconds that the longest has waited [documented].

    It means something after Reqagent only, and counts this contact where it has asked for one of the skills itself
    [documented]. With the scope Ahead those count that would be taken before it; a contact that does not wait has them all
    ahead [choice]. Callbacks keep their place, so they count [choice]. Contacts that asked for proficiencies outside the
    range are left out [choice]. Skills that the world does not have count nothing [choice].
    """

    kind = "GETQUEUE"

    Skills = text(
        about="numbers or names of skills between commas; empty or All: every skill [documented; All: choice]"
    )
    NumberQueued = variable("QUEUED", about="gets how many wait [documented]")
    LongestWait = variable("LONGEST", about="gets the longest wait so far, in whole seconds [documented]")
    Scope = plain(about="`EntireQueue`, or `Ahead` of this contact; empty: EntireQueue [documented; empty: choice]")
    HighProficiency = number("1", about="best proficiency of the range, 1 to 20 [documented]")
    LowProficiency = number("20", about="worst proficiency of the range, 1 to 20 [documented]")

    def run(self, context: Context) -> Outcome:
        best, worst = proficiencies(self.HighProficiency(context), self.LowProficiency(context))
        ahead = self.Scope(context).strip().lower() == "ahead"
        count, longest = context.world.agents.queue(
            self.Skills(context), context.contact, ahead=ahead, best=best, worst=worst
        )
        context.put(self.NumberQueued, count)
        context.put(self.LongestWait, longest)
        return "Default"
