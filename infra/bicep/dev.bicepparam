using 'main.bicep'

param name = 'providerdev'
param registryName = readEnvironmentVariable('REGISTRY')
param image = readEnvironmentVariable('IMAGE')
param clientId = readEnvironmentVariable('CLIENT_ID')
param owners = readEnvironmentVariable('OWNERS')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param minReplicas = 2
param maxReplicas = 3
param cpu = '0.5'
param memory = '1Gi'
param maxThroughput = 1000
param logRetentionDays = 30
