"use strict";

// The package runs a query over every partition when its text names the partition key, and has no query plans. Here a query
// has to name its partition in the options and in its text, or one range; what Cosmos DB's emulators lack is refused.

const cosmosQuery = require("@zeit/cosmosdb-query").default;
const { answer, refuse } = require("./answer");
const { itemsOf } = require("./scope");

const unsupported = /\b(ORDER\s+BY|GROUP\s+BY|OFFSET|LIMIT|TOP|DISTINCT|COUNT|SUM|AVG|MIN|MAX)\b/i;

const everywhere = [{ min: "", max: "FF", isMinInclusive: true, isMaxInclusive: false }];

module.exports = async call => {
  const { req, res, collection, kind } = call;
  if (req.method !== "POST" || kind !== "docs" || !isQuery(req)) return false;
  const { query, parameters } = await bodyOf(req);
  if (unsupported.test(query)) return refuse(res, 400, "BadRequest", "The query asks for what the emulators lack.");
  if (isTrue(req, "x-ms-cosmos-is-query-plan-request")) return answer(res, 200, planOf());

  const parsed = cosmosQuery(query);
  if (req.headers["x-ms-documentdb-partitionkey"] && !parsed.containsPartitionKeys(collection.read().partitionKey.paths))
    return refuse(res, 400, "BadRequest", "The query does not say in its text which partition it is about.");
  const items = itemsOf(call);
  if (!items) return refuse(res, 400, "BadRequest", "The query names neither a partition nor a range.");
  return answerPage(call, parsed, parameters, items);
};

const answerPage = ({ req, res, collection }, parsed, parameters, items) => {
  const maxItemCount = Number(req.headers["x-ms-max-item-count"]) || 100;
  const continuation = req.headers["x-ms-continuation"] && JSON.parse(req.headers["x-ms-continuation"]);
  const page = parsed.exec(items, { parameters, maxItemCount: maxItemCount > 0 ? maxItemCount : 100, continuation });
  const headers = { "x-ms-item-count": String(page.result.length) };
  if (page.continuation) headers["x-ms-continuation"] = JSON.stringify(page.continuation);
  return answer(res, 200, { _rid: collection.read()._rid, Documents: page.result, _count: page.result.length }, headers);
};

/** That the client has nothing to put together. */
const planOf = () => ({
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: {
    distinctType: "None", top: null, offset: null, limit: null, orderBy: [], orderByExpressions: [], groupByExpressions: [], groupByAliases: [],
    aggregates: [], groupByAliasToAggregateType: {}, rewrittenQuery: "", hasSelectValue: false, hasNonStreamingOrderBy: false,
  },
  queryRanges: everywhere,
});

const bodyOf = async req => {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
};

const isQuery = req => isTrue(req, "x-ms-documentdb-isquery") || /^application\/query\+json/.test(req.headers["content-type"] ?? "") || isTrue(req, "x-ms-cosmos-is-query-plan-request");

const isTrue = (req, header) => req.headers[header]?.toLowerCase() === "true";
