// One container, one write region, consistency that replicas without a common session can live with. The service checks all of it at start.
param accountName string
param location string
param secondRegion string
param maxThroughput int
param principalId string
param workspaceId string

var regions = empty(secondRegion) ? [location] : [location, secondRegion]
var hasSecondRegion = length(regions) > 1
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: accountName
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [for (region, priority) in regions: { locationName: region, failoverPriority: priority }]
    enableMultipleWriteLocations: false
    enableAutomaticFailover: hasSecondRegion
    // The least that Cosmos DB allows for one region, and for several.
    consistencyPolicy: {
      defaultConsistencyLevel: 'BoundedStaleness'
      maxStalenessPrefix: hasSecondRegion ? 100000 : 10
      maxIntervalInSeconds: hasSecondRegion ? 300 : 5
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    // Credentials live on in backups for as long as those are kept, hence the shorter of the two periods.
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous7Days' }
    }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'provider'
  properties: { resource: { id: 'provider' } }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'resources'
  properties: {
    options: { autoscaleSettings: { maxThroughput: maxThroughput } }
    resource: {
      id: 'resources'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/partition'] }
      defaultTtl: -1
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: [{ path: '/partition/?' }, { path: '/deleted/?' }, { path: '/dueAt/?' }]
        excludedPaths: [{ path: '/*' }]
      }
    }
  }
}

resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, dataContributor)
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    scope: account.id
  }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'control-plane'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'ControlPlaneRequests', enabled: true }]
  }
}

output accountId string = account.id
output endpoint string = account.properties.documentEndpoint
output database string = database.name
output container string = container.name
