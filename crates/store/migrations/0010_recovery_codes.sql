-- The codes by which users who forgot their password set another one: SHA-256 over user and code. Used ones stay until
-- there is a new set.
CREATE TABLE recovery_codes (
  user_id {uuid} NOT NULL,
  hash {bytes} NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (user_id, hash)
);
