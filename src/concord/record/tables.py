"""The tables, defined once for SQLite and PostgreSQL.

A table is the plural of a noun of the model; a column is a field that is searched or joined; the
whole noun is canonical JSON in ``payload``. Days and instants are ISO text, which sorts by time.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

METADATA = MetaData()
# SQLite numbers rows by itself only where the type is exactly INTEGER.
SEQUENCE = BigInteger().with_variant(Integer, "sqlite")


# Byte order, as in SQLite: the same rows come in the same order whatever the server's locale.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _happened() -> tuple[Column[str], ...]:
    return (Column("happened_from", TEXT), Column("happened_to", TEXT))


def _part(name: str, *columns: Column[str] | Column[bool]) -> Table:
    """Return the table of one kind of noun that a coding holds, in the coding's order."""
    return Table(
        name,
        METADATA,
        Column("run_id", TEXT, primary_key=True),
        Column("document_id", TEXT, primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("id", TEXT, nullable=False),
        *columns,
        Column("payload", TEXT, nullable=False),
        ForeignKeyConstraint(["run_id", "document_id"], ["codings.run_id", "codings.document_id"]),
        Index(f"{name}_by_id", "id"),
    )


# The text stands last, so that reading the other columns of a row does not touch its pages.
documents = Table(
    "documents",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("text_hash", TEXT, nullable=False, index=True),
    Column("external_id", TEXT, index=True),
    Column("url", TEXT, index=True),
    Column("source", TEXT, nullable=False, index=True),
    Column("publisher", TEXT),
    Column("title", TEXT),
    Column("published", TEXT, index=True),
    Column("language", TEXT),
    Column("media", TEXT, nullable=False, index=True),
    Column("supersedes", TEXT, index=True),
    Column("recorded", TEXT, nullable=False),
    Column("text", TEXT, nullable=False),
    sqlite_autoincrement=True,
)
# The latest first, undated ones last: the order in which documents are listed.
NEWEST = text("coalesce(documents.published, '') DESC, documents.id")
# Not of METADATA, which cannot read back an index of what is computed.
NEWEST_INDEX = (
    "CREATE INDEX IF NOT EXISTS documents_newest ON documents (coalesce(published, '') DESC, id)"
)
# What became of a document after it was added: the last row of a document is its state.
lifecycle = Table(
    "lifecycle",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
    Column("document_id", TEXT, ForeignKey("documents.id"), nullable=False, index=True),
    Column("state", TEXT, nullable=False),
    Column("recorded", TEXT, nullable=False),
    sqlite_autoincrement=True,
)
runs = Table(
    "runs",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("engine", TEXT, nullable=False),
    Column("coder_version", TEXT, nullable=False),
    Column("model_version", TEXT, nullable=False),
    Column("codebook_version", TEXT, nullable=False),
    Column("started", TEXT, nullable=False),
)
# Every start of a run, resumptions included: the run that was started last is the current one.
run_starts = Table(
    "run_starts",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
    Column("run_id", TEXT, ForeignKey("runs.id"), nullable=False),
    Column("recorded", TEXT, nullable=False),
    Column("packs", TEXT),  # JSON: shipped names and folders, where they were told
    sqlite_autoincrement=True,
)
codings = Table(
    "codings",
    METADATA,
    Column("run_id", TEXT, ForeignKey("runs.id"), primary_key=True),
    Column("document_id", TEXT, ForeignKey("documents.id"), primary_key=True),
    Column("outcome", TEXT, nullable=False),
    Column("reason", TEXT),
    Column("relevant", Boolean, nullable=False),
    Column("problem_count", Integer, nullable=False),
    Column("payload", TEXT, nullable=False),
    Index("codings_by_document", "document_id"),
    Index("codings_by_outcome", "run_id", "outcome", "reason"),
)
# Few codings have problems, and pages ask which.
Index(
    "codings_with_problems",
    codings.c.run_id,
    codings.c.document_id,
    sqlite_where=codings.c.problem_count > 0,
    postgresql_where=codings.c.problem_count > 0,
)
events = _part(
    "events",
    Column("type", TEXT, nullable=False),
    Column("family", TEXT, nullable=False),
    Column("category", TEXT, nullable=False),
    Column("status", TEXT, nullable=False),
    Column("background", Boolean, nullable=False),
    *_happened(),
    Column("place_id", TEXT),
    Column("admin2", TEXT),
    Column("admin1", TEXT),
    Column("country", TEXT),
)
statements = _part(
    "statements",
    Column("speaker_id", TEXT),
    Column("option", TEXT),
    Column("stance", TEXT, nullable=False),
    Column("said_from", TEXT),
    Column("said_to", TEXT),
)
relations = _part("relations", Column("relation", TEXT, nullable=False))
statistics = _part("statistics", Column("measure", TEXT, nullable=False))
decisions = Table(
    "decisions",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("kind", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("recorded", TEXT, nullable=False),
    Column("undoes", SEQUENCE),
    Column("payload", TEXT, nullable=False),
)
decision_subjects = Table(
    "decision_subjects",
    METADATA,
    Column("sequence", SEQUENCE, ForeignKey("decisions.sequence"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("subject", TEXT, nullable=False, index=True),
)
# Incidents are a cache: dropped and built again from codings and decisions to the same bytes.
incidents = Table(
    "incidents",
    METADATA,
    Column("run_id", TEXT, ForeignKey("runs.id"), primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("type", TEXT, nullable=False),
    Column("category", TEXT, nullable=False),
    Column("status", TEXT, nullable=False),
    *_happened(),
    Column("admin2", TEXT),
    Column("admin1", TEXT),
    Column("country", TEXT),
    Column("payload", TEXT, nullable=False),
)
# Every id that names an incident: its own, its aliases, its events.
incident_names = Table(
    "incident_names",
    METADATA,
    Column("run_id", TEXT, ForeignKey("runs.id"), primary_key=True),
    Column("name", TEXT, primary_key=True),
    Column("incident_id", TEXT, nullable=False),
)
# From what the incidents of a run were built: other inputs now mean that the cache is stale.
incident_caches = Table(
    "incident_caches",
    METADATA,
    Column("run_id", TEXT, ForeignKey("runs.id"), primary_key=True),
    Column("inputs", TEXT, nullable=False),
)
# When and where each event that linking took in may have happened: by these a new report finds its
# neighbours. ``span`` is the class of the length of its days: long ones are looked up apart.
reaches = Table(
    "reaches",
    METADATA,
    Column("run_id", TEXT, ForeignKey("runs.id"), primary_key=True),
    Column("event_id", TEXT, primary_key=True),
    Column("span", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("payload", TEXT, nullable=False),
    Index("reaches_by_day", "run_id", "span", "first"),
)
# Documents coded since the incidents of a run were linked, which do not stand in them yet.
unlinked = Table(
    "unlinked",
    METADATA,
    Column("run_id", TEXT, ForeignKey("runs.id"), primary_key=True),
    Column("document_id", TEXT, ForeignKey("documents.id"), primary_key=True),
)
# What lists and facets need of every incident of a run, and of every row of an imported edition,
# packed (``listing_cells``): written and taken away with them, in the same transaction. ``owner``
# says whose they are; the words of an owner are numbered as they come. A word is looked up by the
# digest of owner and word alone: with the owner as a condition of its own, PostgreSQL reads all
# that he has filed in a transaction, whose statistics it lacks.
listing_rows = Table(
    "listing_rows",
    METADATA,
    Column("owner", TEXT, primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
listing_words = Table(
    "listing_words",
    METADATA,
    Column("owner", TEXT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", TEXT, nullable=False),
    Column("word", TEXT, nullable=False),
    Index("listing_words_by_word", "digest", unique=True),
)
# How many rows there are of what is asked for on every page, counted by whoever writes them, in the
# same transaction: codings by run, outcome and reason; documents; problems; imported rows by
# edition. See ``tallies``.
tallies = Table(
    "tallies",
    METADATA,
    Column("what", TEXT, primary_key=True),
    Column("name", TEXT, primary_key=True),
    Column("part", TEXT, primary_key=True),
    Column("reason", TEXT, primary_key=True),
    Column("number", BigInteger, nullable=False),
)
problems = Table(
    "problems",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("stage", TEXT, nullable=False),
    Column("where", TEXT, nullable=False),
    Column("code", TEXT, nullable=False),
    Column("message", TEXT, nullable=False),
)
external_events = Table(
    "external_events",
    METADATA,
    Column("dataset", TEXT, primary_key=True),
    Column("version", TEXT, primary_key=True),
    Column("external_id", TEXT, primary_key=True),
    *_happened(),
    Column("country", TEXT),
    Column("payload", TEXT, nullable=False),
)
# For which places, days and units somebody declares the record complete; the last word holds.
declarations = Table(
    "declarations",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT, nullable=False),
)
# A frozen edition, and its rows in the order of the view that was frozen. The rows carry what a
# scope narrows by; their bytes stand once in ``frozen``, however many releases hold them.
releases = Table(
    "releases",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("name", TEXT, nullable=False, unique=True),
    Column("run_id", TEXT, ForeignKey("runs.id")),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT, nullable=False),
)
frozen = Table(
    "frozen",
    METADATA,
    Column("hash", TEXT, primary_key=True),
    Column("payload", TEXT, nullable=False),
)
release_rows = Table(
    "release_rows",
    METADATA,
    Column("release", SEQUENCE, ForeignKey("releases.sequence"), primary_key=True),
    Column("kind", TEXT, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", TEXT, nullable=False),
    Column("hash", TEXT, ForeignKey("frozen.hash"), nullable=False, index=True),
    Column("type", TEXT),
    Column("category", TEXT),
    Column("status", TEXT),
    *_happened(),
    Column("country", TEXT),
)
# How far a feed or folder has been watched: the one table whose rows are rewritten, since it holds
# the state of a program and nothing that was read or ruled.
feeds = Table(
    "feeds",
    METADATA,
    Column("address", TEXT, primary_key=True),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT, nullable=False),
)
# What people keep of their own: scopes that they come back to, and boundaries to draw and count by.
# The last row of a name holds; one without a payload takes the name away.
keepsakes = Table(
    "keepsakes",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("kind", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT),
)
# What people enter of the sources; the last row of a name holds, as in keepsakes.
sources = Table(
    "sources",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("name", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT),
)
# What was drawn for audit or for double coding, frozen as it was drawn.
samples = Table(
    "samples",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("name", TEXT, nullable=False, unique=True),
    Column("kind", TEXT, nullable=False),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT, nullable=False),
)
# What people answered about what was drawn. An item is named by what was shown, so that an answer
# holds for every sample and run in which the same is shown; the last word of a person holds.
answers = Table(
    "answers",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("item", TEXT, nullable=False, index=True),
    Column("document_id", TEXT, nullable=False, index=True),
    Column("kind", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT, nullable=False),
)
# Who works on which incident; the last row of a subject holds.
assignments = Table(
    "assignments",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("subject", TEXT, nullable=False, index=True),
    Column("state", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("recorded", TEXT, nullable=False),
    Column("payload", TEXT, nullable=False),
)
RELEASE_TABLES = (releases, frozen, release_rows)
NEIGHBOUR_TABLES = (reaches, unlinked)
# Made of others: not in a backup, and made anew where one is restored.
LISTING_TABLES = (listing_rows, listing_words)
DERIVED_TABLES = (*LISTING_TABLES, tallies)
AUDIT_TABLES = (samples, answers, assignments)
PART_TABLES = {table.name: table for table in (events, statements, relations, statistics)}
