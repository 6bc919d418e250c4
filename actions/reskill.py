"""Reskill: moves the contact to another skill."""

from studio.sdk import Action, Context, Finish, Outcome, Park, copy_value, text

from ._lists import parts


class Reskill(Action):
    """Gives the contact to another skill, without an agent's doing; no flow leaves this action [documented].

    With a script, a child contact begins at the Onreskill of that script: a new contact id, the family's master id
    [documented]. It has the predefined values of this contact (ANI, DNIS, …), the skill as its own, the digits not yet taken,
    and the variables named in Variables; it queues itself [documented for the queue; else choice]. This contact is over then,
    without Onrelease [choice]. A script that is missing or has no Onreskill: _ERR, and the contact is stuck [choice].

    Without a script the skill's own script is taken, if the world states one that has an Onreskill; else this contact itself
    waits for the target skill, alone, and rests until Onanswer [documented that no script is needed; how: choice]. A skill
    that the world does not have: _ERR, and the contact is stuck [choice].
    """

    kind = "RESKILL"
    branches = ()

    TargetSkill = text(about="number or name of the skill that gets the contact [documented]")
    ScriptName = text(about="script that goes on with it at its Onreskill; may be empty [documented]")
    Variables = text(about="names of variables that the child gets, between `|` or commas [documented; how: choice]")

    def run(self, context: Context) -> Outcome:
        agents, contact = context.world.agents, context.contact
        skill = agents.skill(self.TargetSkill(context), contact)
        name = self.ScriptName(context).strip() or skill.script
        if not name:
            agents.reskill(contact, skill.key)
            return Park()
        handed = {each: copy_value(context.get(each)) for each in parts(self.Variables(context), "|,")}
        about = {**(contact.about or {}), "__skill": skill.number or skill.name}
        child = context.spawn(name, [], about=about, event="ONRESKILL", variables=handed)
        agents.moved(contact, child)
        return Finish(f"moved to skill {skill.name or skill.key}")
