"""Feedback: forms as rows, those that came with the house among them; forms that are asked once a
term; their invitations and figures."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

APART = {"sqlite_with_rowid": False}
AUDIENCES = "('student', 'co_teacher', 'at_work')"
OF_CLASS = "('before', 'mid', 'after', 'later', 'left')"
WAVES = "('before', 'mid', 'after', 'later', 'left', 'check_in')"
ANSWERED = "('before', 'mid', 'after', 'later', 'left', 'check_in', 'co_teacher', 'at_work')"
OLD_ANSWERED = "('before', 'mid', 'after', 'later', 'check_in')"
OLD_INVITED = "('before', 'after')"
STATES = "('draft', 'asked', 'approved', 'in_use', 'out')"
KINDS = "('own', 'outcomes', 'question', 'words', 'instrument')"
OUTCOMES, BOX = ("outcomes", ""), ("words", "")
HOPE = [("own", "hopeful"), ("own", "people_can_recover")]
TOGETHER = [("own", "part_of_group"), ("own", "met_someone")]
AT_WORK = [("own", "human_experience"), ("own", "expect_recovery")]
STANDING = [
    ("student", "before", [OUTCOMES, *HOPE]),
    ("student", "mid", [("own", "part_of_group")]),
    ("student", "after", [OUTCOMES, *HOPE, *TOGETHER, BOX]),
    ("student", "later", [("own", "used_something")]),
    ("student", "left", [("own", "felt_welcome")]),
    (
        "student",
        "check_in",
        [
            ("own", "next_step"),
            ("own", "more_than_a_label"),
            ("own", "own_say"),
            ("own", "confident"),
            ("own", "look_after_myself"),
        ],
    ),
    ("co_teacher", "check_in", AT_WORK),
    ("at_work", "check_in", AT_WORK),
]


def upgrade() -> None:
    _make_forms()
    _make_asked()
    _make_once_a_term()
    _widen(ANSWERED, OF_CLASS)
    with op.batch_alter_table("answer", table_kwargs=APART) as table:
        table.alter_column("class_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("term_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_answer_term_id_term"), "term", ["term_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_answer_about"), "(class_id IS NULL) <> (term_id IS NULL)"
        )
        table.create_index(op.f("ix_answer_term_id"), ["term_id"])
    _add_standing()


def _make_forms() -> None:
    op.create_table(
        "question_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("wave", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.Column("asked_of_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_name", sa.String(length=80), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"audience IN {AUDIENCES}", name=op.f("ck_question_form_audience")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_question_form_state")),
        sa.CheckConstraint(f"wave IN {WAVES}", name=op.f("ck_question_form_wave")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["person.id"], name=op.f(f"fk_question_form_{column}_person")
            )
            for column in ("asked_of_id", "approved_by_id", "recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_form")),
        sa.UniqueConstraint(
            "audience", "wave", "version", name=op.f("uq_question_form_audience_wave_version")
        ),
    )
    op.create_index(op.f("ix_question_form_asked_of_id"), "question_form", ["asked_of_id"])
    op.create_index(
        "uq_question_form_in_use",
        "question_form",
        ["audience", "wave"],
        unique=True,
        sqlite_where=sa.text("state = 'in_use'"),
        postgresql_where=sa.text("state = 'in_use'"),
    )
    op.create_table(
        "form_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_form_line_kind")),
        sa.ForeignKeyConstraint(
            ["form_id"], ["question_form.id"], name=op.f("fk_form_line_form_id_question_form")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_line")),
    )
    op.create_index(op.f("ix_form_line_form_id"), "form_line", ["form_id"])
    op.create_table(
        "line_words",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["form_line.id"], name=op.f("fk_line_words_line_id_form_line")
        ),
        sa.PrimaryKeyConstraint("line_id", "language", name=op.f("pk_line_words")),
    )


def _make_asked() -> None:
    for name, about, key in (
        ("asked_form", "scheduled_class", ("class_id", "wave")),
        ("asked_term_form", "term", ("term_id", "audience")),
    ):
        op.create_table(
            name,
            sa.Column(key[0], sa.Integer(), nullable=False),
            sa.Column(key[1], sa.String(length=12), nullable=False),
            sa.Column("form_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [key[0]], [f"{about}.id"], name=op.f(f"fk_{name}_{key[0]}_{about}")
            ),
            sa.ForeignKeyConstraint(
                ["form_id"], ["question_form.id"], name=op.f(f"fk_{name}_form_id_question_form")
            ),
            sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_form_id"), name, ["form_id"])


def _make_once_a_term() -> None:
    op.create_table(
        "term_invitation",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"audience IN {AUDIENCES}", name=op.f("ck_term_invitation_audience")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_term_invitation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_invitation_term_id_term")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "term_id", "audience", name=op.f("pk_term_invitation")
        ),
    )
    op.create_index(op.f("ix_term_invitation_invited_at"), "term_invitation", ["invited_at"])
    op.create_table(
        "term_level",
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(length=12), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.CheckConstraint(f"wave IN {ANSWERED}", name=op.f("ck_term_level_wave")),
        sa.CheckConstraint("n >= 8", name=op.f("ck_term_level_n")),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_term_level_term_id_term")),
        sa.PrimaryKeyConstraint("term_id", "wave", "item", name=op.f("pk_term_level")),
    )


def _widen(answered: str, invited: str) -> None:
    """Which waves there are."""
    for name in ("answer", "form_state"):
        with op.batch_alter_table(name, table_kwargs=APART) as table:
            table.drop_constraint(op.f(f"ck_{name}_wave"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_wave"), f"wave IN {answered}")
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("ck_invitation_wave"), type_="check")
        table.create_check_constraint(op.f("ck_invitation_wave"), f"wave IN {invited}")


def _add_standing() -> None:
    """The forms as they come; what classes were asked so far was asked in their words."""
    forms = sa.table(
        "question_form",
        *map(sa.column, ("id", "audience", "wave", "version", "title", "state", "approved_name")),
        sa.column("shipped", sa.Boolean()),
    )
    lines = sa.table("form_line", *map(sa.column, ("form_id", "position", "kind", "item")))
    for number, (audience, wave, items) in enumerate(STANDING, start=1):
        row = {"audience": audience, "wave": wave, "version": 1, "state": "in_use"}
        row |= {"title": "", "approved_name": "", "shipped": True}
        op.execute(forms.insert().values(id=number, **row))
        for position, (kind, item) in enumerate(items):
            op.execute(
                lines.insert().values(form_id=number, position=position, kind=kind, item=item)
            )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('question_form', 'id'),"
            " (SELECT max(id) FROM question_form))"
        )
    op.execute(
        "INSERT INTO asked_form (class_id, wave, form_id)"
        " SELECT DISTINCT a.class_id, a.wave, f.id FROM answer a"
        " JOIN question_form f ON f.wave = a.wave AND f.audience = 'student'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM answer WHERE class_id IS NULL OR wave = 'left'")
    op.execute("DELETE FROM form_state WHERE wave IN ('left', 'co_teacher', 'at_work')")
    op.execute(f"DELETE FROM invitation WHERE wave NOT IN {OLD_INVITED}")
    with op.batch_alter_table("answer", table_kwargs=APART) as table:
        table.drop_index(op.f("ix_answer_term_id"))
        table.drop_constraint(op.f("ck_answer_about"), type_="check")
        table.drop_constraint(op.f("fk_answer_term_id_term"), type_="foreignkey")
        table.drop_column("term_id")
        table.alter_column("class_id", existing_type=sa.Integer(), nullable=False)
    _widen(OLD_ANSWERED, OLD_INVITED)
    for name in ("term_level", "term_invitation", "asked_term_form", "asked_form"):
        op.drop_table(name)
    for name in ("line_words", "form_line", "question_form"):
        op.drop_table(name)
