-- The key store. It stands apart from the numbered migrations because it is backed up apart.
CREATE TABLE IF NOT EXISTS hearken_keys.wrapped_keys (
  user_id {uuid} NOT NULL,
  kid BIGINT NOT NULL,
  master_id {bytes} NOT NULL,
  wrapped {bytes} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, kid)
);
