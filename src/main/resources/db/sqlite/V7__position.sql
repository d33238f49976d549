-- A position is never given twice, not even after the newest events were deleted: SQLite promises that only with
-- AUTOINCREMENT, which a table must be made with. PostgreSQL's identity columns always do.
CREATE TABLE event_new (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    type TEXT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (stream, seq)
);

INSERT INTO event_new (position, stream, seq, type, at, body)
SELECT position, stream, seq, type, at, body FROM event ORDER BY position;

DROP TABLE event;
ALTER TABLE event_new RENAME TO event;
