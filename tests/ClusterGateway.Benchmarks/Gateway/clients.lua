-- Clients of a proxy: METHOD PATH BYTES COOKIES CONNECTION. COOKIES is a file with a Cookie header a line, which the requests take in turn.
local requests, next_request = {}, 0

function init(arguments)
  local method, path, bytes, cookies, connection = arguments[1], arguments[2], tonumber(arguments[3]), arguments[4], arguments[5]
  local body = bytes > 0 and string.rep("x", bytes) or nil
  local headers = { ["Host"] = "files.example.org", ["User-Agent"] = "bench", ["Accept"] = "*/*" }
  if connection ~= "keep-alive" then
    headers["Connection"] = connection
  end
  for line in io.lines(cookies) do
    headers["Cookie"] = line ~= "-" and line or nil
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end

-- wrk itself prints no more than the 99th percentile.
function done(summary, latency, requests)
  io.write(string.format("p99.9 %.3f ms\n", latency:percentile(99.9) / 1000))
end
