"""Info: how many contacts and ports the business unit has."""

from studio.sdk import Action, Context, Outcome, text, variable

#: Properties that receive the contacts of a type of script, and those that receive its ports.
ACTIVE = {
    "ActiveVoice": "Phone",
    "ActiveEMail": "Email",
    "ActiveChat": "Chat",
    "ActiveCustom": "Work Item",
    "ActiveNonMedia": "Generic",
    "ActiveVoiceMail": "Voicemail",
    "ActiveCallback": "Callback",
    "ActiveSms": "SMS",
}
PORTS = {
    "EmailPortsAllocated": "Email",
    "VoicePortsAllocated": "Phone",
    "NonMediaPortsAllocated": "Generic",
    "CustomPortsAllocated": "Work Item",
}


class Info(Action):
    """Counts living contacts by the type of their script, and the ports of the business unit [inferred].

    Ports are what the world states (`ports` of its agents); where it states none for a type they are as many as contacts of
    that type are there [choice]. AllPurposePorts are those stated as `All`, PortCount is the sum [choice]. No page describes
    the action; names and defaults are those of exports [observed in exports].
    """

    kind = "INFO"

    AllContacts = variable("CONTACTS", about="gets how many contacts there are [observed in exports]")
    ActiveVoice = variable("VOICE", about="gets how many phone contacts there are [observed in exports]")
    ActiveEMail = variable("EMAIL", about="gets how many emails there are [observed in exports]")
    ActiveChat = variable("CHAT", about="gets how many chats there are [observed in exports]")
    unused1073743154 = text(about="kept, not used [observed in exports]")
    ActiveCustom = variable(about="gets how many work items there are [inferred]")
    Reserved1 = text(about="kept, not used [observed in exports]")
    PortCount = variable(about="gets how many ports there are in all [inferred]")
    ActiveNonMedia = variable(about="gets how many contacts of generic scripts there are [inferred]")
    NonMediaPortsAllocated = variable(about="gets the ports of generic scripts [inferred]")
    EmailPortsAllocated = variable("EMAILALLOCATED", about="gets the ports of emails [observed in exports]")
    unused1073743161 = text(about="kept, not used [observed in exports]")
    Reserved2 = text(about="kept, not used [observed in exports]")
    VoicePortsAllocated = variable("VOICEALLOCATED", about="gets the ports of phone contacts [observed in exports]")
    AllPurposePorts = variable(about="gets the ports that any contact may use [inferred]")
    CustomPortsAllocated = variable(about="gets the ports of work items [inferred]")
    ActiveVoiceMail = variable("VOICEMAIL", about="gets how many voicemails there are [observed in exports]")
    ActiveCallback = variable("CALLBACK", about="gets how many contacts wait to be called [observed in exports]")
    ActiveSms = variable("SMS", about="gets how many contacts of SMS scripts there are [observed in exports]")

    def run(self, context: Context) -> Outcome:
        agents = context.world.agents
        counts: dict[str, int] = agents.contacts_by_media()
        context.put(self.AllContacts, sum(counts.values()) - counts.get("Callback", 0))
        for name, media in ACTIVE.items():
            context.put(getattr(self, name), counts.get(media, 0))
        every = agents.ports_of("All") or 0
        total = every
        for name, media in PORTS.items():
            stated = agents.ports_of(media)
            ports = stated if stated is not None else counts.get(media, 0)
            total += ports
            context.put(getattr(self, name), ports)
        context.put(self.AllPurposePorts, every)
        context.put(self.PortCount, total)
        return "Default"
