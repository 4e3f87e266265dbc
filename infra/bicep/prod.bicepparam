using 'main.bicep'

param name = 'providerprod'
param registryName = readEnvironmentVariable('REGISTRY')
param image = readEnvironmentVariable('IMAGE')
param clientId = readEnvironmentVariable('CLIENT_ID')
param owners = readEnvironmentVariable('OWNERS')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param minReplicas = 3
param maxReplicas = 10
param cpu = '2'
param memory = '4Gi'
param maxThroughput = 10000
param logRetentionDays = 90
param secondRegion = readEnvironmentVariable('SECOND_REGION')
param jobsConnectionString = readEnvironmentVariable('JOBS_CONNECTION_STRING', '')
