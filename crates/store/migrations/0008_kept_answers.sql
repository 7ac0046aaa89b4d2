-- Answers of providers, for the day the same is asked again. `id` is a keyed digest of the question, `entry_id` the entry it
-- was asked about, with which the answer goes.
CREATE TABLE kept_answers (
  user_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  entry_id {uuid} NOT NULL,
  at BIGINT NOT NULL,
  answer {bytes} NOT NULL,
  PRIMARY KEY (user_id, id)
);
CREATE INDEX kept_answers_by_entry ON kept_answers (user_id, entry_id);
