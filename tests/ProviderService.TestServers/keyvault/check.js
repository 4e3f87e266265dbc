"use strict";

// Does with a vault what the official client offers, and prints "ok" or what went wrong.
// Arguments: the vault's URL and a token. NODE_EXTRA_CA_CERTS names the certificate to trust.

const assert = require("node:assert");
const { randomBytes } = require("node:crypto");
const { KeyClient, CryptographyClient } = require("@azure/keyvault-keys");

const [url, token] = process.argv.slice(2);
const asked = [];
const credential = {
  getToken: async (scopes, options) => {
    asked.push({ scopes, tenant: options.tenantId });
    return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
  },
};

// The client expects the resource to be a parent domain of the vault's, and "localhost" has none.
const options = { disableChallengeResourceVerification: true, retryOptions: { maxRetries: 0 } };

const check = async () => {
  const client = new KeyClient(url, credential, options);
  const first = await client.createRsaKey("checked");
  assert.strictEqual(first.keyType, "RSA");
  assert.match(first.id, /\/keys\/checked\/[0-9a-f]{32}$/);

  const dataKey = randomBytes(32);
  const wrapped = await new CryptographyClient(first, credential, options).wrapKey("RSA-OAEP-256", dataKey); // by this client, with the public half
  const remote = await new CryptographyClient(first.id, credential, options).unwrapKey("RSA-OAEP-256", wrapped.result);
  assert.deepStrictEqual(Buffer.from(remote.result), dataKey);
  assert.strictEqual(remote.keyID, first.id);

  const second = await client.rotateKey("checked");
  assert.notStrictEqual(second.properties.version, first.properties.version);
  assert.strictEqual((await client.getKey("checked")).properties.version, second.properties.version);
  assert.strictEqual((await client.getKey("checked", { version: first.properties.version })).id, first.id);
  const versions = [];
  for await (const version of client.listPropertiesOfKeyVersions("checked")) versions.push(version.version);
  assert.deepStrictEqual(versions, [first.properties.version, second.properties.version]);

  await assert.rejects(new CryptographyClient(second.id, credential, options).unwrapKey("RSA-OAEP-256", wrapped.result), { statusCode: 400, code: "BadParameter" });
  await assert.rejects(client.getKey("missing"), { statusCode: 404, code: "KeyNotFound" });
  return asked;
};

check().then(tokens => console.log(`ok ${JSON.stringify(tokens[0])}`), error => console.log(error.stack.replaceAll("\n", " | ")));
