#!/usr/bin/env bash
# Builds everything, checks the formatting and runs every test; the last line printed is the count.
# --full adds the tests that take minutes, and those of the service once more with Backend=Azure. With CI=true a skipped test fails the run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case "${1:-}" in
  "") unset PROVIDER_TESTS; selection=(--filter-not-trait Run=full) ;;
  --full) export PROVIDER_TESTS=full; selection=() ;;
  *) echo "usage: $0 [--full]" >&2; exit 2 ;;
esac

export DOTNET_CLI_UI_LANGUAGE=en # the count is read from what the runner prints
export MSBUILDDISABLENODEREUSE=1 # nothing stays behind holding our output open

status=0
say() { printf '\n== %s\n' "$*"; }

# A browser, a proxy, a database for jobs, and what the official clients for Python and Go are made of.
debian_packages=(chromium nginx-light postgresql python3-azure golang-go golang-github-azure-azure-sdk-for-go-dev)
[[ "${1:-}" == --full ]] && debian_packages+=(azure-cli)

install_debian_packages() {
  missing=()
  for package in "${debian_packages[@]}"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [[ ${#missing[@]} == 0 ]] && return
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "${missing[@]}" && return
  fi
  echo "Not there, and not to be installed: ${missing[*]}. The tests that need them will be skipped."
}

install_npm_packages() {
  command -v npm >/dev/null || { echo "No npm: the tests that need its packages will be skipped."; return; }
  find tests -name package-lock.json -not -path '*/node_modules/*' -printf '%h\n' | while read -r folder; do
    (cd "$folder" && npm ci --no-fund --no-audit --silent) || echo "The npm packages of $folder could not be installed."
  done
}

say "Build (a warning is an error; NU1603, a transitive version the registry lacks, is none)"
dotnet build --configuration Release -warnaserror -warnnotaserror:NU1603

say "Formatting"
dotnet format --verify-no-changes --no-restore || status=$?

say "What the tests need"
install_debian_packages
install_npm_packages
if [[ ! -d ../shared/contract/recordings ]]; then
  echo "No recordings of the hosted service lie beside the checkout: their replay is left out."
  selection+=(--filter-not-trait Needs=recordings)
fi

say "Tests"
log=$(mktemp)
PROVIDER_EXCHANGES=$(mktemp -d)
PROVIDER_CLIENTS=$(mktemp)
export PROVIDER_EXCHANGES PROVIDER_CLIENTS
trap 'rm -rf "$log" "$PROVIDER_EXCHANGES" "$PROVIDER_CLIENTS"' EXIT
run_tests() {
  dotnet test --configuration Release --no-build --max-parallel-test-modules 1 --no-ansi --output Detailed "$@" 2>&1 \
    | tee --append "$log" | grep --text --line-buffered -v '^  from ' || status=$?
}
run_tests "${selection[@]}"

if [[ "${1:-}" == --full ]]; then
  say "Tests of the service, with Backend=Azure"
  PROVIDER_BACKEND=Azure run_tests --project tests/ProviderService.Tests --filter-not-trait Run=full --filter-not-trait Backend=Embedded
  if [[ -d ../shared/contract/recordings ]]; then
    PROVIDER_BACKEND=Azure run_tests --project tests/ProviderService.SystemTests --filter-class '*.ReplayTests'
  fi
fi

say "The contract of stores: how many of its tests ended how, for each store"
awk '/^(passed|failed|skipped) ProviderService\.StoreContract\./ && match($2, /[A-Za-z]+DocumentStoreContract/) {
    count[substr($2, RSTART, RLENGTH) " " $1]++
  }
  END { for (each in count) print each, count[each] }' "$log" | sort

say "What of Cosmos DB rests on our launcher around the server of the tests, unless COSMOS_ENDPOINT names another"
for correction in tests/ProviderService.TestServers/cosmos/corrections/*.js; do
  awk '/^\/\/ / && !ended { sub(/^\/\/ /, ""); text = text " " $0; next } text { ended = 1 } END { if (text) print "-" text }' "$correction"
done

say "Clients, and how many steps of the scenario passed at each api-version (2021-10-01 is that of clusters)"
awk -F'\t' '
  !($1 in columns) { columns[$1]; client[++clients] = $1 }
  !($2 in rows) { rows[$2]; version[++versions] = $2 }
  { passed[$2, $1] = $3 }
  END {
    for (row = 0; row <= versions; row++) {
      printf "%-20s", version[row]
      for (column = 1; column <= clients; column++) printf "%-14s", row ? passed[version[row], client[column]] : client[column]
      print ""
    }
  }' "$PROVIDER_CLIENTS"

say "Exchanges of the tests against the OpenAPI documents"
validate_exchanges() {
  (cd tests/ProviderService.SystemTests/Clients/javascript && node validate-exchanges.mjs "$PROVIDER_EXCHANGES" "$@") || status=1
}
validate_exchanges "$PWD/openapi" '**/*.swagger.json'
if [[ -d ../shared/contract/spec ]]; then
  validate_exchanges "$(cd ../shared/contract/spec/specification && pwd)" '*/resource-manager/**/*.json'
fi

if [[ "${1:-}" == --full ]]; then
  say "Mutants of what encrypts and keeps secrets: at least 85 % have to be killed"
  dotnet tool restore
  (cd tests/ProviderService.MutationTests && dotnet stryker) || status=1
fi

read -r passed failed skipped < <(awk '
  $1 == "succeeded:" { passed += $2 }
  $1 == "failed:" { failed += $2 }
  $1 == "skipped:" { skipped += $2 }
  END { print passed + 0, failed + 0, skipped + 0 }' "$log")

if [[ "${CI:-}" == true && $skipped -gt 0 ]]; then
  echo "With CI=true a skipped test fails the run."
  status=1
fi
failures=$(awk '/^(passed|skipped) /{ lines = 0 } /^failed [A-Z]/{ lines = 20 } lines-- > 0' "$log")
if [[ $failures ]]; then
  say "What failed"
  echo "$failures"
fi

say "Result (exit code $status)"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
