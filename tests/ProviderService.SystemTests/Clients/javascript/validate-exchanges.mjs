// Validates exchanges that tests have made (see ExchangeRecorder.cs) against the documents in a folder:
//   node validate-exchanges.mjs EXCHANGES DOCUMENTS PATTERN
// Requests that were refused are wrong on purpose: of these, only the answer is looked at. What the service takes and passes over on
// purpose, as the hosted one does, is no fault either: members that it does not know or writes itself, and words in another case.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LiveValidator } from "oav/dist/lib/liveValidation/liveValidator.js";
import { log } from "oav/dist/lib/util/logging.js";

const [folder, documents, pattern] = process.argv.slice(2);
// Recorded, and not in the published documents.
const recorded = ["/properties/configKind", "/properties/createdDate", "/properties/lastModifiedDate", "/properties/operatorScope"];
const passedOver = ["READONLY_PROPERTY_NOT_ALLOWED_IN_REQUEST", "OBJECT_ADDITIONAL_PROPERTIES", "ENUM_CASE_MISMATCH"];
log.consoleLogLevel = "off"; // it prints levels without their messages
const validator = new LiveValidator({
  directory: documents, swaggerPathsPattern: [pattern], loadValidatorInBackground: false, isPathCaseSensitive: false,
}, () => {});
await validator.initialize();

let [validated, unknown] = [0, 0];
const faults = new Map();
for (const exchange of exchanges()) {
  // Conditional requests (RFC 9110, section 13) are beyond what Swagger 2.0 documents of Azure describe.
  if (exchange.liveResponse.statusCode === "304") continue;
  const { requestValidationResult: request, responseValidationResult: answer } = await validator.validateLiveRequestResponse(exchange);
  const accepted = exchange.liveResponse.statusCode < 400;
  const errors = [...(accepted ? faultsOf(request.errors) : []), ...answer.errors.filter(isNews)];
  const reason = request.runtimeException ?? answer.runtimeException;
  if (reason) {
    unknown++;
    continue;
  }
  validated++;
  for (const { code, message, pathsInPayload } of errors) {
    const { operationId, apiVersion } = answer.operationInfo;
    const fault = `${operationId} ${exchange.liveResponse.statusCode} ${code}: ${message} at ${pathsInPayload?.[0] ?? ""}`;
    faults.set(fault, [...(faults.get(fault) ?? []), apiVersion]);
  }
}

for (const [fault, versions] of faults) console.log(`${fault} (${versions.length} times, ${[...new Set(versions)].join(" ")})`);
console.log(`${validated} exchanges validated, ${faults.size} kinds of faults; ${unknown} are of no document`);
process.exit(faults.size > 0 || validated === 0 ? 1 : 0);

/** Of what is passed over, the type does not matter. */
function faultsOf(errors) {
  const ignored = errors.filter(({ code }) => passedOver.includes(code)).map(({ pathsInPayload }) => pathsInPayload?.[0]);
  return errors.filter(({ code, pathsInPayload }) =>
    !passedOver.includes(code) && !ignored.some((path) => pathsInPayload?.[0]?.startsWith(path)));
}

function isNews({ pathsInPayload }) {
  return !recorded.some((path) => pathsInPayload?.[0]?.endsWith(path));
}

function* exchanges() {
  for (const file of readdirSync(folder))
    for (const line of readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean)) {
      const { method, url, type, body, status, answerType, answer } = JSON.parse(line);
      yield {
        liveRequest: { url, method: method.toLowerCase(), headers: { "content-type": type ?? "" }, body: parse(body) },
        liveResponse: { statusCode: status, headers: { "content-type": answerType ?? "" }, body: parse(answer) },
      };
    }
}

/** Undefined for nothing, and for what is not JSON. */
function parse(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
