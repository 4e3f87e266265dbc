// The scenario of every client (see ClientScenario.cs), with Microsoft's Go clients. There is a package of configurations for each
// api-version; run.sh compiles this file once against each of them.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/services/hybridkubernetes/mgmt/2021-10-01/hybridkubernetes"
	"github.com/Azure/azure-sdk-for-go/services/kubernetesconfiguration/mgmt/2022-07-01/kubernetesconfiguration"
	"github.com/Azure/go-autorest/autorest"
	"github.com/Azure/go-autorest/autorest/azure"
)

var (
	ctx          = context.Background()
	endpoint     = os.Getenv("ENDPOINT")
	subscription = os.Getenv("SUBSCRIPTION")
	group        = os.Getenv("GROUP")
	version      = os.Getenv("VERSION")
)

const cluster, clusterVersion = "go", "2021-10-01"

func main() {
	clusters := hybridkubernetes.NewConnectedClusterClientWithBaseURI(endpoint, subscription)
	clusters.Authorizer = authorizer()
	clusters.PollingDelay = time.Second
	createCluster(clusters)
	runConfigurations()
	deleteCluster(clusters)
}

func createCluster(clusters hybridkubernetes.ConnectedClusterClient) {
	created, err := clusters.Create(ctx, group, cluster, hybridkubernetes.ConnectedCluster{
		Location:                   text("eastus"),
		Tags:                       map[string]*string{"made": text("here")},
		Identity:                   &hybridkubernetes.ConnectedClusterIdentity{Type: hybridkubernetes.ResourceIdentityTypeSystemAssigned},
		ConnectedClusterProperties: &hybridkubernetes.ConnectedClusterProperties{AgentPublicKeyCertificate: text(os.Getenv("PUBLIC_KEY"))},
	})
	check(err)
	check(created.WaitForCompletionRef(ctx, clusters.Client))
	result, err := created.Result(clusters)
	check(err)
	passed(clusterVersion, "cluster created", result.ProvisioningState == hybridkubernetes.ProvisioningStateSucceeded)

	read, err := clusters.Get(ctx, group, cluster)
	check(err)
	passed(clusterVersion, "cluster read", *read.Tags["made"] == "here")

	updated, err := clusters.Update(ctx, group, cluster, hybridkubernetes.ConnectedClusterPatch{Tags: map[string]*string{"made": text("there")}})
	check(err)
	passed(clusterVersion, "cluster updated", *updated.Tags["made"] == "there")

	page, err := clusters.ListByResourceGroup(ctx, group)
	check(err)
	found := false
	for _, one := range page.Values() {
		found = found || *one.Name == cluster
	}
	passed(clusterVersion, "clusters listed", found)
}

func runConfigurations() {
	configurations := kubernetesconfiguration.NewSourceControlConfigurationsClientWithBaseURI(endpoint, subscription)
	configurations.Authorizer = authorizer()
	configurations.PollingDelay = time.Second
	provider, resourceType := "Microsoft.Kubernetes", "connectedClusters"

	created, err := configurations.CreateOrUpdate(ctx, group, provider, resourceType, cluster, "cfg", settings("--git-readonly"))
	check(err)
	passed(version, "configuration created", created.ComplianceStatus.ComplianceState == "Pending")

	read, err := configurations.Get(ctx, group, provider, resourceType, cluster, "cfg")
	check(err)
	passed(version, "configuration read", *read.RepositoryURL == "https://github.com/fluxcd/flux-get-started")

	page, err := configurations.List(ctx, group, provider, resourceType, cluster)
	check(err)
	passed(version, "configurations listed", len(page.Values()) == 1 && *page.Values()[0].Name == "cfg")

	updated, err := configurations.CreateOrUpdate(ctx, group, provider, resourceType, cluster, "cfg", settings("--git-readonly --git-branch=main"))
	check(err)
	passed(version, "configuration updated", *updated.OperatorParams == "--git-readonly --git-branch=main")

	deleted, err := configurations.Delete(ctx, group, provider, resourceType, cluster, "cfg")
	check(err)
	check(deleted.WaitForCompletionRef(ctx, configurations.Client))
	passed(version, "configuration deleted", true)

	_, err = configurations.Get(ctx, group, provider, resourceType, cluster, "cfg")
	passed(version, "error read", strings.Contains(err.Error(), "ResourceNotFound") && isNotFound(err))

	operations := kubernetesconfiguration.NewOperationsClientWithBaseURI(endpoint, subscription)
	operations.Authorizer = authorizer()
	list, err := operations.List(ctx)
	check(err)
	passed(version, "operations listed", len(list.Values()) > 0)
}

func deleteCluster(clusters hybridkubernetes.ConnectedClusterClient) {
	deleted, err := clusters.Delete(ctx, group, cluster)
	check(err)
	check(deleted.WaitForCompletionRef(ctx, clusters.Client))
	_, err = clusters.Get(ctx, group, cluster)
	passed(clusterVersion, "cluster deleted", isNotFound(err))
}

func settings(parameters string) kubernetesconfiguration.SourceControlConfiguration {
	return kubernetesconfiguration.SourceControlConfiguration{
		SourceControlConfigurationProperties: &kubernetesconfiguration.SourceControlConfigurationProperties{
			RepositoryURL:        text("https://github.com/fluxcd/flux-get-started"),
			OperatorNamespace:    text("flux"),
			OperatorInstanceName: text("flux"),
			OperatorType:         "Flux",
			OperatorScope:        "cluster",
			OperatorParams:       text(parameters),
		},
	}
}

func authorizer() autorest.Authorizer {
	token, err := os.ReadFile(os.Getenv("TOKEN_FILE"))
	check(err)
	return fixedToken{strings.TrimSpace(string(token))}
}

type fixedToken struct{ value string }

func (token fixedToken) WithAuthorization() autorest.PrepareDecorator {
	return autorest.WithHeader("Authorization", "Bearer "+token.value)
}

func isNotFound(err error) bool {
	detailed, ok := err.(autorest.DetailedError)
	if !ok {
		return false
	}
	if original, ok := detailed.Original.(*azure.RequestError); ok {
		return original.StatusCode == http.StatusNotFound
	}
	return detailed.StatusCode == http.StatusNotFound
}

func passed(version, step string, holds bool) {
	if !holds {
		panic(step + " did not")
	}
	fmt.Println("PASS", version, step)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func text(value string) *string { return &value }
