"""Reqagent of digital scripts: changes how a digital contact waits."""

from studio.sdk import Action, Context, Outcome, Wish, number, priority_of, text

from ._routing import proficiencies


class ReqagentDigital(Action):
    """Lets a digital contact wait for this skill, with this priority and these proficiencies, and goes on at once [documented].

    A digital contact is queued from its begin on, so the action is not required [documented]; it takes the place of what the
    contact waited for [choice]. The priority is one value that does not grow [documented]. Onassignment comes when an agent
    takes the contact [documented]. A skill that the world does not have: _ERR is set, nothing changes, Default [choice].
    """

    kind = "REQAGENT_DIGITAL"

    Skill = text(about="number or name of the skill; empty: the contact's own [documented; empty: choice]")
    Priority = number("0", about="priority, 0 to 1000 [documented]")
    HighProficiency = number("1", about="best proficiency that may take it, 1 to 20 [documented]")
    LowProficiency = number("20", about="worst proficiency that may take it, 1 to 20 [documented]")

    def run(self, context: Context) -> Outcome:
        priority = self.Priority(context)
        best, worst = proficiencies(self.HighProficiency(context), self.LowProficiency(context))
        wish = Wish(self.Skill(context), priority=priority_of(priority, 0, priority), best=best, worst=worst)
        context.world.agents.request_digital(context.contact, wish)
        return "Default"
