"use strict";

// The package takes items of any size. Cosmos DB refuses those of more than 2 MB.

const { refuse } = require("./answer");

const limit = 2 * 1024 * 1024;

module.exports = ({ req, res, kind }) => {
  const isWrite = kind === "docs" && (req.method === "PUT" || req.method === "POST");
  if (!isWrite || Number(req.headers["content-length"]) <= limit) return false;
  req.resume();
  return refuse(res, 413, "RequestEntityTooLarge", "Request size is too large");
};
