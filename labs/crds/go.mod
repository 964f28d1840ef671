// Nothing is built from these modules: they hold the CustomResourceDefinitions of the
// projects whose objects lessons show. Istio's commit is the one of labs/tools/istio,
// Gateway API's version the one that it names.
module roadmap.invalid/labs/crds

go 1.26.3

require (
	github.com/argoproj/argo-cd/v3 v3.5.7
	github.com/kubernetes-csi/external-snapshotter/client/v8 v8.7.0
	istio.io/istio v0.0.0-20260826214018-9739e10eb9d7
	sigs.k8s.io/gateway-api v1.5.1
)
