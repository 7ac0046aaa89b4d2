-- The model on the server's own machine that its owner added in the app: one row at most. Nobody's words are in it.
CREATE TABLE local_model (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  port BIGINT NOT NULL,
  model TEXT NOT NULL,
  added_at BIGINT NOT NULL
);
