"use strict";

// The package answers the change feed of the whole container, from its beginning, or that nothing changed. Here every write
// gets a number, and the feed (latest version of each item) goes on after the number that it is asked for.

const Documents = require("@vercel/cosmosdb-server/lib/account/documents").default;
const { answer, refuse } = require("./answer");
const { itemsOf } = require("./scope");

let writes = 0;

const set = Documents.prototype._set;
Documents.prototype._set = function (data) {
  return set.call(this, Object.assign(data, { _lsn: ++writes }));
};

module.exports = call => {
  const { req, res, kind, id } = call;
  if (req.method !== "GET" || kind !== "docs" || id !== undefined) return false;
  const items = req.headers["a-im"] && itemsOf(call);
  if (!items) return refuse(res, 400, "BadRequest", "A read of many items names a partition key, or is the change feed of a range.");

  const since = after(req.headers["if-none-match"]);
  const page = items.filter(data => data._lsn > since).slice(0, Number(req.headers["x-ms-max-item-count"]) || 1000);
  const headers = { etag: `"${page.at(-1)?._lsn ?? since}"`, "x-ms-item-count": String(page.length) };
  const body = { _rid: call.collection.read()._rid, Documents: page, _count: page.length };
  return page.length ? answer(res, 200, body, headers) : answer(res, 304, undefined, headers);
};

/** "*" is the present, nothing is the beginning. */
const after = etag => (etag === undefined ? 0 : etag === "*" ? writes : Number(etag.replaceAll('"', "")));
