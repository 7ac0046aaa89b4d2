-- How each provider is doing, so that one that fails is left alone after a restart, too. Nobody's words are in it.
CREATE TABLE breakers (
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  operation TEXT NOT NULL,
  failed_at TEXT NOT NULL,
  open_since BIGINT,
  last_error TEXT,
  last_error_at BIGINT,
  PRIMARY KEY (provider, model, operation)
);
