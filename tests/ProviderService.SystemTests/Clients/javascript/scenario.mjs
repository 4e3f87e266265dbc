// The scenario of every client (see ClientScenario.cs), with Microsoft's JavaScript clients.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ConnectedKubernetesClient } from "@azure/arm-hybridkubernetes";
import { SourceControlConfigurationClient } from "@azure/arm-kubernetesconfiguration";

const { ENDPOINT, TOKEN_FILE, SUBSCRIPTION, GROUP, PUBLIC_KEY, VERSIONS } = process.env;
const token = readFileSync(TOKEN_FILE, "utf8").trim();
const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
const cluster = ["Microsoft.Kubernetes", "connectedClusters", "javascript"];

const clusters = new ConnectedKubernetesClient(credential, SUBSCRIPTION, { endpoint: ENDPOINT }).connectedClusterOperations;

await step("2021-10-01", "cluster created", async () => {
  const created = await clusters.beginCreateAndWait(GROUP, "javascript", {
    location: "eastus", identity: { type: "SystemAssigned" }, agentPublicKeyCertificate: PUBLIC_KEY, tags: { made: "here" },
  });
  assert.equal(created.provisioningState, "Succeeded");
});
await step("2021-10-01", "cluster read", async () => assert.equal((await clusters.get(GROUP, "javascript")).tags.made, "here"));
await step("2021-10-01", "cluster updated", async () =>
  assert.equal((await clusters.update(GROUP, "javascript", { tags: { made: "there" } })).tags.made, "there"));
await step("2021-10-01", "clusters listed", async () => assert.ok((await all(clusters.listByResourceGroup(GROUP))).some(({ name }) => name === "javascript")));

for (const version of VERSIONS.split(" ")) {
  const client = new SourceControlConfigurationClient(credential, SUBSCRIPTION, { endpoint: ENDPOINT, apiVersion: version });
  const configurations = client.sourceControlConfigurations;
  const settings = {
    repositoryUrl: "https://github.com/fluxcd/flux-get-started", operatorNamespace: "flux", operatorInstanceName: "flux", operatorType: "Flux",
    operatorScope: "cluster", operatorParams: "--git-readonly",
  };
  await step(version, "configuration created", async () => {
    const created = await configurations.createOrUpdate(GROUP, ...cluster, "cfg", settings);
    assert.equal(created.complianceStatus.complianceState, "Pending");
  });
  await step(version, "configuration read", async () =>
    assert.equal((await configurations.get(GROUP, ...cluster, "cfg")).repositoryUrl, settings.repositoryUrl));
  await step(version, "configurations listed", async () =>
    assert.deepEqual((await all(configurations.list(GROUP, ...cluster))).map(({ name }) => name), ["cfg"]));
  await step(version, "configuration updated", async () => {
    const read = await configurations.get(GROUP, ...cluster, "cfg");
    const updated = await configurations.createOrUpdate(GROUP, ...cluster, "cfg", { ...read, operatorParams: "--git-readonly --git-branch=main" });
    assert.equal(updated.operatorParams, "--git-readonly --git-branch=main");
  });
  await step(version, "configuration deleted", async () => {
    await configurations.beginDeleteAndWait(GROUP, ...cluster, "cfg");
    assert.deepEqual(await all(configurations.list(GROUP, ...cluster)), []);
  });
  await step(version, "error read", () => assert.rejects(
    configurations.get(GROUP, ...cluster, "cfg"),
    (error) => error.name === "RestError" && error.statusCode === 404 && error.code === "ResourceNotFound" && error.message.includes("cfg")));
  await step(version, "operations listed", async () =>
    assert.ok((await all(client.operations.list())).some(({ name }) => name.endsWith("sourceControlConfigurations/write"))));
}

await step("2021-10-01", "cluster deleted", async () => {
  await clusters.beginDeleteAndWait(GROUP, "javascript");
  await assert.rejects(clusters.get(GROUP, "javascript"), { statusCode: 404 });
});

async function step(version, name, action) {
  await action();
  console.log(`PASS ${version} ${name}`);
}

async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}
