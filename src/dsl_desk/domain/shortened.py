"""What of a referral may be read by somebody who may not see everything it rests on: that it was made, and its times.

To whom, when, how and by whom, and until when an answer is due. No sentence of what was told: it may be about what
they do not see.
"""

from __future__ import annotations

from dataclasses import replace

from dsl_desk.domain.entries import Body
from dsl_desk.domain.entries.referral import Chase, ReferralMade, ReferralWritten, Reply
from dsl_desk.domain.entries.step_body import Promise
from dsl_desk.domain.entry import Entry


def shortened(entry: Entry, concerns: tuple[str, ...], children: tuple[str, ...]) -> Entry:
    """The same entry as far as it rests on these concerns and is about these children."""
    header = replace(
        entry.header, concerns=concerns, may_see=None, blobs=(),
        subjects=tuple(one for one in entry.header.subjects if one.kind != "child" or one.id in children),
    )  # fmt: skip
    return replace(entry, header=header, body=_facts(entry.body))


def _facts(body: Body | None) -> Body | None:
    """A word that stands here is read by everybody who sees one of its concerns: a new field stays out."""
    match body:
        case ReferralMade():
            return ReferralMade(
                step=body.step, road=body.road, happened=body.happened, referral=body.referral, to=body.to,
                to_name=body.to_name, how=body.how, spoke_to=body.spoke_to, call_reference=body.call_reference,
                promised=Promise(by=body.promised.by),
            )  # fmt: skip
        case ReferralWritten():
            return ReferralWritten(
                step=body.step, road=body.road, happened=body.happened, referral=body.referral,
                written_copy=body.written_copy, to_do_by=body.to_do_by,
            )  # fmt: skip
        case Reply():
            return Reply(
                step=body.step, road=body.road, happened=body.happened, referral=body.referral,
                heard_from=body.heard_from, agree=body.agree, next_date=body.next_date,
                promised=Promise(by=body.promised.by),
            )  # fmt: skip
        case Chase():
            return Chase(
                step=body.step, road=body.road, happened=body.happened, referral=body.referral, result=body.result,
                promised=Promise(by=body.promised.by),
            )  # fmt: skip
    return None
