#!/bin/bash
# 바라는 상태(KubeCluster)와 지금 상태(디플로이먼트)를 견주어 차이만 고친다. 몇 번을 실행해도 된다.
set -eu
for cluster in $(kubectl get kubeclusters -o jsonpath='{.items[*].metadata.name}'); do
  kubectl get namespace "$cluster" > /dev/null 2>&1 || kubectl create namespace "$cluster"
  uid=$(kubectl get kubecluster "$cluster" -o jsonpath='{.metadata.uid}')
  for role in etcd controlplane workers; do
    wanted=$(kubectl get kubecluster "$cluster" -o jsonpath="{.spec.$role}")
    now=$(kubectl -n "$cluster" get deployment "$role" --ignore-not-found -o jsonpath='{.spec.replicas}')
    if [ "$wanted" = "$now" ]; then continue; fi
    echo "$cluster/$role: ${now:-없음} -> $wanted"
    sed "s/NAME/$role/g; s/CLUSTER/$cluster/; s/UID/$uid/; s/COUNT/$wanted/" machines.template |
      kubectl -n "$cluster" apply -f - > /dev/null
  done
done
