SELECT at, ok
  FROM login_attempt
 WHERE ip = ?
   AND at > ?
   AND ok = 0
 ORDER BY at DESC, id DESC
