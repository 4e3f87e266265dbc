// What somebody has to look at. The service's metrics arrive in the table AppMetrics.
param name string
param location string
param email string
param workspaceId string
param cosmosAccountId string

var queries = [
  {
    name: 'credentials-overdue'
    text: 'A credential is past its end and was not deleted.'
    severity: 1
    query: 'AppMetrics | where Name == "providerservice.secrets.overdue" | summarize Value = max(Max)'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'purge-silent'
    text: 'No replica has purged credentials for 15 minutes.'
    severity: 1
    query: 'AppMetrics | where Name == "providerservice.secrets.purge.duration" | summarize Value = sum(ItemCount)'
    operator: 'LessThan'
    threshold: 1
  }
  {
    name: 'wake-slow'
    text: 'Agents learn of changes more than 1.5 seconds late on average.'
    severity: 2
    query: 'AppMetrics | where Name == "providerservice.desired_state.wake.duration" and tostring(Properties.outcome) == "changed" | summarize Value = iff(sum(ItemCount) == 0, 0.0, sum(Sum) / sum(ItemCount))'
    operator: 'GreaterThan'
    threshold: json('1.5')
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-operators'
  location: 'global'
  properties: {
    groupShortName: 'provider'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [for item in queries: {
  name: '${name}-${item.name}'
  location: location
  properties: {
    displayName: item.text
    severity: item.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: item.query
          metricMeasureColumn: 'Value'
          timeAggregation: 'Maximum'
          operator: item.operator
          threshold: item.threshold
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-cosmos-throttled'
  location: 'global'
  properties: {
    description: 'Cosmos DB refuses requests for want of request units (429).'
    severity: 2
    enabled: true
    scopes: [cosmosAccountId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'TotalRequests'
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 100
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
