SELECT c.id, c.title, c.note, c.state, c.owner_id, o.name, c.version, c.base_release, c.hash, c.changes, c.reasons, c.findings,
       c.created_at, c.updated_at, u.name, coalesce(r.n, 0)
  FROM change_set c
  JOIN editor o ON o.id = c.owner_id
  JOIN editor u ON u.id = c.updated_by
  LEFT JOIN release r ON r.change_set = c.id
 ORDER BY c.updated_at DESC, c.id DESC
