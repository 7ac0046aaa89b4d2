-- Where a job stands in line: 0 what somebody waits for, before all else. What can wait counts from 1 within its user's
-- own, so that users take turns.
ALTER TABLE jobs ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
DROP INDEX jobs_due;
CREATE INDEX jobs_in_line ON jobs (place, run_at) WHERE state <> 'dead';
