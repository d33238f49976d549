-- People and the projects that they work in.

CREATE TABLE project (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) ${clustered};

INSERT INTO project (id, name) VALUES ('support', 'Support');

-- name_folded is the name as searches compare it, whatever its case; name_skeleton is the name with look-alikes made equal; no customer may have a staff member's.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT UNIQUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    name_skeleton TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('CUSTOMER', 'AGENT', 'ADMIN')),
    password_hash TEXT,
    email TEXT,
    guest BOOLEAN NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
) ${clustered};

CREATE INDEX account_staff_name ON account (name_skeleton) WHERE role <> 'CUSTOMER';

CREATE TABLE membership (
    project TEXT NOT NULL REFERENCES project (id),
    account TEXT NOT NULL REFERENCES account (id),
    PRIMARY KEY (project, account)
) ${clustered};

CREATE INDEX membership_account ON membership (account);
