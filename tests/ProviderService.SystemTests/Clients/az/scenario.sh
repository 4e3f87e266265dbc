#!/usr/bin/env bash
# The scenario of every client (see ClientScenario.cs) with az, which also signs in by itself: scenario.sh FOLDER APPID SECRET
# FOLDER is for what az keeps; the service principal is an owner of the subscription.
set -euo pipefail

app_id=$2
secret=$3
export AZURE_CONFIG_DIR=$1/az AZURE_CORE_COLLECT_TELEMETRY=no AZURE_CORE_ONLY_SHOW_ERRORS=yes
clusters_at=2021-10-01
subscription=/subscriptions/$SUBSCRIPTION
managed_identity=00000000-0000-0000-0000-000000000003
cluster=$subscription/resourceGroups/$GROUP/providers/Microsoft.Kubernetes/connectedClusters/az
configuration=$cluster/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/cfg

passed() { echo "PASS $1 $2"; }

# step VERSION NAME EXPECTED COMMAND...: what the command prints has to be what is expected.
step() {
  local version=$1 name=$2 expected=$3 printed
  printed=$("${@:4}" --output tsv) || { echo "$version: $name failed" >&2; exit 1; }
  [[ $printed == "$expected" ]] || { echo "$version: $name: $printed instead of $expected" >&2; exit 1; }
  passed "$version" "$name"
}

sign_in() {
  az cloud register --name local --endpoint-resource-manager "$ENDPOINT"
  az cloud set --name local
  step az "signed in as service principal" "$SUBSCRIPTION" \
    az login --service-principal --username "$app_id" --password "$secret" --tenant "$SUBSCRIPTION" --query '[].id'
}

groups_and_providers() {
  step az "group created" Succeeded az group create --name az --location eastus --query properties.provisioningState
  step az "groups listed" az az group list --query "[?name=='az'].name"
  az group delete --name az --yes
  step az "group deleted" false az group exists --name az
  step az "providers listed" Microsoft.KubernetesConfiguration az provider list --query "[?namespace=='Microsoft.KubernetesConfiguration'].namespace"
  az provider unregister --namespace Microsoft.KubernetesConfiguration
  az provider register --namespace Microsoft.KubernetesConfiguration
  step az "provider registered" Registered az provider show --namespace Microsoft.KubernetesConfiguration --query registrationState
}

create_cluster() {
  local type=(--resource-type Microsoft.Kubernetes/connectedClusters --api-version "$clusters_at") body
  body='{"location":"eastus","tags":{"made":"here"},"identity":{"type":"SystemAssigned"},"properties":{"agentPublicKeyCertificate":"'$PUBLIC_KEY'"}}'
  step $clusters_at "cluster created" Succeeded \
    az resource create --resource-group "$GROUP" --name az "${type[@]}" --is-full-object --properties "$body" --query properties.provisioningState
  step $clusters_at "cluster read" here az resource show --resource-group "$GROUP" --name az "${type[@]}" --query tags.made
  step $clusters_at "cluster updated" there az resource update --resource-group "$GROUP" --name az "${type[@]}" --set tags.made=there --query tags.made
  step $clusters_at "clusters listed" az az resource list --resource-group "$GROUP" --query "[?name=='az'].name"
}

# Counts what az says of a resource that is not there.
read_error() { az resource show "$@" 2>&1 | grep -c "^ERROR: (ResourceNotFound) .*'cfg' not found" || true; }

use_configurations() {
  local version=$1 this=(--ids "$configuration" --api-version "$1") list="${configuration%/*}?api-version=$1"
  step "$version" "configuration created" Pending az resource create --id "$configuration" --api-version "$version" --query properties.complianceStatus.complianceState \
    --properties '{"repositoryUrl":"https://github.com/fluxcd/flux-get-started","operatorNamespace":"flux","operatorInstanceName":"flux","operatorParams":"--git-readonly"}'
  step "$version" "configuration read" https://github.com/fluxcd/flux-get-started az resource show "${this[@]}" --query properties.repositoryUrl
  step "$version" "configurations listed" cfg az rest --url "$list" --query 'value[].name'
  step "$version" "configuration updated" "--git-readonly --git-branch=main" \
    az resource update "${this[@]}" --set "properties.operatorParams=--git-readonly --git-branch=main" --query properties.operatorParams
  az resource delete "${this[@]}"
  step "$version" "configuration deleted" "" az rest --url "$list" --query 'value[].name'
  step "$version" "error read" 1 read_error "${this[@]}"
  step "$version" "operations listed" Microsoft.KubernetesConfiguration/sourceControlConfigurations/write az rest \
    --url "/providers/Microsoft.KubernetesConfiguration/operations?api-version=$version" --query "value[?ends_with(name, 'sourceControlConfigurations/write')].name"
}

delete_cluster() {
  az resource delete --ids "$cluster" --api-version $clusters_at
  step $clusters_at "cluster deleted" "" az resource list --resource-group "$GROUP" --query "[?name=='az'].name"
}

sign_in_with_managed_identity() {
  local owner=/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635
  local assignment=$subscription/providers/Microsoft.Authorization/roleAssignments/$(</proc/sys/kernel/random/uuid)?api-version=2022-04-01
  az rest --method put --url "$assignment" --output none \
    --body '{"properties":{"roleDefinitionId":"'$owner'","principalId":"'$managed_identity'","principalType":"ServicePrincipal"}}'
  az logout
  step az "signed in with managed identity" "$SUBSCRIPTION" az login --identity --query '[].id'
  step az "group read with managed identity" "$GROUP" az group show --name "$GROUP" --query name
}

sign_in
groups_and_providers
create_cluster
for version in $VERSIONS; do use_configurations "$version"; done
delete_cluster
sign_in_with_managed_identity
