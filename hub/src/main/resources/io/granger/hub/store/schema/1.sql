-- Tasks, newest last. A large text is '' here and stands in payload: an update would otherwise write it again.
CREATE TABLE task (
  seq            INTEGER PRIMARY KEY,
  task_id        TEXT NOT NULL UNIQUE,
  pipeline       TEXT NOT NULL,
  state          TEXT NOT NULL,
  created_at_ms  INTEGER NOT NULL,
  finished_at_ms INTEGER,
  body           BLOB NOT NULL,
  input          TEXT,
  data           TEXT
);
-- Finished tasks by age, and their counts by state without touching a task. Open ones stay out of it: entries that come and
-- go in the middle of an index cost more than all the rest of a task.
CREATE INDEX task_by_end ON task (finished_at_ms, state) WHERE finished_at_ms IS NOT NULL;
-- The few that did not complete, to list them without reading past all that did.
CREATE INDEX task_not_completed ON task (state) WHERE state IN ('failed', 'dead', 'cancelled');

-- One record for each task that is not finished, with its open decisions if there are any: most of its bytes, and soon gone.
CREATE TABLE opening (
  task_seq  INTEGER PRIMARY KEY,
  decisions BLOB
);

-- Large texts: id is twice the task's seq for its input, one more for its data.
CREATE TABLE payload (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL
);

-- Experience rows; seq is given by the writer and never used twice. A task's rows are found by the prefix of decision_id.
CREATE TABLE experience (
  seq          INTEGER PRIMARY KEY,
  level        INTEGER NOT NULL,
  at_ms        INTEGER NOT NULL,
  closed_at_ms INTEGER NOT NULL,
  pipeline     TEXT NOT NULL,
  decision_id  TEXT NOT NULL UNIQUE,
  row          BLOB NOT NULL
);

CREATE TABLE outcome (
  id          INTEGER PRIMARY KEY,
  decision_id TEXT NOT NULL,
  source      TEXT NOT NULL,
  key         TEXT NOT NULL,
  at_ms       INTEGER NOT NULL,
  score       REAL,
  success     REAL,
  latency     REAL,
  quality     REAL,
  cost        REAL,
  trust       REAL NOT NULL,
  UNIQUE (decision_id, source, key)
);

CREATE TABLE idempotency (
  principal TEXT NOT NULL,
  key       TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  task_id   TEXT NOT NULL,
  at_ms     INTEGER NOT NULL,
  PRIMARY KEY (principal, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (at_ms);

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit (
  id     INTEGER PRIMARY KEY,
  at_ms  INTEGER NOT NULL,
  who    TEXT NOT NULL,
  action TEXT NOT NULL,
  body   TEXT NOT NULL
);

CREATE TABLE policy (
  name  TEXT PRIMARY KEY,
  saved BLOB NOT NULL
);

-- Sums that would need a scan: rows by level, outcomes, the last seq given to a row.
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  n    INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counter (name, n) VALUES
  ('seq', 0), ('rows.option', 0), ('rows.step', 0), ('rows.recovery', 0), ('outcomes', 0), ('probe', 0);
