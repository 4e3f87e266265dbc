// Everything that Backend=Azure needs, in one resource group: Cosmos DB, a key in Key Vault, Container Apps, one identity, monitoring.
targetScope = 'resourceGroup'

@description('What everything is named after: 3 to 16 lower-case letters and digits.')
@minLength(3)
@maxLength(16)
param name string

param location string = resourceGroup().location

@description('A container registry of this resource group.')
param registryName string

@description('The image in that registry, with a tag or digest that stands still.')
param image string

@description('The application that stands for the service in the tenant, and who may do everything in it (object ids, comma-separated).')
param clientId string
param owners string

@description('The address that callers know; by default that of the container app. Agents sign tokens for it.')
param publicUrl string = ''

@description('Two or more; each holds about 10,000 waiting agents.')
@minValue(2)
param minReplicas int
param maxReplicas int
param cpu string
param memory string

@description('Request units a second that the container scales up to, and down to a tenth of.')
@minValue(1000)
param maxThroughput int

@description('A second region to fail over to; empty for none.')
param secondRegion string = ''

@description('Shared storage of jobs (PostgreSQL). Without it each replica keeps its own in memory; a lease in Cosmos DB says which one purges.')
@secure()
param jobsConnectionString string = ''

param logRetentionDays int
param alertEmail string

var suffix = uniqueString(resourceGroup().id)
var appName = '${name}-app'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { name: name, location: location, retentionDays: logRetentionDays }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    accountName: '${name}-${suffix}'
    location: location
    secondRegion: secondRegion
    maxThroughput: maxThroughput
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    vaultName: take('${name}${suffix}', 24)
    location: location
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: { registryName: registryName, principalId: identity.properties.principalId }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: appName
    location: location
    identityId: identity.id
    identityClientId: identity.properties.clientId
    registryServer: registry.outputs.server
    image: image
    workspaceName: monitoring.outputs.workspaceName
    insightsName: monitoring.outputs.insightsName
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.database
    cosmosContainer: cosmos.outputs.container
    keyId: vault.outputs.keyId
    clientId: clientId
    owners: owners
    publicUrl: publicUrl
    jobsConnectionString: jobsConnectionString
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    cpu: cpu
    memory: memory
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    email: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    cosmosAccountId: cosmos.outputs.accountId
  }
}

output url string = app.outputs.url
