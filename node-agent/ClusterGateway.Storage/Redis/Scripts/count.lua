-- KEYS: index, expiry. ARGV: from and to as ZLEXCOUNT wants them, the prefix. What has expired and is not purged does not count.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000000 + time[2])
local all = redis.call('ZLEXCOUNT', KEYS[1], ARGV[1], ARGV[2])
local prefix = ARGV[3]
if prefix == '' then return all - redis.call('ZCOUNT', KEYS[2], '-inf', now) end
for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
  if string.sub(key, 1, #prefix) == prefix then all = all - 1 end
end
return all
