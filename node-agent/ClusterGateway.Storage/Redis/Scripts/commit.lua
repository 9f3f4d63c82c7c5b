-- All operations or none. KEYS: index, expiry, revision, then the entry of each operation.
-- ARGV: floor, channel, notice, '1' to notify; then for each operation: kind (0 check, 1 put, 2 delete), key, value,
-- time to live in microseconds (0 for ever), condition (0 any, 1 absent, 2 present, 3 at a revision), revision.
-- Answers { revision, {} }, or { '0', conflicts }: { ordinal } of an absent entry, { ordinal, value, revision, remaining } of a live one.
-- Numbers are doubles: microseconds and revisions are exact below 2^53, which is the year 2255.
local index, expiry, counter = KEYS[1], KEYS[2], KEYS[3]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(number) return string.format('%.0f', number) end

local conflicts = {}
for i = 4, #KEYS do
  local arg = 5 + (i - 4) * 6
  local condition, wanted = ARGV[arg + 4], ARGV[arg + 5]
  local entry = redis.call('HMGET', KEYS[i], 'r', 'x')
  local live = entry[1] and (entry[2] == '' or tonumber(entry[2]) > now)
  local holds = condition == '0' or (condition == '1' and not live) or (condition == '2' and live)
    or (condition == '3' and live and entry[1] == wanted)
  if not holds then
    local conflict = { i - 3 }
    if live then
      conflict[2] = redis.call('HGET', KEYS[i], 'v')
      conflict[3] = entry[1]
      conflict[4] = entry[2] == '' and '' or text(entry[2] - now)
    end
    conflicts[#conflicts + 1] = conflict
  end
end
if #conflicts > 0 then return { '0', conflicts } end

-- The time makes it rise even when Redis forgot the counter. This is the first write: what Redis refuses, it refuses here.
local revision = text(math.max((tonumber(redis.call('GET', counter)) or 0) + 1, ARGV[1] + 1, now))
redis.call('SET', counter, revision)
for i = 4, #KEYS do
  local arg = 5 + (i - 4) * 6
  local kind, key, ttl = ARGV[arg], ARGV[arg + 1], tonumber(ARGV[arg + 3])
  if kind == '1' then
    local expires = ttl > 0 and text(now + ttl) or ''
    redis.call('HSET', KEYS[i], 'v', ARGV[arg + 2], 'r', revision, 'x', expires)
    redis.call('ZADD', index, 0, key)
    if ttl > 0 then redis.call('ZADD', expiry, expires, key) else redis.call('ZREM', expiry, key) end
  elseif kind == '2' then
    redis.call('DEL', KEYS[i])
    redis.call('ZREM', index, key)
    redis.call('ZREM', expiry, key)
  end
end
if ARGV[4] == '1' then redis.call('PUBLISH', ARGV[2], ARGV[3]) end
return { revision, {} }
