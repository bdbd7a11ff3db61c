-- The doctor's record page, asked for one record after the other.
--
--   CARNET_TOKEN=… wrk -t2 -c16 -d30s --latency -s load/record.lua http://127.0.0.1:8080/graphql -- ids.txt
--
-- `ids.txt` has one record id a line; `load/run.sh` makes it. An answer that is not 200 or
-- carries errors is counted, so that a fast refusal is not taken for speed.

local function read(path)
  local file = assert(io.open(path, "r"), "cannot open " .. path)
  local text = file:read("*a")
  file:close()
  return text
end

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(arguments)
  local token = assert(os.getenv("CARNET_TOKEN"), "CARNET_TOKEN is not set")
  local query = read("load/record.graphql"):gsub("%s+", " "):gsub('"', '\\"')
  local headers = {
    ["Content-Type"] = "application/json",
    ["Accept"] = "application/graphql-response+json",
    ["Authorization"] = "Bearer " .. token,
  }
  requests, refused = {}, 0
  for id in read(arguments[1] or "ids.txt"):gmatch("%S+") do
    local body = string.format('{"query":"%s","variables":{"id":"%s"}}', query, id)
    table.insert(requests, wrk.format("POST", nil, headers, body))
  end
  assert(0 < #requests, "no record ids")
  -- Each thread begins elsewhere in the list.
  position = number * 37
end

function request()
  position = position + 1
  return requests[position % #requests + 1]
end

function response(status, _, body)
  if status ~= 200 or body:find('"errors"', 1, true) then
    refused = refused + 1
  end
end

function done(summary, latency)
  local count = 0
  for _, thread in ipairs(threads) do
    count = count + thread:get("refused")
  end
  io.write(string.format(
    "requests %d, refused %d, requests/s %.0f, p50 %.2f ms, p99 %.2f ms, max %.2f ms\n",
    summary.requests, count, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
