package dev.plumbline.local.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/// One owner, one schema: what a service needs before its first migration.
///
/// The owner carries the name of its schema, finds it first in its search path and sees no other.
///
/// @param name  schema and user, a plain lower-case identifier
/// @param password of the user
public record PostgresSchema(String name, String password) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]+");

    public PostgresSchema {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain identifier: " + name);
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException(
                    "A generated password holds only letters, digits, _ and -");
        }
    }

    /// Creates or corrects user and schema in the database of this connection; safe to repeat.
    public void createIn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // a statement that fails is logged with its text, and this one holds a password
            statement.execute("set log_min_error_statement = panic");
            if (!roleExists(connection)) {
                statement.execute("create role " + name + " login");
            }
            statement.execute("alter role " + name + " password '" + password + "'");
            statement.execute("alter role " + name + " set search_path = " + name);
            statement.execute("create schema if not exists " + name + " authorization " + name);
            statement.execute("revoke all on schema public from public");
        }
    }

    private boolean roleExists(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public String toString() {
        return "PostgresSchema[" + name + "]";
    }
}
