-- What each entry says of relationships, and what its writer has disputed. Whom it speaks of is sealed too. `rev` is a
-- number of the user's sequence, so that whoever has summed up everything up to one number reads only what is newer.
CREATE TABLE health_evidence (
  user_id {uuid} NOT NULL,
  entry_id {uuid} NOT NULL,
  rev BIGINT NOT NULL,
  found {bytes} NOT NULL,
  disputes {bytes} NOT NULL,
  PRIMARY KEY (user_id, entry_id)
);
CREATE INDEX health_evidence_by_rev ON health_evidence (user_id, rev);

-- 1 once the evidence of everything that was read before has been collected.
ALTER TABLE user_sync ADD COLUMN evidence_gathered BIGINT NOT NULL DEFAULT 0;
