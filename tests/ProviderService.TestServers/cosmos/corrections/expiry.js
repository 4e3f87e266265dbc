"use strict";

// The package keeps items whatever their "ttl" says. Here they go at the first request after their time, which starts at the
// last write (_ts). As in Cosmos DB, "ttl" counts only in a container with a default, and -1 is for ever.

exports.removeExpired = collection => {
  const { defaultTtl } = collection.read();
  if (!defaultTtl) return;
  const now = Date.now() / 1000;
  for (const item of collection.documents._data.values()) {
    const data = item.read();
    const ttl = data.ttl ?? defaultTtl;
    if (ttl > 0 && data._ts + ttl <= now) collection.documents.delete(data.id, collection.documents._getPartition(data));
  }
};
