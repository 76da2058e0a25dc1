# shellcheck shell=sh
# @comment(lib-purpose)

# @comment(lib-certificates)
certificates=${MESHWRIGHT_CERTIFICATES:-${HOME:?}/.meshwright/@mesh/certificates}
# @comment(lib-patience)
patience=${MESHWRIGHT_PATIENCE:-600}

step() {
  printf '\n==> %s: %s\n' "$1" "$2"
}

finish() {
  printf '\n==> %s\n' "$1"
}

say() {
  message=$1
  shift
  # shellcheck disable=SC2059
  printf "$message\n" "$@"
}

complain() {
  message=$1
  shift
  # shellcheck disable=SC2059
  printf "meshwright: $message\n" "$@" >&2
  return 1
}

need_tools() {
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || {
      complain @message(lib-tool-missing) "$tool"
      return 1
    }
  done
}

check_istioctl() {
  minor=$1
  shift
  version=$("$@" version --remote=false) || return 1
  case $version in
    *"$minor."*) ;;
    *)
      complain @message(lib-istioctl-differs) "$1" "$version" "$minor"
      return 1
      ;;
  esac
}

check_helm() {
  minimum=$1
  newest=$2
  shift 2
  version=$("$@" version --template='{{.Version}}') || return 1
  printf '%s\n' "$version" | awk -F. -v minimum="$minimum" '{
    sub(/^v/, "", $1)
    split(minimum, least, ".")
    exit !($1 + 0 > least[1] + 0 || ($1 + 0 == least[1] + 0 && $2 + 0 >= least[2] + 0))
  }' || {
    complain @message(lib-helm-too-old) "$version" "$minimum"
    return 1
  }
  major=${version#v}
  [ "${major%%.*}" -le "$newest" ] || {
    complain @message(lib-helm-too-new) "$version" "$newest"
    return 1
  }
}

check_cluster() {
  cluster=$1
  revision=$2
  ours=$3
  shift 3
  "$@" get --raw=/readyz >/dev/null || {
    complain @message(lib-cluster-unreachable) "$cluster"
    return 1
  }
  owner=install.operator.istio.io/owning-resource
  # @comment(lib-by-helm)
  # shellcheck disable=SC2016
  unnamed=$("$@" get deployments --all-namespaces \
    --selector="$owner in (unknown,installed-state,installed-state-$revision)" \
    --output='go-template={{range .items}}{{$helm := false}}{{with .metadata.annotations}}{{if index . "meta.helm.sh/release-name"}}{{$helm = true}}{{end}}{{end}}{{if not $helm}}{{.metadata.namespace}}/{{.metadata.name}}{{"\n"}}{{end}}{{end}}') ||
    return 1
  [ -z "$unnamed" ] || {
    complain @message(lib-unnamed-installation) "$cluster" "$unnamed"
    return 1
  }
  # @comment(lib-other-revisions)
  # shellcheck disable=SC2016
  found=$("$@" get deployments --all-namespaces --selector="app=istiod,istio.io/rev=$revision" \
    --output='go-template={{range .items}}{{$owner := ""}}{{with index .metadata.labels "install.operator.istio.io/owning-resource"}}{{if ne . "unknown"}}{{$owner = .}}{{end}}{{end}}{{if not $owner}}{{with .metadata.annotations}}{{$owner = printf "%v/%v" (index . "meta.helm.sh/release-namespace") (index . "meta.helm.sh/release-name")}}{{end}}{{end}}{{.metadata.namespace}}/{{.metadata.name}} {{$owner}}{{"\n"}}{{end}}') ||
    return 1
  # @comment(lib-installed-state)
  foreign=$(printf '%s\n' "$found" | awk -v ours=",$ours," -v revision="$revision" '$1 != "" {
    owner = $2
    if (sub(/^installed-state-/, "", owner)) sub("-" revision "$", "", owner)
    if (index(ours, "," owner ",") == 0) print $1
  }')
  [ -z "$foreign" ] || {
    complain @message(lib-foreign-installation) "$cluster" "$foreign" "$revision"
    return 1
  }
}

check_operator() {
  cluster=$1
  shift
  known=$("$@" get customresourcedefinitions istios.sailoperator.io --ignore-not-found \
    --output=name) || return 1
  [ -n "$known" ] || {
    complain @message(lib-no-operator) "$cluster"
    return 1
  }
}

add_charts() {
  name=$1
  address=${3:-$2}
  known=$(helm repo list 2>/dev/null | awk -v name="$name" '$1 == name { print $2 }')
  case ${known:-$address} in
    "$address" | "$address/") ;;
    *)
      # @comment(lib-charts-known)
      complain @message(lib-other-charts) "$name" "$known" "$address"
      return 1
      ;;
  esac
  helm repo add --force-update "$name" "$address"
}

operator_users() {
  known=$("$@" get customresourcedefinitions istios.sailoperator.io --ignore-not-found \
    --output=name) || return 1
  [ -z "$known" ] || "$@" get istios.sailoperator.io --output=name
}

delete_operator() {
  cluster=$1
  users=$2
  shift 2
  # @comment(lib-operator-shared)
  [ -z "$users" ] || {
    complain @message(lib-operator-in-use) "$cluster" "$users" || return 0
  }
  delete_release "$@"
}

wait_for_object() {
  object=$1
  shift
  waited=0
  until "$@" get "$object" >/dev/null 2>&1; do
    if [ "$waited" -ge "$patience" ]; then
      complain @message(lib-no-object) "$object" "$waited"
      return 1
    fi
    sleep 5
    waited=$((waited + 5))
  done
}

new_key() {
  case $1 in
    ecdsa-p256) set -- "$2" EC ec_paramgen_curve:P-256 ;;
    ecdsa-p384) set -- "$2" EC ec_paramgen_curve:P-384 ;;
    rsa-2048) set -- "$2" RSA rsa_keygen_bits:2048 ;;
    rsa-4096) set -- "$2" RSA rsa_keygen_bits:4096 ;;
    *) return 1 ;;
  esac
  said=$(openssl genpkey -algorithm "$2" -pkeyopt "$3" -out "$1" 2>&1) || {
    printf '%s\n' "$said" >&2
    return 1
  }
}

keep_private() {
  if [ -n "$(find -H "$certificates" -prune \( -perm -020 -o -perm -002 \) 2>/dev/null)" ]; then
    complain @message(lib-folder-open) "$certificates"
    return 1
  fi
}

make_root() {
  algorithm=$1
  folder=$certificates/root
  # @comment(lib-certificates-given)
  if [ -s "$folder/root-cert.pem" ] || [ -n "$(find "$certificates" -name ca-cert.pem 2>/dev/null)" ]; then
    return 0
  fi
  keep_private || return 1
  (
    umask 077
    mkdir -p "$folder" &&
      new_key "$algorithm" "$folder/root-key.pem" &&
      openssl req -x509 -new -sha256 -days 3650 -config trust/root.cnf \
        -set_serial "0x4d$(openssl rand -hex 19)" \
        -key "$folder/root-key.pem" -out "$folder/root-cert.pem"
  ) || {
    complain @message(lib-root-failed) "$folder"
    return 1
  }
  say @message(lib-root-plain) "$folder/root-key.pem"
}

make_certificate() {
  cluster=$1
  algorithm=$2
  folder=$certificates/$cluster
  root=$certificates/root
  if [ -s "$folder/ca-cert.pem" ]; then
    return 0
  fi
  keep_private || return 1
  if [ ! -s "$root/root-key.pem" ]; then
    complain @message(lib-no-root-key) "$cluster" "$root/root-key.pem" "$cluster"
    return 1
  fi
  if grep -q ENCRYPTED "$root/root-key.pem"; then
    complain @message(lib-root-sealed) "$root/root-key.pem" "$cluster"
    return 1
  fi
  openssl x509 -noout -checkend 31536000 -in "$root/root-cert.pem" >/dev/null || {
    complain @message(lib-root-ends) "$root/root-cert.pem"
    return 1
  }
  (
    umask 077
    mkdir -p "$folder" &&
      new_key "$algorithm" "$folder/ca-key.pem" &&
      openssl req -new -sha256 -config "trust/$cluster.cnf" \
        -key "$folder/ca-key.pem" -out "$folder/ca.csr" &&
      openssl x509 -req -sha256 -days 365 -in "$folder/ca.csr" \
        -CA "$root/root-cert.pem" -CAkey "$root/root-key.pem" \
        -set_serial "0x4d$(openssl rand -hex 19)" \
        -extfile "trust/$cluster.cnf" -extensions ca -out "$folder/ca-cert.new" &&
      cp "$root/root-cert.pem" "$folder/root-cert.pem" &&
      cat "$folder/ca-cert.new" "$root/root-cert.pem" >"$folder/cert-chain.pem" &&
      mv "$folder/ca-cert.new" "$folder/ca-cert.pem"
  ) || {
    complain @message(lib-certificate-failed) "$cluster" "$folder"
    return 1
  }
}

put_cacerts() {
  cluster=$1
  shift
  folder=$certificates/$cluster
  for file in ca-cert.pem ca-key.pem root-cert.pem cert-chain.pem; do
    [ -s "$folder/$file" ] || {
      complain @message(lib-file-missing) "$folder/$file"
      return 1
    }
  done
  openssl verify -CAfile "$folder/root-cert.pem" -untrusted "$folder/cert-chain.pem" \
    "$folder/ca-cert.pem" >/dev/null || {
    complain @message(lib-chain-broken) "$folder"
    return 1
  }
  certified=$(openssl x509 -noout -pubkey -in "$folder/ca-cert.pem") || return 1
  own=$(openssl pkey -pubout -passin pass: -in "$folder/ca-key.pem" 2>/dev/null) || own=
  [ "$certified" = "$own" ] || {
    complain @message(lib-other-key) "$folder/ca-key.pem"
    return 1
  }
  fingerprint=$(openssl x509 -noout -fingerprint -sha256 -in "$folder/root-cert.pem") || return 1
  [ "${mesh_root:-$fingerprint}" = "$fingerprint" ] || {
    complain @message(lib-two-roots) "$cluster" "$fingerprint" "$mesh_root"
    return 1
  }
  mesh_root=$fingerprint
  present=$("$@" get secret cacerts --ignore-not-found \
    --output='jsonpath={.data.root-cert\.pem}') || return 1
  if [ -n "$present" ]; then
    [ "$present" = "$(base64 <"$folder/root-cert.pem" | tr -d '\n')" ] || {
      complain @message(lib-other-root) "$cluster"
      return 1
    }
    return 0
  fi
  own=$("$@" get secret istio-ca-secret --ignore-not-found \
    --output=name) || return 1
  [ -z "$own" ] || {
    complain @message(lib-own-root) "$cluster"
    return 1
  }
  # @comment(lib-dry-run)
  "$@" create secret generic cacerts --dry-run=client --output=yaml \
    --from-file="$folder/ca-cert.pem" --from-file="$folder/ca-key.pem" \
    --from-file="$folder/root-cert.pem" --from-file="$folder/cert-chain.pem" |
    "$@" apply --server-side --field-manager=meshwright --filename=-
}

delete_cacerts() {
  cluster=$1
  shift
  folder=$certificates/$cluster
  present=$("$@" get secret cacerts --ignore-not-found \
    --output='jsonpath={.data.root-cert\.pem}') || return 1
  [ -n "$present" ] || return 0
  if [ ! -s "$folder/root-cert.pem" ] ||
    [ "$present" != "$(base64 <"$folder/root-cert.pem" | tr -d '\n')" ]; then
    complain @message(lib-not-our-root) "$cluster" "$folder"
    return 1
  fi
  "$@" delete secret cacerts --ignore-not-found
}

gateway_address() {
  service=$1
  shift
  waited=0
  while :; do
    addresses=$("$@" get service "$service" \
      --output='go-template={{range .status.loadBalancer.ingress}}{{or .ip .hostname}}{{"\n"}}{{end}}') ||
      addresses=
    if [ -n "$addresses" ]; then
      printf '%s\n' "$addresses" | head -n 1
      return 0
    fi
    if [ "$waited" -ge "$patience" ]; then
      complain @message(lib-no-address) "$service" "$waited"
      return 1
    fi
    sleep 5
    waited=$((waited + 5))
  done
}

wait_for_gateway() {
  service=$1
  expected=$2
  shift 2
  address=$(gateway_address "$service" "$@") || return 1
  printf '%s\n' "$address"
  case ",${expected:-$address}," in
    *",$address,"*) ;;
    *)
      complain @message(lib-other-address) "$address" "$expected"
      return 1
      ;;
  esac
}

# @comment(lib-no-host-name)
wait_for_gateway_ip() {
  said=$(wait_for_gateway "$@") || return 1
  case $said in
    *[!0-9a-fA-F.:]*)
      complain @message(lib-host-name-ignored) "$said"
      return 1
      ;;
  esac
  printf '%s\n' "$said"
}

check_node_addresses() {
  cluster=$1
  selector=$2
  shift 2
  found=$("$@" get nodes --selector="$selector" \
    --output='go-template={{range .items}}{{range .status.addresses}}{{if eq .type "ExternalIP"}}{{.address}}{{"\n"}}{{end}}{{end}}{{end}}') ||
    return 1
  [ -n "$found" ] || {
    complain @message(lib-no-node-address) "$cluster" "$cluster"
    return 1
  }
  printf '%s\n' "$found"
}

resolves() {
  if command -v getent >/dev/null 2>&1; then
    getent hosts "$1" >/dev/null
  elif command -v nslookup >/dev/null 2>&1; then
    nslookup "$1" >/dev/null 2>&1
  fi
}

wait_for_name() {
  waited=0
  until resolves "$1"; do
    if [ "$waited" -ge "$patience" ]; then
      complain @message(lib-no-name) "$1" "$waited"
      return 1
    fi
    sleep 5
    waited=$((waited + 5))
  done
}

check_gateway_certificate() {
  secret=$1
  host=$2
  shift 2
  certificate=$("$@" get secret "$secret" \
    --output='go-template={{index .data "tls.crt" | base64decode}}') || {
    complain @message(lib-no-certificate) "$secret" "$host"
    return 1
  }
  root=$("$@" get configmap/istio-ca-root-cert \
    --output='go-template={{index .data "root-cert.pem"}}') || return 1
  names=$(printf '%s\n' "$certificate" | openssl x509 -noout -text | tr -d ' ' | tr , '\n') || return 1
  printf '%s\n' "$names" | grep -qxF -e "DNS:$host" -e "DNS:*.${host#*.}" || {
    complain @message(lib-other-name) "$secret" "$host"
    return 1
  }
  folder=$(mktemp -d) || return 1
  printf '%s\n' "$root" >"$folder/root.pem"
  printf '%s\n' "$certificate" >"$folder/chain.pem"
  openssl verify -CAfile "$folder/root.pem" -untrusted "$folder/chain.pem" \
    "$folder/chain.pem" >/dev/null 2>&1 && trusted=yes || trusted=no
  rm -r "$folder"
  [ "$trusted" = yes ] || {
    complain @message(lib-other-authority) "$secret" "$host"
    return 1
  }
}

discovery_address() {
  address=$(gateway_address "$@") || return 1
  case $address in
    *[!0-9a-fA-F.:]*)
      complain @message(lib-hostname) "$address"
      return 1
      ;;
  esac
  printf '%s\n' "$address"
}

with_port() {
  case $1 in
    *:*) printf '[%s]:%s\n' "$1" "$2" ;;
    *) printf '%s:%s\n' "$1" "$2" ;;
  esac
}

apply_with_address() {
  fields=$1
  manifest=$(cat "$2") || return 1
  shift 2
  while [ -n "$fields" ]; do
    field=${fields%%,*}
    case $fields in
      *,*) fields=${fields#*,} ;;
      *) fields= ;;
    esac
    case $field in
      *:*) value=$(with_port "${address:?}" "${field#*:}") ;;
      *) value=${address:?} ;;
    esac
    # @comment(lib-patch)
    patch=$(printf '%s\n' "${field%:*}" | awk -v value="$value" -F. '{
      for (i = 1; i <= NF; i++) printf "{\"%s\":", $i
      printf "\"%s\"", value
      for (i = 1; i <= NF; i++) printf "}"
    }')
    manifest=$(printf '%s\n' "$manifest" |
      "$@" patch --local --type=merge --filename=- --patch="$patch" --output=yaml) || return 1
  done
  printf '%s\n' "$manifest" |
    "$@" apply --server-side --field-manager=meshwright --filename=-
}

check_front_certificate() {
  cluster=$1
  secret=$2
  host=$3
  shift 3
  present=$("$@" get secret "$secret" --ignore-not-found \
    --output='jsonpath={.data.tls\.crt}') || return 1
  [ -n "$present" ] || {
    complain @message(lib-no-front-certificate) "$secret" "$cluster" "$host"
    return 1
  }
  said=$(printf '%s\n' "$present" | base64 -d | openssl x509 -noout -checkhost "$host" 2>&1) ||
    return 1
  case $said in
    *'does NOT match'*)
      complain @message(lib-other-host) "$secret" "$cluster" "$host"
      return 1
      ;;
  esac
}

put_config_kubeconfig() {
  case ${config_kubeconfig:-} in
    *istio-kubeconfig*) ;;
    *)
      complain @message(lib-no-config-kubeconfig)
      return 1
      ;;
  esac
  # @comment(lib-watched-once)
  printf '%s\n' "$config_kubeconfig" |
    "$@" label --local --filename=- --output=yaml istio/multiCluster- |
    "$@" apply --server-side --field-manager=meshwright --filename=-
}

# @comment(lib-gateway-api)
apply_gateway_api() {
  cluster=$1
  wanted=$2
  shift 2
  present=$("$@" get customresourcedefinitions gateways.gateway.networking.k8s.io --ignore-not-found \
    --output='jsonpath={.metadata.annotations.gateway\.networking\.k8s\.io/bundle-version}') || return 1
  if [ -n "$present" ] && not_older "$present" "$wanted"; then
    printf '%s\n' "$cluster: gateway.networking.k8s.io $present"
  else
    "$@" apply --server-side --field-manager=meshwright \
      --filename="${MESHWRIGHT_GATEWAY_API:-https://github.com/kubernetes-sigs/gateway-api/releases/download/$wanted/standard-install.yaml}" || {
      # @comment(lib-gateway-api-managed)
      if [ -z "$present" ] || ! not_older "$present" v1.2.0; then
        complain @message(lib-gateway-api-failed) "$cluster" "${present:--}" "$wanted"
        return 1
      fi
      say @message(lib-gateway-api-kept) "$cluster" "$present" "$wanted"
    }
  fi
  "$@" wait --for=condition=Established --timeout=2m customresourcedefinitions \
    gatewayclasses.gateway.networking.k8s.io gateways.gateway.networking.k8s.io
}

not_older() {
  printf '%s\n' "$1" "$2" | awk '
    { sub(/^v/, ""); sub(/-.*/, ""); split($0, part, "."); age[NR] = part[1] * 1000000 + part[2] * 1000 + part[3] }
    END { exit !(age[1] >= age[2]) }'
}

wait_for_programmed() {
  gateway=$1
  expected=$2
  shift 2
  "$@" wait --for=condition=Programmed "--timeout=${patience}s" \
    "gateways.gateway.networking.k8s.io/$gateway" || {
    "$@" get gateways.gateway.networking.k8s.io "$gateway" \
      --output='go-template={{range .status.conditions}}{{.type}}: {{.message}}{{"\n"}}{{end}}' >&2 || :
    complain @message(lib-not-programmed) "$gateway" "$patience"
    return 1
  }
  addresses=$("$@" get gateways.gateway.networking.k8s.io "$gateway" \
    --output='go-template={{range .status.addresses}}{{.value}}{{"\n"}}{{end}}') || return 1
  address=$(printf '%s\n' "$addresses" | head -n 1)
  [ -n "$address" ] || {
    complain @message(lib-no-address) "$gateway" "$patience"
    return 1
  }
  printf '%s\n' "$address"
  case ",${expected:-$address}," in
    *",$address,"*) ;;
    *)
      complain @message(lib-other-address) "$address" "$expected"
      return 1
      ;;
  esac
}

share_services() {
  cluster=$1
  services=$2
  waypoint=$3
  shift 3
  while read -r namespace service way <&3; do
    labels=$("$@" --namespace="$namespace" get service "$service" --ignore-not-found \
      --output='jsonpath={.metadata.name}{" "}{.metadata.labels.istio\.io/use-waypoint}') || return 1
    case $labels in
      '')
        say @message(lib-no-service) "$service.$namespace" "$cluster"
        continue
        ;;
      # @comment(lib-own-waypoint)
      "$service ")
        if [ "$way" = waypoint ]; then
          found=$("$@" --namespace="$namespace" get gateways.gateway.networking.k8s.io waypoint \
            --ignore-not-found --output=name) || return 1
          if [ -z "$found" ]; then
            "$@" --namespace="$namespace" apply --server-side --field-manager=meshwright \
              --filename="$waypoint" || return 1
          fi
          "$@" --namespace="$namespace" wait --for=condition=Programmed \
            "--timeout=${patience}s" gateways.gateway.networking.k8s.io/waypoint || return 1
          "$@" --namespace="$namespace" label --overwrite --field-manager=meshwright \
            service waypoint istio.io/global=true || return 1
          "$@" --namespace="$namespace" label --field-manager=meshwright \
            service "$service" istio.io/use-waypoint=waypoint || return 1
        fi
        ;;
    esac
    "$@" --namespace="$namespace" label --overwrite --field-manager=meshwright \
      service "$service" istio.io/global=true || return 1
  done 3<"$services"
}

remove_waypoints() {
  cluster=$1
  services=$2
  shift 2
  while read -r namespace service way <&3; do
    [ "$way" = waypoint ] || continue
    labels=$("$@" --namespace="$namespace" get gateways.gateway.networking.k8s.io waypoint \
      --ignore-not-found --output='jsonpath={.metadata.labels.app\.kubernetes\.io/managed-by}' 2>&1) ||
      case $labels in
        *'the server doesn'*'have a resource type'*) continue ;;
        *)
          printf '%s\n' "$labels" >&2
          return 1
          ;;
      esac
    used=$("$@" --namespace="$namespace" get service "$service" --ignore-not-found \
      --output='jsonpath={.metadata.labels.istio\.io/use-waypoint}') || return 1
    if [ "$used" = waypoint ]; then
      "$@" --namespace="$namespace" label --field-manager=meshwright service "$service" \
        istio.io/use-waypoint- || return 1
    fi
    if [ "$labels" = meshwright ]; then
      "$@" --namespace="$namespace" delete gateways.gateway.networking.k8s.io waypoint \
        --ignore-not-found --timeout=10m || return 1
    fi
  done 3<"$services"
}

remote_secret() {
  eval "printf '%s\n' \"\${remote_secret_$(printf '%s' "$1" | tr - _):-}\""
}

check_remote_secrets() {
  while read -r cluster; do
    case $(remote_secret "$cluster") in
      *"istio-remote-secret-$cluster"*) ;;
      *)
        complain @message(lib-no-remote-secret) "$cluster"
        return 1
        ;;
    esac
  done <watched.txt
}

remote_secrets_except() {
  while read -r cluster; do
    if [ "$cluster" != "$1" ]; then
      printf '%s\n' '---'
      remote_secret "$cluster"
    fi
  done <watched.txt
}

remote_secret_names_except() {
  while read -r cluster; do
    if [ "$cluster" != "$1" ]; then
      printf 'istio-remote-secret-%s\n' "$cluster"
    fi
  done <watched.txt
}

wait_for_sync() {
  others=$1
  shift
  waited=0
  while :; do
    table=$("$@") || table=
    # @comment(lib-every-istiod)
    synced=$(printf '%s\n' "$table" | awk '
      /istio-remote-secret-/ { seen[$1]; if ($3 != "synced") late[$1] }
      END { for (name in seen) if (!(name in late)) count++; print count + 0 }') || return 1
    if [ "$synced" -ge "$others" ]; then
      printf '%s\n' "$table"
      return 0
    fi
    if [ "$waited" -ge "$patience" ]; then
      complain @message(lib-not-synced) "$synced" "$others" "$waited" "$table"
      return 1
    fi
    sleep 5
    waited=$((waited + 5))
  done
}

ask_servers() {
  from=$1
  targets=$2
  shift 2
  while read -r service cluster <&3; do
    tries=0
    while :; do
      answer=$("$@" --namespace=sample exec deployment/curl --container=curl -- \
        curl --silent --show-error --max-time 10 "http://$service.sample:5000/hello" </dev/null 2>&1) ||
        answer="${answer:-}"
      case $answer in
        *"version: $cluster,"*) break ;;
      esac
      tries=$((tries + 1))
      if [ "$tries" -ge 24 ]; then
        complain @message(lib-no-answer) "$from" "$cluster" "$answer"
        return 1
      fi
      sleep 5
    done
    printf '%s -> %s: %s\n' "$from" "$cluster" "$answer"
  done 3<"$targets"
}

# @comment(lib-twenty)
ask_twenty() {
  from=$1
  service=$2
  shift 2
  "$@" --namespace=sample exec deployment/curl --container=curl -- \
    curl --silent --show-error --max-time 10 --user-agent "$from" \
    "http://$service.sample:5000/hello?[1-20]" </dev/null 2>&1 || :
}

# @comment(lib-answers)
count_answers() {
  awk -F 'version: |,' '
    /^Hello version: / { answers++; seen[$2]++ }
    END {
      for (name in seen) clusters++
      printf "%d %d", answers, clusters
      for (name in seen) printf " %s:%d", name, seen[name]
    }'
}

ask_spread() {
  from=$1
  shift
  waited=0
  while :; do
    answers=$(ask_twenty "$from" helloworld "$@" | count_answers) || return 1
    case $answers in
      '20 1 '*) ;;
      '20 '*) break ;;
    esac
    if [ "$waited" -ge "$patience" ]; then
      complain @message(lib-not-spread) "$from" "$answers"
      return 1
    fi
    sleep 5
    waited=$((waited + 5))
  done
  printf '%s -> helloworld: %s\n' "$from" "${answers#20 * }"
}

ask_nearest() {
  from=$1
  kind=$2
  shift 2
  waited=0
  while :; do
    answers=$(ask_twenty "$from" "$kind" "$@" | count_answers) || return 1
    [ "$answers" != "20 1 $from:20" ] || break
    if [ "$waited" -ge "$patience" ]; then
      complain @message(lib-not-nearest) "$kind" "$from" "$answers"
      return 1
    fi
    sleep 5
    waited=$((waited + 5))
  done
  printf '%s -> %s: %s\n' "$from" "$kind" "$from:20"
}

# @comment(lib-strangers)
delete_namespace() {
  cluster=$1
  namespace=$2
  strangers=$3
  file=$4
  shift 4
  found=$("$@" --namespace="$namespace" get deployments,statefulsets,daemonsets \
    --selector="$strangers" \
    --output='go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}} {{end}}{{end}}') ||
    return 1
  [ -z "$found" ] || {
    complain @message(lib-namespace-in-use) "$namespace" "$cluster" "${found% }"
    return 1
  }
  "$@" --namespace="$namespace" delete --ignore-not-found --timeout=10m --filename="$file"
}

unless_gone() {
  gone=$1
  shift
  said=$("$@" 2>&1) || case $said in
    *"$gone"*) return 0 ;;
    *)
      printf '%s\n' "$said" >&2
      return 1
      ;;
  esac
  printf '%s\n' "$said"
}

# @comment(lib-without-kinds)
without_kinds() {
  awk '
    function end_of_document() {
      if (text != "" && kind != "CustomResourceDefinition") printf "%s---\n", text
      text = kind = ""
    }
    /^---/ { end_of_document(); next }
    /^kind: / { kind = $2 }
    { text = text $0 "\n" }
    END { end_of_document() }'
}

# @comment(lib-kind-unknown)
delete_custom() {
  unless_gone 'no matches for kind' "$@"
}

delete_release() {
  unless_gone 'release: not found' "$@"
}

# @comment(lib-addon)
addon_file() {
  file=${ISTIO_DIR:-$(dirname -- "$(dirname -- "$(command -v "${3:-istioctl}")")")}/samples/$1
  if [ -s "$file" ]; then
    printf '%s\n' "$file"
  elif [ -z "${ISTIO_DIR:-}" ]; then
    printf '%s\n' "$2"
  else
    complain @message(lib-no-addon) "$1" "$file"
    return 1
  fi
}

# @comment(lib-twice)
apply_addon() {
  file=$1
  shift
  tries=1
  until "$@" apply --server-side --field-manager=meshwright --filename="$file"; do
    [ "$tries" -lt 3 ] || return 1
    tries=$((tries + 1))
    sleep 5
  done
}

# @comment(lib-addon-from)
addon_from() {
  hub=$1
  file=$2
  shift 2
  case $file in
    https://*) "$@" create --dry-run=client --output=yaml --filename="$file" ;;
    *) cat -- "$file" ;;
  esac | sed 's|^\( *\(- \)\{0,1\}image: \)"\{0,1\}\([^" ]*/\)\{0,1\}\([^"/ ]*\)"\{0,1\} *$|\1"'"$hub"'/\4"|'
}

apply_addon_from() {
  tries=1
  while :; do
    manifest=$(addon_from "$@")
    from=$1
    file=$2
    shift 2
    if printf '%s\n' "$manifest" |
      "$@" apply --server-side --field-manager=meshwright --filename=-; then
      return 0
    fi
    [ "$tries" -lt 3 ] || return 1
    set -- "$from" "$file" "$@"
    tries=$((tries + 1))
    sleep 5
  done
}

kiali_credential() {
  eval "printf '%s\n' \"\${kiali_credential_$(printf '%s' "$1" | tr - _):-}\""
}

kiali_clusters() {
  printf '%s\n' 'apiVersion: v1' 'kind: Secret' 'metadata:' "  name: $1" \
    '  labels:' '    kiali.io/multiCluster: "true"' 'stringData:'
  for cluster in $2; do
    case $(kiali_credential "$cluster") in
      *"$cluster: |"*) ;;
      *)
        complain @message(lib-no-kiali-credential) "$cluster"
        return 1
        ;;
    esac
    kiali_credential "$cluster" | awk '/^stringData:/ { on = 1; next } /^[^ ]/ { on = 0 } on'
  done
}

# @comment(lib-kiali)
put_kiali_clusters() {
  secret=$(kiali_clusters "$1" "$2") || return 1
  shift 2
  printf '%s\n' "$secret" |
    "$@" apply --server-side --field-manager=meshwright --filename=- || return 1
  digest=$(printf '%s\n' "$secret" | openssl dgst -sha256) || return 1
  digest=${digest##* }
  present=$("$@" get deployment kiali \
    --output='go-template={{index .metadata.annotations "meshwright/clusters"}}') || return 1
  if [ "$present" != "$digest" ]; then
    "$@" rollout restart deployment/kiali || return 1
    "$@" rollout status deployment/kiali --timeout=10m || return 1
    "$@" annotate deployment kiali --overwrite "meshwright/clusters=$digest"
  fi
}
