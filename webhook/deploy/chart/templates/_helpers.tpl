{{- define "hoplint.name" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- define "hoplint.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "hoplint.labels" -}}
{{ include "hoplint.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "hoplint.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* Beside its heap the process takes about 200 MiB, however large its limit is: all else of a larger
one than the default is heap, up to 70 %. */ -}}
{{- define "hoplint.javaOptions" -}}
{{- $limit := dig "limits" "memory" "" .Values.resources | toString -}}
{{- $mebibytes := 0 -}}
{{- if regexMatch "^[0-9.]+Gi$" $limit -}}
{{- $mebibytes = trimSuffix "Gi" $limit | mulf 1024 | int -}}
{{- else if regexMatch "^[0-9.]+Mi$" $limit -}}
{{- $mebibytes = trimSuffix "Mi" $limit | int -}}
{{- end -}}
{{- if and (gt $mebibytes 384) (not (contains "MaxRAMPercentage" .Values.javaOptions)) -}}
-XX:MaxRAMPercentage={{ min 70 (div (mul 100 (sub $mebibytes 200)) $mebibytes) }} {{ end -}}
{{- .Values.javaOptions -}}
{{- end -}}

{{- define "hoplint.tlsSecret" -}}
{{ .Values.tls.secretName | default (printf "%s-tls" (include "hoplint.name" .)) }}
{{- end -}}

{{- /* Whether the background scan writes anything into the cluster. */ -}}
{{- define "hoplint.writes" -}}
{{- if or .Values.scan.events (ne .Values.scan.reports "none") -}}true{{- end -}}
{{- end -}}

{{- /* What takes a restart to change. */ -}}
{{- define "hoplint.start" -}}
listen:
  port: {{ .Values.ports.webhook }}
  healthPort: {{ .Values.ports.health }}
tls:
  source: {{ .Values.tls.source }}
  {{- if eq .Values.tls.source "files" }}
  files:
    cert: /etc/hoplint-webhook/tls/tls.crt
    key: /etc/hoplint-webhook/tls/tls.key
  {{- end }}
  {{- if eq .Values.tls.source "self" }}
  self:
    namespace: {{ .Release.Namespace }}
    service: {{ include "hoplint.name" . }}
    secret: {{ include "hoplint.name" . }}-ca
    configuration: {{ include "hoplint.name" . }}
  {{- end }}
  {{- if .Values.tls.clientCa.configMapName }}
  clientCa:
    cert: /etc/hoplint-webhook/client-ca/ca.crt
    names: {{ toJson .Values.tls.clientCa.names }}
  {{- end }}
  minVersion: {{ .Values.tls.minVersion | quote }}
watch:
  {{- toYaml .Values.watch | nindent 2 }}
scan:
  {{- toYaml .Values.scan | nindent 2 }}
{{- end -}}

{{- define "hoplint.namespaceSelector" -}}
matchExpressions:
  - key: kubernetes.io/metadata.name
    operator: NotIn
    values: {{ toJson (append .Values.webhook.excludedNamespaces .Release.Namespace | uniq) }}
{{- end -}}

{{- /* What all entries of the ValidatingWebhookConfiguration have in common. */ -}}
{{- define "hoplint.entry" -}}
clientConfig:
  service:
    namespace: {{ .Release.Namespace }}
    name: {{ include "hoplint.name" . }}
    port: 443
    path: /validate
  {{- if and (eq .Values.tls.source "files") .Values.tls.caBundle }}
  caBundle: {{ b64enc .Values.tls.caBundle }}
  {{- end }}
admissionReviewVersions: [v1]
sideEffects: None
failurePolicy: Ignore
matchPolicy: Equivalent
{{- end -}}

{{- define "hoplint.matchConditions" -}}
# The cluster's own controllers are never denied anything and read no warnings.
- name: not-the-control-plane
  expression: >-
    !request.userInfo.username.startsWith('system:serviceaccount:kube-system:') &&
    !(request.userInfo.username in ['system:kube-controller-manager', 'system:kube-scheduler', 'system:apiserver'])
# What is being deleted only loses its finalizers.
- name: not-being-deleted
  expression: request.operation == 'DELETE' || !has(object.metadata.deletionTimestamp)
{{- with .Values.webhook.matchConditions }}
{{ toYaml . }}
{{- end }}
{{- end -}}
