INSERT INTO render (key, body, saved_at)
VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE
SET body = excluded.body, saved_at = excluded.saved_at
