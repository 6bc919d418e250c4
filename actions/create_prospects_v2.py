"""Create Prospects v2: hands records to the dialer."""

from typing import Any

from studio.sdk import Context, LoadRequest, boolean, expression, text, variable

from ._records import Loading


class CreateProspects2(Loading):
    """Creates or updates the prospects in Data; says in Results what became of each [documented].

    Results has two groups, SuccessfulRecords and FailedRecords; every record of Data is in exactly one of them, as it came
    and with one column more, ResultCode [documented]. Default if the call was carried out, even if every record failed;
    Error with _ERR if it was not, and then every record is in FailedRecords with the call's code [choice]. It is instant:
    no event comes half-way [choice]. Without NoTimeZoneReject a record whose time zone is unknown is rejected [choice]; if
    it is left out, it counts as true [choice].
    """

    kind = "CREATEPROSPECTS2"
    aliases = ("CREATEPROSPECT2",)
    branches = ("Default", "Error")

    SkillNo = text(required=True, about="number of the skill [documented]")
    SourceName = text(required=True, about="name of the source [documented]")
    Data = expression(
        required=True, about="the records: an array, or an object with exactly one array in it [documented]"
    )
    NoTimeZoneReject = boolean(
        "True", about="reject records whose zone can't be found [documented; the default: choice]"
    )
    TimeZone = text(about="zone for those records, if they are not rejected [documented]")
    DefaultExpirationDate = text(about="expiration for records that have none [documented]")
    Results = variable("Results", about="variable for the two groups of records [documented]")

    def request(self, context: Context, rows: list[Any] | None) -> LoadRequest:
        return LoadRequest(
            skill_no=self.SkillNo(context).strip(),
            source_name=self.SourceName(context).strip(),
            rows=rows,
            no_time_zone_reject=self.NoTimeZoneReject(context),
            time_zone=self.TimeZone(context).strip(),
            default_expiration=self.DefaultExpirationDate(context).strip(),
        )
