-- What users say of insights, and what they never want to be told of. `id` is a keyed digest of what it is about, which
-- itself is sealed. The insights are not stored: they are computed from the entries.
CREATE TABLE insight_answers (
  user_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  rev BIGINT NOT NULL,
  answer {bytes} NOT NULL,
  PRIMARY KEY (user_id, id)
);
