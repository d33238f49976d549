-- Which events a command led to: what keeps it from being done twice is kept as long as they are. NULL where it led to
-- none, and for what was stored before this column was; those go by their age.
ALTER TABLE command ADD COLUMN first_position BIGINT;
ALTER TABLE command ADD COLUMN last_position BIGINT;
CREATE INDEX command_position ON command (last_position) WHERE last_position IS NOT NULL;
CREATE INDEX command_without_event ON command (at) WHERE last_position IS NULL;

CREATE INDEX login_ended ON login (ended_at) WHERE ended_at IS NOT NULL;

-- SQLite takes an index with a condition only for a query that repeats the condition word for word.
DROP INDEX ticket_agent;
CREATE INDEX ticket_agent ON ticket (agent, status) WHERE status <> 'RESOLVED';
CREATE INDEX account_customer_name ON account (name_skeleton) WHERE role = 'CUSTOMER';
