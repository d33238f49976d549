-- A list of tickets is of one's own or of some projects. With an index for each, PostgreSQL joins the two; SQLite goes by
-- the date in either case.
CREATE INDEX ticket_project ON ticket (project, created_at, id);
