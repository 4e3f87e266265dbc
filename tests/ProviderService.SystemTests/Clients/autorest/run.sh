#!/usr/bin/env bash
# Generates clients from the Swagger 2.0 documents with AutoRest, compiles them and runs the scenario; $1 is a folder for all of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../../../.. && pwd)
packages=$PWD/../javascript/node_modules/@autorest
work=$1/autorest

generate() {
  node "$packages/core/entrypoints/app.js" --csharp --use="$packages/modelerfour" --use="$packages/csharp" --input-file="$root/openapi/$1" \
    --namespace="$2" --output-folder="$work/$2" --public-clients --generation1-convenience-client --skip-csproj \
    --security=AADToken --security-scopes=https://management.azure.com/.default
}

mkdir -p "$work"
cp client.csproj Program.cs "$work"
generate connectedClusters/2021-10-01.swagger.json Generated.Clusters >&2
generate sourceControlConfigurations/2023-05-01.swagger.json Generated.Configurations >&2
dotnet build "$work" --configuration Release --output "$work/bin" -p:AutoRest="$packages/csharp" -p:DirectoryPackagesPropsPath="$root/Directory.Packages.props" >&2
dotnet "$work/bin/client.dll"
