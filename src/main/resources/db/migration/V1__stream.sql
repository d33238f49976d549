-- The streams: who writes an event takes the next number of its stream in the same transaction.

CREATE TABLE stream (
    name TEXT NOT NULL PRIMARY KEY,
    head BIGINT NOT NULL
) ${clustered};

CREATE TABLE event (
    position ${position},
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    type TEXT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (stream, seq)
);

-- What each command was answered, so that it has its effect once.
CREATE TABLE command (
    account TEXT NOT NULL,
    client_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    type TEXT NOT NULL,
    reply TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, client_id)
) ${clustered};

-- Facts about this store itself.
CREATE TABLE desk (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

INSERT INTO desk (name, value) VALUES ('epoch', ${random_id});
