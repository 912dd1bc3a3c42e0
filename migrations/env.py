"""Runs migrations inside the app: its database, its metadata."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from recoverycollege.database import db

options = current_app.extensions["migrate"].configure_args


def run(connection: Connection) -> None:
    # SQLite can take back changes of tables too; Alembic would commit after each one.
    context.configure(
        connection=connection, target_metadata=db.metadata, transactional_ddl=True, **options
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"rows that point to nothing: {broken[:5]}")


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = db.engine
    # One writing transaction: on SQLite a half-done migration must leave nothing behind.
    with engine.connect().execution_options(writing=True) as connection:
        sqlite = connection.dialect.name == "sqlite"
        driver = connection.connection.driver_connection
        if sqlite:
            # To the driver itself: inside a transaction, which SQLAlchemy would begin, it does
            # nothing, and a table that others point to could not be made anew.
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            run(connection)
            connection.commit()
        finally:
            if sqlite:
                connection.rollback()  # a pragma inside a transaction does nothing
                driver.execute("PRAGMA foreign_keys=ON")
