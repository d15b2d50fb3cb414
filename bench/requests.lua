-- What wrk sends, and what it prints: one line of JSON.
--   wrk ... -- <body file> <kind> <first order> <orders known> <tokens file or ->
-- Kinds: new (every order another one), known (orders 0 to <orders known> again and again), mixed (80 % new,
-- 15 % known, 5 % with a token whose signature is wrong) and refused (every token wrong or missing, in turn).

local head, tail, kind, first, known
local good, bad, tokens = {}, {}, {}
local sent = 0

local function order(number)
  return head .. string.format("A-%012d", number) .. tail
end

-- Steps through the known orders so that neighbours are far from each other.
local function repeated(n)
  return order(n * 7919 % known)
end

-- With the first letter of the signature changed: the last one does not count whole.
local function forged(token)
  return (token:gsub("%.([^.])([^.]*)$", function(letter, rest)
    return "." .. (letter == "A" and "B" or "A") .. rest
  end))
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local body = file:read("*a")
  file:close()
  kind, first, known = args[2], tonumber(args[3]), tonumber(args[4])
  if args[5] ~= "-" then
    for line in io.lines(args[5]) do
      tokens[#tokens + 1] = line
    end
  end
  local from, to = body:find("@ORDER@", 1, true)
  local length = #body - #"@ORDER@" + #"A-000000000000"
  tail = body:sub(to + 1)
  local function opening(token)
    local authorization = token and "Authorization: Bearer " .. token .. "\r\n" or ""
    return "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n" .. authorization
      .. "Content-Type: application/json\r\nContent-Length: " .. length .. "\r\n\r\n" .. body:sub(1, from - 1)
  end
  good[1] = opening(nil)
  for n, token in ipairs(tokens) do
    good[n] = opening(token)
    bad[n] = opening((kind == "mixed" or n % 2 == 0) and forged(token) or nil)
  end
end

function request()
  sent = sent + 1
  local n = sent
  head = good[n % #good + 1]
  if kind == "known" then
    return repeated(n)
  elseif kind == "refused" then
    head = bad[n % #bad + 1]
  elseif kind == "mixed" then
    local turn = n % 20
    if turn == 19 then
      head = bad[n % #bad + 1]
    elseif turn >= 16 then
      return repeated(n)
    end
  end
  return order(first + n)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"p999":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
