-- Requests of one operation against an agent, for wrk.
-- Arguments: operation, token of the application, a word that no other run uses, and a file of share links' tokens, one a line.
local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init(args)
  operation, run, count, tokens = args[1], args[3], 0, {}
  wrk.headers["Authorization"] = "Bearer " .. args[2]
  wrk.headers["Content-Type"] = "application/json"
  if args[4] then
    for line in io.lines(args[4]) do tokens[#tokens + 1] = line end
  end
  math.randomseed(thread_number + 1)
end

-- A thread's connections take turns, so that an unlock may overtake the lock just before it: it is for a lock of long ago.
local lag = 200
local body = '{"lockId":"0123456789abcdef0123456789abcdef"}'

local function file(number) return "/v1/locks/" .. run .. "-" .. thread_number .. "-" .. number end

local operations = {
  ["lock-unlock"] = function()
    count = count + 1
    if count % 2 == 0 and count > lag then
      return wrk.format("POST", file(count - lag + 1) .. "/release", nil, body)
    end
    return wrk.format("POST", file(count), nil, body)
  end,
  ["refresh"] = function() return wrk.format("POST", "/v1/locks/held-" .. math.random(1000) .. "/refresh", nil, body) end,
  ["get"] = function() return wrk.format("GET", "/v1/locks/held-" .. math.random(1000)) end,
  ["resolve"] = function() return wrk.format("POST", "/v1/links/resolve", nil, '{"token":"' .. tokens[math.random(#tokens)] .. '"}') end,
  ["favorite"] = function()
    count = count + 1
    return wrk.format("PUT", "/v1/users/" .. run .. "-" .. thread_number .. "/favorites/item-" .. count)
  end,
}

function request() return operations[operation]() end
