"use strict";

const changeFeed = require("./change-feed");
const expiry = require("./expiry");
const partitionKeyRanges = require("./partition-key-ranges");
const pointReads = require("./point-reads");
const queries = require("./queries");
const size = require("./size");

const path = /^\/{1,2}dbs\/([^/]+)\/colls\/([^/]+)(?:\/(docs|pkranges)(?:\/([^/]+))?)?\/?$/;

/* Each answers the request or leaves it to the next; the package has the last word. */
const corrections = [size, pointReads, changeFeed, queries, partitionKeyRanges];

/**
 * @param last Handles what no correction does.
 * @param account Yields the account with everything in it.
 */
exports.correct = (last, account) => async (req, res) => {
  const match = path.exec(req.url);
  const collection = match && account().database(decodeURIComponent(match[1])).collection(decodeURIComponent(match[2]));
  if (collection?.read()) {
    expiry.removeExpired(collection);
    const call = { req, res, collection, kind: match[3], id: match[4] && decodeURIComponent(match[4]) };
    for (const correction of corrections) if (await correction(call)) return;
  }
  last(req, res);
};
