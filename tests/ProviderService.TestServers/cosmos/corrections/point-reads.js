"use strict";

// The package reads a member of the missing item, and answers 500.

const { parsePartitionKey } = require("@vercel/cosmosdb-server/lib/utils/get-partition-from-header");
const { refuse } = require("./answer");

module.exports = ({ req, res, collection, kind, id }) => {
  if (req.method !== "GET" || kind !== "docs" || id === undefined) return false;
  const partition = parsePartitionKey(req.headers["x-ms-documentdb-partitionkey"], id);
  const found = collection.document(id, partition).read();
  return !found && refuse(res, 404, "NotFound", "Entity with the specified id does not exist in the system.");
};
