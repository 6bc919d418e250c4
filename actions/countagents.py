"""Countagents: how many agents are there, by state."""

from studio.sdk import Action, Context, Outcome, number, text, variable

from ._routing import proficiencies


class Countagents(Action):
    """Counts the agents of skills, within a range of proficiencies, by their state [documented].

    An agent with several of the skills counts once [choice]. Agents with a contact from a queue are in ACD, those with work
    after a contact are Unavailable [inferred]; agents who consult count with their direction [choice]. Skills that the world
    does not have count nobody [choice].
    """

    kind = "COUNTAGENTS"

    Skills = text(
        about="numbers or names of skills between commas; All or empty: every agent [documented; empty: choice]"
    )
    TotalLoggedIn = variable("TOTAL", about="gets how many are logged in [documented]")
    Available = variable("AVAIL", about="gets how many are available [documented]")
    Unavailable = variable("UNAVAIL", about="gets how many are unavailable [documented]")
    ACD = variable("NUMACD", about="gets how many have a contact from a queue [documented]")
    Outbound = variable("NUMOB", about="gets how many have an outbound contact [documented]")
    Dialer = variable("NUMDIALER", about="gets how many are in the dialer [documented]")
    HighProficiency = number("1", about="best proficiency of the range, 1 to 20 [documented]")
    LowProficiency = number("20", about="worst proficiency of the range, 1 to 20 [documented]")

    def run(self, context: Context) -> Outcome:
        best, worst = proficiencies(self.HighProficiency(context), self.LowProficiency(context))
        found = context.world.agents.count(self.Skills(context), best, worst)
        context.put(self.TotalLoggedIn, found.total)
        context.put(self.Available, found.available)
        context.put(self.Unavailable, found.unavailable)
        context.put(self.ACD, found.inbound)
        context.put(self.Outbound, found.outbound)
        context.put(self.Dialer, found.dialer)
        return "Default"
