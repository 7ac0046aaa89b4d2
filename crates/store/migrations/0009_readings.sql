-- What was found in entries each time they were read, without evidence. The last one of an entry is the one it has.
CREATE TABLE readings (
  user_id {uuid} NOT NULL,
  entry_id {uuid} NOT NULL,
  at BIGINT NOT NULL,
  vid {bytes} NOT NULL,
  body {bytes} NOT NULL,
  PRIMARY KEY (user_id, entry_id, at)
);
