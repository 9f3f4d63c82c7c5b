-- KEYS: entry. Answers { value, revision, remaining microseconds or '' }, or nothing.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local entry = redis.call('HMGET', KEYS[1], 'v', 'r', 'x')
if not entry[2] or (entry[3] ~= '' and tonumber(entry[3]) <= now) then return false end
return { entry[1], entry[2], entry[3] == '' and '' or string.format('%.0f', entry[3] - now) }
