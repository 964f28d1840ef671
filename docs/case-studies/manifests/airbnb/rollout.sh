#!/bin/bash
# 네임스페이스마다 0~99의 정해진 번호를 주고, 번호가 비율보다 작으면 새 리비전으로 보낸다.
# 사용법: bash rollout.sh <새 리비전> <옛 리비전> <새 리비전의 비율>
set -eu
new=$1 old=$2 percent=$3
for namespace in $(kubectl get namespaces -l mesh=managed -o jsonpath='{.items[*].metadata.name}'); do
  number=$(( $(printf '%s' "$namespace" | cksum | cut -d' ' -f1) % 100 ))
  revision=$old
  if [ "$number" -lt "$percent" ]; then revision=$new; fi
  kubectl label namespace "$namespace" --overwrite "istio.io/rev=$revision" > /dev/null
  printf '%-9s %2d -> %s\n' "$namespace" "$number" "$revision"
done
