SELECT r.n, r.prev_hash, r.hash, r.published_at, r.title, r.note, r.author_id, r.approver_id, r.policy, r.change_set, r.changes,
       coalesce(a.name, ''), coalesce(p.name, '')
  FROM release r
  LEFT JOIN editor a ON a.id = r.author_id
  LEFT JOIN editor p ON p.id = r.approver_id
 WHERE r.n > ?
 ORDER BY r.n
