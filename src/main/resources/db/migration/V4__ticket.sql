-- subject_folded is the subject as searches compare it, whatever its case.
CREATE TABLE ticket (
    id TEXT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL REFERENCES project (id),
    subject TEXT NOT NULL,
    subject_folded TEXT NOT NULL,
    description TEXT NOT NULL,
    system TEXT,
    priority TEXT NOT NULL CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    status TEXT NOT NULL CHECK (status IN ('WAITING', 'ACTIVE', 'PAUSED', 'RESOLVED')),
    customer TEXT NOT NULL REFERENCES account (id),
    agent TEXT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    waiting_since BIGINT,
    paused_at BIGINT,
    resolved_at BIGINT
) ${clustered};

CREATE INDEX ticket_open ON ticket (status, waiting_since) WHERE status <> 'RESOLVED';
CREATE INDEX ticket_resolved ON ticket (resolved_at) WHERE status = 'RESOLVED';
CREATE INDEX ticket_customer ON ticket (customer, created_at);
CREATE INDEX ticket_agent ON ticket (agent) WHERE status <> 'RESOLVED';
CREATE INDEX ticket_created ON ticket (created_at, id);
