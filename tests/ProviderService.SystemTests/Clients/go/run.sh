#!/usr/bin/env bash
# Runs the scenario with the package of each version; $1 is a folder for what is compiled.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS=-p=2

for package in preview/kubernetesconfiguration/mgmt/2019-11-01-preview kubernetesconfiguration/mgmt/2021-03-01 \
  kubernetesconfiguration/mgmt/2022-03-01 kubernetesconfiguration/mgmt/2022-07-01; do
  folder=$1/${package##*/}
  mkdir -p "$folder"
  sed "s|services/kubernetesconfiguration/mgmt/2022-07-01|services/$package|" scenario.go > "$folder/main.go"
  VERSION=${package##*/} go run "$folder/main.go"
done
