"""The scenario of every client (see ClientScenario.cs), with Microsoft's Python clients."""

import os
import time

from azure.core.credentials import AccessToken
from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.hybridkubernetes import ConnectedKubernetesClient
from azure.mgmt.kubernetesconfiguration import SourceControlConfigurationClient
from azure.mgmt.resource import ResourceManagementClient

ENDPOINT, SUBSCRIPTION, GROUP = (os.environ[name] for name in ("ENDPOINT", "SUBSCRIPTION", "GROUP"))
CLUSTER = ("Microsoft.Kubernetes", "connectedClusters", "python")
SETTINGS = {
    "repository_url": "https://github.com/fluxcd/flux-get-started",
    "operator_namespace": "flux",
    "operator_instance_name": "flux",
    "operator_type": "Flux",
    "operator_scope": "cluster",
    "operator_params": "--git-readonly",
}


class FileCredential:
    """Reads the administrator's token, as any credential would be asked for one."""

    def get_token(self, *scopes, **kwargs):
        with open(os.environ["TOKEN_FILE"], encoding="utf-8") as file:
            return AccessToken(file.read().strip(), int(time.time()) + 3600)


# polling_interval: how long the client waits when an answer names no time.
OPTIONS = {
    "credential": FileCredential(),
    "subscription_id": SUBSCRIPTION,
    "base_url": ENDPOINT,
    "credential_scopes": [ENDPOINT + "/.default"],
    "polling_interval": 1,
}


def passed(version, step):
    print(f"PASS {version} {step}", flush=True)


def raises_not_found(call):
    try:
        call()
    except ResourceNotFoundError as error:
        assert error.error.code == "ResourceNotFound", error
        return
    raise AssertionError("nothing was raised")


def run_configurations(version):
    client = SourceControlConfigurationClient(api_version=version, **OPTIONS)
    configurations = client.source_control_configurations
    settings = dict(SETTINGS, enable_helm_operator="false") if version.startswith("2019") else SETTINGS

    created = configurations.create_or_update(GROUP, *CLUSTER, "cfg", settings_model(client, version, settings))
    assert created.compliance_status.compliance_state == "Pending"
    passed(version, "configuration created")

    read = configurations.get(GROUP, *CLUSTER, "cfg")
    assert read.repository_url == SETTINGS["repository_url"]
    passed(version, "configuration read")

    assert [one.name for one in configurations.list(GROUP, *CLUSTER)] == ["cfg"]
    passed(version, "configurations listed")

    read.operator_params = "--git-readonly --git-branch=main"
    updated = configurations.create_or_update(GROUP, *CLUSTER, "cfg", read)
    assert updated.operator_params == "--git-readonly --git-branch=main"
    passed(version, "configuration updated")

    configurations.begin_delete(GROUP, *CLUSTER, "cfg").result()
    assert not list(configurations.list(GROUP, *CLUSTER))
    passed(version, "configuration deleted")

    raises_not_found(lambda: configurations.get(GROUP, *CLUSTER, "cfg"))
    passed(version, "error read")

    if hasattr(client, "operations"):
        names = [operation.name for operation in client.operations.list()]
        assert any(name.endswith("sourceControlConfigurations/write") for name in names)
        passed(version, "operations listed")


def settings_model(client, version, settings):
    return SourceControlConfigurationClient.models(version).SourceControlConfiguration(**settings)


def run_generic():
    resources = ResourceManagementClient(**OPTIONS)
    assert any(group.name == GROUP for group in resources.resource_groups.list())
    passed("generic", "groups listed")
    assert any(one.name == "python" for one in resources.resources.list_by_resource_group(GROUP))
    passed("generic", "resources listed")
    identifier = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}/providers/Microsoft.Kubernetes/connectedClusters/python"
    assert resources.resources.get_by_id(identifier, "2021-10-01").name == "python"
    passed("generic", "cluster read")


def main():
    clusters = ConnectedKubernetesClient(**OPTIONS).connected_cluster
    body = {
        "location": "eastus",
        "identity": {"type": "SystemAssigned"},
        "tags": {"made": "here"},
        "properties": {"agentPublicKeyCertificate": os.environ["PUBLIC_KEY"]},
    }
    created = clusters.begin_create(GROUP, "python", body).result()
    assert created.provisioning_state == "Succeeded"
    passed("2021-10-01", "cluster created")
    assert clusters.get(GROUP, "python").tags == {"made": "here"}
    passed("2021-10-01", "cluster read")
    assert clusters.update(GROUP, "python", {"tags": {"made": "there"}}).tags == {"made": "there"}
    passed("2021-10-01", "cluster updated")
    assert any(cluster.name == "python" for cluster in clusters.list_by_resource_group(GROUP))
    passed("2021-10-01", "clusters listed")

    for version in os.environ["VERSIONS"].split():
        run_configurations(version)
    run_generic()

    clusters.begin_delete(GROUP, "python").result()
    raises_not_found(lambda: clusters.get(GROUP, "python"))
    passed("2021-10-01", "cluster deleted")


main()
