// Validates Swagger 2.0 documents and their examples with Azure's own validator: node validate-spec.mjs DOCUMENT...
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// The schema of extensions names the one of examples by an address in the internet; the validator has a copy under another address.
const extensions = JSON.stringify(require("@autorest/schemas/swagger-extensions.json"));
require.cache[require.resolve("@autorest/schemas/swagger-extensions.json")].exports =
  JSON.parse(extensions.replace("autorest/main/packages/libs/autorest-schemas/example-schema.json", "autorest/master/schema/example-schema.json"));
const { SemanticValidator } = require("oav/dist/lib/swaggerValidator/semanticValidator.js");
const { NewModelValidator } = require("oav/dist/lib/swaggerValidator/modelValidator.js");

let faults = 0;
for (const document of process.argv.slice(2)) {
  const semantics = new SemanticValidator(document, null);
  await semantics.initialize();
  report(document, (await semantics.validateSpec()).errors);

  const examples = new NewModelValidator(document);
  await examples.initialize();
  await examples.validateOperations();
  report(document, examples.result);
}

console.log(`${process.argv.length - 2} documents validated, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);

function report(document, errors) {
  faults += errors.length;
  for (const { code, message, exampleUrl } of errors) console.log(`${exampleUrl ?? document}: ${code}: ${message}`);
}
