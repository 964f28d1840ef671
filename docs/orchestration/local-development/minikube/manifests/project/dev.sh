#!/bin/sh
# 팀의 로컬 환경. 쓰는 법: sh dev.sh up|build|deploy|seed|check|drift|reset|down
set -eu
cd "$(dirname "$0")"
. ./env.sh

k() { kubectl --context "$PROFILE" --namespace "$NAMESPACE" "$@"; }
m() { minikube --profile "$PROFILE" "$@"; }
die() { echo "멈춤: $*" >&2; exit 1; }

# 내용이 같으면 누구에게나 같은 이름, 한 글자라도 다르면 다른 이름
image() { echo "shop-api:$(cat app/Dockerfile app/api.py | cksum | cut -d ' ' -f 1)"; }
render() { kubectl kustomize k8s | sed "s|shop-api:local|$(image)|"; }

# 이름만 믿지 않습니다. minikube가 노드에 붙인 레이블까지 맞아야 합니다.
guard() {
  owner=$(k get nodes -o 'jsonpath={.items[0].metadata.labels.minikube\.k8s\.io/name}') ||
    die "컨텍스트 $PROFILE의 클러스터에 닿지 않습니다."
  [ "$owner" = "$PROFILE" ] || die "컨텍스트 $PROFILE의 노드는 minikube 프로필 $PROFILE의 것이 아닙니다."
}

expect() { # 이름, 기대하는 값, 실제 값
  if [ "$2" = "$3" ]; then echo "합격    $1: $3"; return; fi
  echo "불합격  $1: ${3:-없음} (기대: $2)"
  failed=1
}

versions() { k get nodes -o jsonpath='{.items[*].status.nodeInfo.kubeletVersion}'; }

up() {
  [ "$(minikube version --short)" = "$MINIKUBE" ] || die "minikube의 버전이 $MINIKUBE 이어야 합니다."
  m status > /dev/null 2>&1 ||
    m start --keep-context --driver="$DRIVER" --container-runtime="$RUNTIME" \
      --kubernetes-version="$KUBERNETES" --cpus="$CPUS" --memory="$MEMORY"
  guard
  [ "$(versions)" = "$KUBERNETES" ] || die "클러스터가 $(versions)입니다. sh dev.sh down 뒤에 다시 하십시오."
  for addon in $ADDONS; do m addons enable "$addon"; done
  build
  deploy
  seed
  # 애드온은 60초마다 값을 모으므로 켠 뒤 1~2분이 걸립니다.
  k wait --for=condition=Available apiservice/v1beta1.metrics.k8s.io --timeout=180s > /dev/null ||
    die "metrics-server: 180초 안에 준비되지 않았습니다."
  check
}

build() {
  if m image ls | grep "/$(image)\$" > /dev/null; then
    echo "이미지 $(image): 이미 있습니다"
  else
    m image build -t "$(image)" app
  fi
}

deploy() {
  guard
  render | k apply -f -
  for name in redis api web; do
    k rollout status "deployment/$name" --timeout=180s > /dev/null ||
      die "디플로이먼트 $name: 180초 안에 뜨지 않았습니다."
  done
}

seed() {
  guard
  k delete job seed --ignore-not-found > /dev/null
  k apply -f seed.yaml
  k wait --for=condition=Complete job/seed --timeout=60s
}

check() {
  guard
  failed=0
  ready=$(k get deployments -o jsonpath='{range .items[*]}{.metadata.name}={.status.readyReplicas} {end}')
  expect "준비된 파드" "api=2 redis=1 web=1" "${ready% }"
  path=/api/v1/namespaces/$NAMESPACE/services/web:80/proxy/api/items
  expect "세 계층을 지난 답" 3 "$(k get --raw "$path" 2> /dev/null | grep -c '"name"' || :)"
  expect "도는 이미지" "$(image)" \
    "$(k get pods -l app.kubernetes.io/name=api -o jsonpath='{.items[*].spec.containers[0].image}' | tr ' ' '\n' | sort -u)"
  expect "metrics-server" True "$(k get apiservice v1beta1.metrics.k8s.io --ignore-not-found \
    -o jsonpath='{.status.conditions[?(@.type=="Available")].status}')"
  return "$failed"
}

drift() {
  guard
  failed=0
  expect "노드의 버전" "$KUBERNETES" "$(versions)"
  code=0
  changed=$(render | k diff -f -) || code=$? # 0은 같음, 1은 다름, 그보다 크면 오류
  [ "$code" -le 1 ] || die "kubectl diff가 실패했습니다."
  changed=$(printf '%s\n' "$changed" | grep '^[-+] ' | grep -v ' generation:' || :)
  expect "파일과 다른 줄" 0 "$(printf '%s\n' "$changed" | grep -c . || :)"
  extra=$(k get deployments,statefulsets,daemonsets,jobs,pods,services,configmaps,secrets,pvc \
    -l '!app.kubernetes.io/part-of' -o name)
  extra=$(printf '%s\n' "$extra" | grep -v kube-root-ca.crt || :)
  expect "파일에 없는 오브젝트" 0 "$(printf '%s\n' "$extra" | grep -c . || :)"
  printf '%s\n' "$changed" "$extra" | grep . || :
  return "$failed"
}

reset() {
  guard
  kubectl --context "$PROFILE" delete namespace "$NAMESPACE" --ignore-not-found --timeout=120s ||
    die "네임스페이스가 120초 안에 지워지지 않았습니다. kubectl get apiservices에서 False를 찾으십시오."
  deploy
  seed
}

down() { m delete; }

case "${1-}" in
  up | build | deploy | seed | check | drift | reset | down) "$1" ;;
  *) sed -n 2p dev.sh; exit 2 ;;
esac
