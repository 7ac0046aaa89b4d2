-- The instance: one row, whose owner is the first account.
CREATE TABLE instance (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  owner_id {uuid} NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE users (
  user_id {uuid} NOT NULL PRIMARY KEY,
  is_owner BOOLEAN NOT NULL,
  password_hash TEXT NOT NULL,
  profile {bytes} NOT NULL,
  created_at BIGINT NOT NULL
);

-- Finds an account by its address without storing the address: an HMAC under a key of the server.
CREATE TABLE login_index (
  email_hmac {bytes} NOT NULL PRIMARY KEY,
  user_id {uuid} NOT NULL
){clustered};

CREATE TABLE invites (
  code_hash {bytes} NOT NULL PRIMARY KEY,
  created_by {uuid} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  used_by {uuid}
);

CREATE TABLE sessions (
  user_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  label {bytes} NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (user_id, id)
);
CREATE INDEX sessions_ended ON sessions (ended_at);

CREATE TABLE refresh_tokens (
  user_id {uuid} NOT NULL,
  session_id {uuid} NOT NULL,
  hash {bytes} NOT NULL,
  issued_at BIGINT NOT NULL,
  consumed_at BIGINT,
  successor {bytes},
  PRIMARY KEY (user_id, session_id, hash),
  FOREIGN KEY (user_id, session_id) REFERENCES sessions (user_id, id) ON DELETE CASCADE
);

-- The lock row of each user: the sequence every change takes its number from.
CREATE TABLE user_sync (
  user_id {uuid} NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL,
  floor BIGINT NOT NULL,
  epoch BIGINT NOT NULL
){clustered};

-- One row per row, not per change: the log compacts itself.
CREATE TABLE sync_rows (
  user_id {uuid} NOT NULL,
  tbl BIGINT NOT NULL,
  row_id {uuid} NOT NULL,
  rev BIGINT NOT NULL,
  deleted BOOLEAN NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (user_id, tbl, row_id),
  UNIQUE (user_id, rev)
){clustered};

CREATE TABLE sync_clients (
  user_id {uuid} NOT NULL,
  client_id {uuid} NOT NULL,
  session_id {uuid} NOT NULL,
  last_mid BIGINT NOT NULL,
  proto BIGINT NOT NULL,
  schema_version BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, client_id)
){clustered};

-- What became of a mutation, and a keyed digest of it that tells a retry from a clone of the client.
CREATE TABLE mutation_results (
  user_id {uuid} NOT NULL,
  client_id {uuid} NOT NULL,
  mid BIGINT NOT NULL,
  digest {bytes} NOT NULL,
  status TEXT NOT NULL,
  code TEXT,
  detail TEXT,
  copy_id {uuid},
  PRIMARY KEY (user_id, client_id, mid)
){clustered};

CREATE TABLE entries (
  user_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  rev BIGINT NOT NULL,
  vid {bytes} NOT NULL,
  parent_vid {bytes},
  conflict_of {uuid},
  body_format BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  meta {bytes} NOT NULL,
  body {bytes} NOT NULL,
  PRIMARY KEY (user_id, id)
);
CREATE INDEX entries_by_time ON entries (user_id, written_at, id);

CREATE TABLE entry_revisions (
  user_id {uuid} NOT NULL,
  entry_id {uuid} NOT NULL,
  vid {bytes} NOT NULL,
  parent_vid {bytes},
  parent2_vid {bytes},
  at BIGINT NOT NULL,
  body {bytes} NOT NULL,
  PRIMARY KEY (user_id, entry_id, vid)
);

CREATE TABLE people (
  user_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  rev BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body {bytes} NOT NULL,
  PRIMARY KEY (user_id, id)
);

CREATE TABLE analyses (
  user_id {uuid} NOT NULL,
  entry_id {uuid} NOT NULL,
  rev BIGINT NOT NULL,
  vid {bytes} NOT NULL,
  queued_at BIGINT NOT NULL,
  summary {bytes} NOT NULL,
  evidence {bytes} NOT NULL,
  PRIMARY KEY (user_id, entry_id)
);

CREATE TABLE preferences (
  user_id {uuid} NOT NULL PRIMARY KEY,
  rev BIGINT NOT NULL,
  body {bytes} NOT NULL
);

-- One job per kind and subject. state: queued | running | dead; a finished job leaves no row.
CREATE TABLE jobs (
  user_id {uuid} NOT NULL,
  kind TEXT NOT NULL,
  subject {uuid} NOT NULL,
  state TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  lease_token {uuid},
  lease_until BIGINT,
  last_error TEXT,
  payload {bytes} NOT NULL,
  PRIMARY KEY (user_id, kind, subject)
);
CREATE INDEX jobs_due ON jobs (state, run_at);
