"use strict";

const { randomUUID } = require("crypto");

/** Answers as the package does. */
exports.answer = (res, status, body, headers = {}) => {
  res.writeHead(status, {
    "content-type": "application/json",
    "x-ms-activity-id": randomUUID(),
    "x-ms-request-charge": "1",
    ...headers,
  });
  res.end(body && JSON.stringify(body));
  return true;
};

/** Answers an error. */
exports.refuse = (res, status, code, message) => exports.answer(res, status, { code, message });
