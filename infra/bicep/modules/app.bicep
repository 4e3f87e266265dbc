// The replicas. They keep nothing: any of them answers any request.
param name string
param location string
param identityId string
param identityClientId string
param registryServer string
param image string
param workspaceName string
param insightsName string
param cosmosEndpoint string
param cosmosDatabase string
param cosmosContainer string
param keyId string
param clientId string
param owners string
param publicUrl string
@secure()
param jobsConnectionString string
param minReplicas int
param maxReplicas int
param cpu string
param memory string

var port = 8080
var url = empty(publicUrl) ? 'https://${name}.${environment.properties.defaultDomain}' : publicUrl
var hasJobs = !empty(jobsConnectionString)

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    // Environments without profiles give a replica 2 cores at most, the collector's included.
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: workspace.properties.customerId
        sharedKey: workspace.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // Requests are cut off after 240 seconds here; an agent's is held for 55 at most.
      ingress: { external: true, targetPort: port, allowInsecure: false }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: concat(
        [{ name: 'insights', value: insights.properties.ConnectionString }],
        hasJobs ? [{ name: 'jobs', value: jobsConnectionString }] : []
      )
    }
    template: {
      terminationGracePeriodSeconds: 40
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        // Requests that are held are no measure of load.
        rules: [{ name: 'cpu', custom: { type: 'cpu', metadata: { type: 'Utilization', value: '60' } } }]
      }
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
      containers: [
        {
          name: 'service'
          image: '${registryServer}/${image}'
          resources: { cpu: json(cpu), memory: memory }
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
          env: concat(
            [
              { name: 'Backend', value: 'Azure' }
              { name: 'PublicUrl', value: url }
              { name: 'Azure__Cosmos__Endpoint', value: cosmosEndpoint }
              { name: 'Azure__Cosmos__Database', value: cosmosDatabase }
              { name: 'Azure__Cosmos__Container', value: cosmosContainer }
              { name: 'Azure__KeyVault__KeyId', value: keyId }
              { name: 'AZURE_CLIENT_ID', value: identityClientId }
              { name: 'Authentication__Mode', value: 'EntraId' }
              { name: 'AzureAd__TenantId', value: tenant().tenantId }
              { name: 'AzureAd__ClientId', value: clientId }
              { name: 'Authorization__Owners', value: owners }
              { name: 'Agents__Audience', value: url }
              { name: 'Audit__Output', value: 'StandardOutput' }
              { name: 'Embedded__DataDirectory', value: '/data/provider' }
              { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://127.0.0.1:4317' }
              { name: 'OTEL_TRACES_SAMPLER', value: 'parentbased_traceidratio' }
              { name: 'OTEL_TRACES_SAMPLER_ARG', value: '0.05' }
            ],
            hasJobs
              ? [
                  { name: 'Jobs__Storage', value: 'PostgreSql' }
                  { name: 'Jobs__ConnectionString', secretRef: 'jobs' }
                ]
              : []
          )
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz/live', port: port }, periodSeconds: 2, failureThreshold: 60 }
            { type: 'Liveness', httpGet: { path: '/healthz/live', port: port }, periodSeconds: 10 }
            { type: 'Readiness', httpGet: { path: '/healthz/ready', port: port }, periodSeconds: 5, timeoutSeconds: 5 }
          ]
        }
        {
          name: 'collector'
          image: 'otel/opentelemetry-collector-contrib:0.130.0'
          args: ['--config=env:COLLECTOR_CONFIGURATION']
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          env: [
            { name: 'COLLECTOR_CONFIGURATION', value: loadTextContent('collector.yaml') }
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', secretRef: 'insights' }
          ]
        }
      ]
    }
  }
}

output url string = url
