-- KEYS: index, expiry, then the beginning of the entries' keys. ARGV: the prefix, how many to remove at most. Answers how many it removed.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000000 + time[2])
local prefix, limit = ARGV[1], tonumber(ARGV[2])
local batch, skipped, removed = 1000, 0, 0
while removed < limit do
  local keys = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', skipped, batch)
  for _, key in ipairs(keys) do
    if removed < limit and string.sub(key, 1, #prefix) == prefix then
      redis.call('DEL', KEYS[3] .. key)
      redis.call('ZREM', KEYS[1], key)
      redis.call('ZREM', KEYS[2], key)
      removed = removed + 1
    else
      skipped = skipped + 1
    end
  end
  if #keys < batch then break end
end
return removed
