SELECT l.id, l.at, coalesce(e.name, ''), l.via, l.ip, l.action, l.object, l.detail, l.hash
  FROM audit l
  LEFT JOIN editor e ON e.id = l.editor_id
 WHERE l.id < ?
 ORDER BY l.id DESC
 LIMIT ?
