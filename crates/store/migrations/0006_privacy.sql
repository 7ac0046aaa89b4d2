-- What users let leave this server, and what they let leave it once: nothing is ever deleted here.
CREATE TABLE consents (
  user_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  granted_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  body {bytes} NOT NULL,
  PRIMARY KEY (user_id, id)
);

-- What was sent to providers on behalf of a user. A row is committed before the first byte leaves. `sent` is NULL once the
-- entry is gone, `ending` while no answer is known.
CREATE TABLE disclosures (
  user_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  at BIGINT NOT NULL,
  entry_id {uuid},
  head {bytes} NOT NULL,
  sent {bytes},
  ending {bytes},
  PRIMARY KEY (user_id, id)
);
CREATE INDEX disclosures_by_time ON disclosures (user_id, at, id);
CREATE INDEX disclosures_by_entry ON disclosures (user_id, entry_id);
