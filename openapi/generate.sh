#!/usr/bin/env bash
# Writes the documents and examples of this folder anew, from the running code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet tool restore
dotnet build --configuration Release src/ProviderService
service=src/ProviderService/bin/Release/net10.0/ProviderService.dll

for name in $(dotnet swagger list "$service" | tr -d '"'); do
  folder=openapi/${name%%-*}
  mkdir -p "$folder"
  dotnet swagger tofile --output "$folder/${name#*-}.json" "$service" "$name"
  [[ $name == agent-* ]] || dotnet swagger tofile --openapiversion 2.0 --output "$folder/${name#*-}.swagger.json" "$service" "$name"
done

PROVIDER_EXAMPLES=write dotnet test --project tests/ProviderService.Tests --configuration Release --filter-class '*OpenApi.ExampleTests'
