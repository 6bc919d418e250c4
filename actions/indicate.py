"""Indicate: a button at agents."""

from studio.sdk import Action, Context, Outcome, plain, text

from ._lists import parts


class Indicate(Action):
    """Shows a button at agents, or hides it [documented].

    It stays until a second Indicate of the same name switches it off, even when the contact has ended; a new one of the
    same name at the same target takes its place [documented]. Names are not case-sensitive [documented]. A click does what
    ActionType says: SignalScript signals the contact that stands first in ActionValue, with the texts behind it as SP1,
    SP2 … and p1, p2 … of the main script; ShowCustomForm shows a form, whose answer comes by Ondata [documented and
    observed]; RunScript begins a contact in the script that stands first; an ActionType with URL in its name opens a
    page; others do no more than being told [choice]. A blank State is On, a blank Target Contact, and a Contact without
    id the script's own [choice]. Who clicks and when stands in the world file [choice].
    """

    kind = "INDICATE"

    Target = plain(about="Agent, Team, Skill, Contact, or Everyone, which is no longer to be used [documented]")
    TargetIDs = text(about="ids of the targets; several agents with commas [documented]")
    Name = text(about="name by which the button is replaced and switched off [documented]")
    ImageFile = text(about="picture of the button; no effect here [documented]")
    Tooltip = text(about="text beside the mouse [documented]")
    State = plain(about="on or Off [documented]")
    ActionType = plain(about="what a click does: SignalScript, ShowCustomForm and others [documented]")
    ActionValue = text(
        about='what it does it with, such as "{ContactID}" "p1" … "p5", or the HTML of a form [documented]'
    )

    def run(self, context: Context) -> Outcome:
        on = self.State(context).strip().lower() != "off"
        target = self.Target(context).strip() or "Contact"
        name = self.Name(context)
        context.world.desk.indicate(
            context.engine,
            context.contact,
            name=name,
            on=on,
            target=target,
            ids=parts(self.TargetIDs(context)),
            action=self.ActionType(context).strip(),
            value=self.ActionValue(context),
            tooltip=self.Tooltip(context),
            image=self.ImageFile(context),
        )
        context.report("world", text="indicator on" if on else "indicator off", indicator=name, target=target)
        return "Default"
