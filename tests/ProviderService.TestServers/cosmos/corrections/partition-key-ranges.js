"use strict";

const { answer } = require("./answer");
const { ranges } = require("./scope");

/** Names the ranges that feeds and queries are scoped by. */
module.exports = ({ req, res, collection, kind }) => {
  if (req.method !== "GET" || kind !== "pkranges") return false;
  if (req.headers["if-none-match"]) return answer(res, 304, undefined, { etag: '"1"' });
  const { _rid, _self } = collection.read();
  const PartitionKeyRanges = ranges.map(range => ({
    ...range, _rid: `${_rid}${range.id}`, _self: `${_self}/pkranges/${range.id}`, ridPrefix: Number(range.id), throughputFraction: 1 / ranges.length,
    status: "online", parents: [], _etag: '"1"', _ts: 0,
  }));
  return answer(res, 200, { _rid, PartitionKeyRanges, _count: ranges.length }, { etag: '"1"' });
};
