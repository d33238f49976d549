-- chosen: what the person set by hand. effective: chosen while at least one connection lives, else OFFLINE.
CREATE TABLE presence (
    account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    chosen TEXT NOT NULL CHECK (chosen IN ('ONLINE', 'AWAY', 'OFFLINE')),
    effective TEXT NOT NULL CHECK (effective IN ('ONLINE', 'AWAY', 'OFFLINE'))
) ${clustered};
