# 각자 고르는 것. local.sh나 환경 변수로 바꿀 수 있습니다(local.sh는 저장소에 올리지 않습니다).
if [ -f ./local.sh ]; then . ./local.sh; fi
: "${PROFILE:=shop}"        # minikube의 프로필이자 kubeconfig의 컨텍스트
: "${DRIVER:=docker}"
: "${CPUS:=2}"
: "${MEMORY:=4g}"

# 함께 지키는 것. 바꾸려면 이 파일을 고쳐 리뷰를 받습니다.
MINIKUBE=v1.39.0
KUBERNETES=v1.36.4
RUNTIME=containerd
ADDONS="metrics-server"
NAMESPACE=shop
