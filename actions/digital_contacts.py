"""SET_DIGI_CONTACT_STATUS and UPDATE_CONTACT_DIGITAL: change a digital contact."""

from studio.sdk import STATUSES, Action, Contact, Context, Outcome, Rank, number, plain, text

#: The greatest priority, the best proficiency and the worst [documented].
MOST, BEST, WORST = 1000, 1, 20


def contact_of(context: Context, id: str) -> Contact | None:
    """The contact of this id, or None."""
    found: Contact | None = context.engine.contacts.get(id.strip())
    return found


class SetDigiContactStatus(Action):
    """Sets the status of a digital contact: Open, Pending, Escalated, Resolved or Closed [documented].

    InvalidContactId where there is no such contact, InvalidStatus where there is no such status [documented]; of both the first
    [choice]. Letter case of the status doesn't count; a contact that has ended can still be given one; Closed doesn't end the
    script [choice].
    """

    kind = "SET_DIGI_CONTACT_STATUS"
    branches = ("Default", "Error", "InvalidContactId", "InvalidStatus")

    ContactId = text(about="the contact [documented]")
    UpdateContactStatus = plain(about="its new status [documented]")

    def run(self, context: Context) -> Outcome:
        messages = context.world.messages
        contact = contact_of(context, self.ContactId(context))
        if contact is None:
            context.fail(f"there is no contact {self.ContactId(context)[:80]!r}")
            return "InvalidContactId"
        wanted = self.UpdateContactStatus(context).strip().lower()
        status = next((each for each in STATUSES if each.lower() == wanted), None)
        if status is None:
            context.fail(f"there is no status {wanted[:80]!r}")
            return "InvalidStatus"
        messages.set_status(contact.id, status)
        context.report("world", text="status", contact=contact.id, status=status)
        return "Default"


class UpdateContactDigital(Action):
    """Changes the priority of a digital contact in its queue, and which agents may take it [documented].

    Error where there is no such contact, and for a priority or a proficiency that there can't be [choice]. A proficiency of 0
    is the best (1) or the worst (20) one [choice].
    """

    kind = "UPDATE_CONTACT_DIGITAL"
    branches = ("Default", "Error")

    ContactId = text("{ContactId}", about="the contact [documented]")
    Priority = number(about="its priority, 0 to 1000 [documented]")
    HighProficiency = number(about="the best proficiency of agents who may take it, 1 to 20 [documented]")
    LowProficiency = number(about="the worst proficiency of agents who may take it, 1 to 20 [documented]")
    RoutingAttribute = plain("NotApplicable", about="another criterion for agents [documented]; not used here [choice]")
    Acceleration = number("1", about="by how much the priority grows each minute [documented]")

    def run(self, context: Context) -> Outcome:
        messages = context.world.messages
        contact = contact_of(context, self.ContactId(context))
        if contact is None or not contact.alive:
            context.fail(f"there is no contact {self.ContactId(context)[:80]!r}")
            return "Error"
        priority, growth = self.Priority(context), self.Acceleration(context)
        best, worst = self.HighProficiency(context) or BEST, self.LowProficiency(context) or WORST
        if not 0 <= priority <= MOST or not 0 <= growth <= MOST:
            context.fail(f"a priority lies between 0 and {MOST}")
            return "Error"
        if not BEST <= best <= worst <= WORST:
            context.fail(f"proficiencies lie between {BEST} and {WORST}, the best one first")
            return "Error"
        messages.rank(context.engine, contact, Rank(priority, growth, MOST, int(best), int(worst)))
        context.report("world", text="rank", contact=contact.id, priority=priority, best=int(best), worst=int(worst))
        return "Default"
