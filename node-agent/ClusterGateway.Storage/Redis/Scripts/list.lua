-- KEYS: index, then the beginning of the entries' keys. ARGV: from and to as ZRANGEBYLEX wants them, entries wanted, bytes of values
-- after which to stop. Answers { last key looked at, or '' at the end, { value, revision, remaining, key } ... }.
-- Looks at so many entries at most: the caller comes again for more, and other clients get their turn.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wanted, bytes = tonumber(ARGV[3]), tonumber(ARGV[4])
local batch = math.min(1000, wanted + 100)
local keys = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2], 'LIMIT', 0, batch)
local page = { '' }
for i, key in ipairs(keys) do
  local entry = redis.call('HMGET', KEYS[2] .. key, 'v', 'r', 'x')
  if entry[2] and (entry[3] == '' or tonumber(entry[3]) > now) then
    page[#page + 1] = { entry[1], entry[2], entry[3] == '' and '' or string.format('%.0f', entry[3] - now), key }
    bytes = bytes - #entry[1]
    if #page - 1 == wanted or bytes <= 0 then
      page[1] = key
      return page
    end
  end
end
if #keys == batch then page[1] = keys[batch] end
return page
