-- A login is a family of refresh tokens, of which the newest counts. Tokens stand here as SHA-256 only.

CREATE TABLE login (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('PASSWORD', 'GUEST')),
    token_hash TEXT NOT NULL,
    previous_hash TEXT,
    rotated_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
) ${clustered};

CREATE INDEX login_account ON login (account) WHERE ended_at IS NULL;
CREATE INDEX login_expires ON login (expires_at);
