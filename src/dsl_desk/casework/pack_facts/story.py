"""The line of events and what it comes to: chronology, history, earlier referrals, agencies, help tried."""

from __future__ import annotations

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.pack_facts.family import called
from dsl_desk.casework.pack_facts.sources import Sources, happened
from dsl_desk.casework.pack_facts.words import capital, small, together
from dsl_desk.casework.telling import tell, when_of
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.lists import Line, ReferralRow
from dsl_desk.domain.when import local, long_date
from dsl_desk.pathways.pack import Pack
from dsl_desk.reports.facts import ChronologyEntry, Row, known
from dsl_desk.reports.mash_pack.facts import Agency, HelpTried


def chronology(lines: tuple[Line, ...], pack: Pack, names: Names) -> tuple[ChronologyEntry, ...]:
    """One row an entry, oldest first: when, what kind, in words, who said it and who wrote it when."""
    return tuple(_row(line.entry, pack, names) for line in lines)


def chronology_note(sources: Sources) -> str:
    children = ", ".join(called(child.body) for child in sources.children)
    return f"12 months to {long_date(sources.day)}: {children}. Each entry once, as it stands now."


def history(sources: Sources) -> str:
    """ "2 concerns in 12 months. No earlier referral.": from the file, for the lines that say why."""
    concerns = {line.entry.header.root for line in sources.story if isinstance(line.entry.body, Concern)}
    count = len(concerns)
    said = [f"{count} concern{'' if count == 1 else 's'} in 12 months."]
    said += [f"Plan: {child.body.plan}." for child in sources.children if child.body.plan]
    earlier = sorted((one for one in sources.earlier if one.made), key=lambda one: one.made.seq)  # type: ignore[union-attr]
    said += [_earlier(sources, one) for one in earlier] or ["No earlier referral."]
    return " ".join(said)


def agencies(sources: Sources) -> tuple[Agency, ...]:
    """Workers on file, services whose call was answered, and what was written down."""
    found: dict[str, Agency] = {}
    for child in sources.children:
        worker = child.body.worker
        if worker is not None:
            team = together(worker.team, worker.authority) or "Social care"
            found[team] = Agency(
                name=team, who=worker.name, number=worker.phone, note=f"Works with {called(child.body)}"
            )
    for entry in sources.entries("advice"):
        body = entry.body
        if body is not None and body.result == "spoke":
            note = together(f"Rung {when_of(entry)}", f"reference {body.call_reference}" if body.call_reference else "")
            found.setdefault(
                body.contact_name, Agency(name=body.contact_name, who=body.adviser, number=body.number, note=note)
            )
    text = getattr(sources.written and sources.written.body, "agencies", "")
    for line in filter(None, map(str.strip, text.splitlines())):
        found.setdefault(line, Agency(name=line, note="As written in the referral"))
    return tuple(found.values())


def plans(sources: Sources) -> tuple[Row, ...]:
    return tuple(
        Row(label=called(child.body), fact=known(child.body.plan)) for child in sources.children if child.body.plan
    )


def help_tried(sources: Sources) -> tuple[HelpTried, ...]:
    """Lines of support with what their last review found, and what was written down."""
    reviews: dict[str, Entry] = {}
    plans_made = []
    for line in sources.story:
        if line.entry.header.kind == "review" and line.entry.body is not None:
            reviews[line.entry.body.of] = line.entry
        if line.entry.header.kind == "plan" and line.entry.body is not None:
            plans_made.append(line.entry)
    found = [_tried(sources.pack, entry, reviews.get(entry.header.root)) for entry in plans_made]
    text = getattr(sources.written and sources.written.body, "help_tried", "").strip()
    return (*((HelpTried(what=text),) if text else ()), *found)


def _tried(pack: Pack, entry: Entry, review: Entry | None) -> HelpTried:
    body = entry.body
    assert body is not None
    helped = pack.words("review", "helped", review.body.helped) if review and review.body and review.body.helped else ""
    found = together(helped, review.body.found, between=": ") if review and review.body else ""
    when = f"from {long_date(local(happened(entry)).date())}"
    return HelpTried(what=body.what, who=body.who, when=when, result=known(found))


def _earlier(sources: Sources, row: ReferralRow) -> str:
    """One earlier referral and what came of it."""
    made = row.made
    assert made is not None
    assert made.body is not None
    day = long_date(local(happened(made)).date())
    replied = row.replied.body if row.replied else None
    outcomes = {value for values in (replied.outcomes.values() if replied else ()) for value in values}
    words = ", ".join(small(sources.pack.label("outcomes", value)) for value in sorted(outcomes))
    came = words or ("answered, no outcome yet" if replied else "no answer yet")
    to = f" to {made.body.to_name}" if made.body.to_name else ""
    return f"Referred{to} {day}: {came}."


def _row(entry: Entry, pack: Pack, names: Names) -> ChronologyEntry:
    told = tell(entry, pack, names)
    written = local(entry.header.recorded_at)
    said, author = getattr(entry.body, "noticed_by", "") or getattr(entry.body, "who", ""), names(entry.header.author)
    same = written.date() == local(happened(entry)).date()
    when = f"{written:%H:%M}" if same else f"{long_date(written.date())}, {written:%H:%M}"
    return ChronologyEntry(
        when=when_of(entry), what=told.kind_label, text=told.summary, words=told.words,
        source=capital(together(said if said != author else "", f"written by {author} {when}", between="; ")),
    )  # fmt: skip
