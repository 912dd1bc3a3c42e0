"""Teaching teams: who may teach and when, invitations and offers, and who steps in for a session.
Everyone who is in a team already may teach from the side they have there."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ANSWERS = "'waiting', 'accepted', 'declined', 'withdrawn', 'over', 'filled'"
SIDES = "'', 'peer', 'practitioner', 'relative'"
WAITING = sa.text("answer = 'waiting'")
WHOLE = sa.text("answer = 'waiting' AND absence_id IS NULL")


def column(name: str, kind: sa.types.TypeEngine, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=nullable)


def key(table: str, name: str, other: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    fk = op.f(f"fk_{table}_{name}_{other}")
    return sa.ForeignKeyConstraint(
        [name], [f"{other}.id"], name=fk, ondelete="CASCADE" if cascade else None
    )


def upgrade() -> None:
    with op.batch_alter_table("team_member") as table:
        table.add_column(
            sa.Column("label_ok", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("team_member") as table:
        table.alter_column("label_ok", server_default=None)
    _co_teachers()
    _absences()
    _joinings()


def _co_teachers() -> None:
    op.create_table(
        "co_teacher",
        column("person_id", sa.Integer()),
        column("peer", sa.Boolean()),
        column("practitioner", sa.Boolean()),
        column("relative", sa.Boolean()),
        column("words", sa.Text()),
        column("days", sa.JSON()),
        column("parts", sa.JSON()),
        column("venue_ids", sa.JSON()),
        column("wants_letters", sa.Boolean()),
        column("told_at", INSTANT, nullable=True),
        column("added_at", INSTANT),
        key("co_teacher", "person_id", "person"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_co_teacher")),
    )
    sides = ", ".join(
        f"MAX(CASE WHEN m.perspective = '{side}' THEN 1 ELSE 0 END) = 1"
        for side in ("peer", "practitioner", "relative")
    )
    op.execute(
        "INSERT INTO co_teacher (person_id, peer, practitioner, relative, words, days, parts, "
        "venue_ids, wants_letters, added_at) "
        f"SELECT m.person_id, {sides}, '', '[]', '[]', '[]', false, MIN(m.joined_at) "
        "FROM team_member m JOIN person p ON p.id = m.person_id "
        "WHERE p.erased_at IS NULL GROUP BY m.person_id"
    )


def _absences() -> None:
    op.create_table(
        "absence",
        column("id", sa.Integer()),
        column("session_id", sa.Integer()),
        column("member_id", sa.Integer()),
        column("said_at", INSTANT),
        column("task_id", sa.Integer(), nullable=True),
        key("absence", "session_id", "class_session", cascade=True),
        key("absence", "member_id", "team_member", cascade=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint(
            "session_id", "member_id", name=op.f("uq_absence_session_id_member_id")
        ),
    )
    op.create_index(op.f("ix_absence_session_id"), "absence", ["session_id"])
    op.create_index(op.f("ix_absence_member_id"), "absence", ["member_id"])
    op.create_table(
        "substitute",
        column("absence_id", sa.Integer()),
        column("person_id", sa.Integer()),
        column("since", INSTANT),
        key("substitute", "absence_id", "absence", cascade=True),
        key("substitute", "person_id", "person"),
        sa.PrimaryKeyConstraint("absence_id", name=op.f("pk_substitute")),
    )
    op.create_index(op.f("ix_substitute_person_id"), "substitute", ["person_id"])


def _joinings() -> None:
    op.create_table(
        "joining",
        column("id", sa.Integer()),
        column("class_id", sa.Integer()),
        column("absence_id", sa.Integer(), nullable=True),
        column("person_id", sa.Integer()),
        column("invited", sa.Boolean()),
        column("by_id", sa.Integer()),
        column("perspective", sa.String(20)),
        column("lead", sa.Boolean()),
        column("words", sa.Text()),
        column("made_at", INSTANT),
        column("until", INSTANT),
        column("answer", sa.String(10)),
        column("answered_at", INSTANT, nullable=True),
        column("task_id", sa.Integer(), nullable=True),
        key("joining", "class_id", "scheduled_class"),
        key("joining", "absence_id", "absence", cascade=True),
        key("joining", "person_id", "person"),
        key("joining", "by_id", "person"),
        sa.CheckConstraint(f"answer IN ({ANSWERS})", name=op.f("ck_joining_answer")),
        sa.CheckConstraint(f"perspective IN ({SIDES})", name=op.f("ck_joining_perspective")),
        sa.CheckConstraint(
            "(absence_id IS NULL) = (perspective <> '')", name=op.f("ck_joining_one_or_all")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining")),
    )
    for name in ("class_id", "absence_id", "person_id"):
        op.create_index(op.f(f"ix_joining_{name}"), "joining", [name])
    for name, first, where in (("team", "class_id", WHOLE), ("session", "absence_id", WAITING)):
        op.create_index(
            f"uq_joining_{name}",
            "joining",
            [first, "person_id"],
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    for table in ("joining", "substitute", "absence", "co_teacher"):
        op.drop_table(table)
    with op.batch_alter_table("team_member") as table:
        table.drop_column("label_ok")
