/** What a caller may say beside the text. */
export interface Options {
  /** A date such as `"2026-11-21"`, for allowances that end; without it none has ended. */
  today?: string;
  /** The language of sentences: `"en"`, the default, or `"zh-CN"`; commands are never translated. */
  language?: string;
}

/** The findings about a topology and, where no error is among them, its plan. */
export interface Plan {
  apiVersion: "meshwright/wire/v1";
  kind: "Plan";
  /** The version of Meshwright. */
  meshwright: string;
  /** The mesh's name; `null` where the document is no topology. */
  mesh: string | null;
  /** The deployment models that were recognised. */
  models: string[];
  /** SHA-256 of what the document means; `null` where it is no topology. */
  inputSha256: string | null;
  /** Whether there is nothing in the plan's way. */
  complete: boolean;
  /** The codes of errors that have to go first; there are no steps while there are any. */
  blockedBy: string[];
  /** The headings that the steps stand under, in their order. */
  phases: { name: string; title: string }[];
  /** The clusters, in the order of the steps. */
  clusters: Cluster[];
  /** The steps, in an order that respects what each needs. */
  steps: Step[];
  /** What is to be said about the topology, in the order of the text. */
  findings: Finding[];
}

/** A cluster, as far as steps name it. */
export interface Cluster {
  name: string;
  /** The kubeconfig context of its commands. */
  context: string;
  network: string;
  role: "primary" | "remote" | "external";
  /** The cluster whose istiod serves it. */
  controlPlane: string | null;
}

/** A step of the plan. */
export interface Step {
  /** Readable, and the same when planned again. */
  id: string;
  /** The heading it stands under, by its name. */
  phase: string;
  /** What it does, in the imperative. */
  title: string;
  /** The fact that asks for it. */
  why: string;
  /** The cluster it is carried out in, or the machine of whoever follows the plan. */
  on: { cluster: string } | "workstation";
  op: Op;
  /** The steps that come before. */
  needs: string[];
  /** It is done when all of these hold. */
  doneWhen: Condition[];
  /** What takes it back; absent where nothing is left behind. */
  undo?: Op;
}

/** An operation. */
export interface Op {
  kind: string;
  /** The files of the bundle that it uses, in the order in which it does. */
  files?: string[];
  /** The release of Helm that it installs or removes. */
  release?: HelmRelease;
  /** The address of istiod, where it is told or an earlier step yields it. */
  discoveryAddress?: string | { from: string; output: string };
}

/** A release of Helm: one chart in one namespace. */
export interface HelmRelease {
  name: string;
  /** With the name of its repository: `istio/istiod`. */
  chart: string;
  version: string;
  namespace: string;
}

/** Something that can be observed. */
export interface Condition {
  kind: string;
  /** What it is about: a file, a name, a count. */
  [argument: string]: unknown;
}

/** Something to tell about the topology. */
export interface Finding {
  /** The rule's code, such as `GWY101`. */
  code: string;
  /** The rule's name. */
  name: string;
  severity: "error" | "warning" | "info";
  /** The sentence that stands alone. */
  headline: string;
  /** The primary place in the model, such as `clusters/west/network`. */
  path: string;
  /** The primary place in the text. */
  span: Span | null;
  /** The note at the primary place. */
  label: string | null;
  /** Why it matters. */
  why: string | null;
  /** What to do. */
  help: string | null;
  /** Other places that matter. */
  related: Related[];
  /** Repairs, the best first. */
  fixes: Fix[];
}

/** A stretch of the text; `end` is the place after its last character. */
export interface Span {
  start: Position;
  end: Position;
}

/** A place between two characters of the text. */
export interface Position {
  /** Bytes of UTF-8 before the place. */
  offset: number;
  /** Counted from 1. */
  line: number;
  /** In characters, counted from 1. */
  column: number;
}

/** Another place that matters to a finding. */
export interface Related {
  path: string;
  span: Span | null;
  note: string | null;
}

/** A repair: edits that, applied in order, remove the finding. */
export interface Fix {
  title: string;
  /** Whether it may be applied without asking. */
  safety: "safe" | "unsafe";
  edits: Edit[];
}

/** One change at one place of the document. */
export interface Edit {
  path: string;
  change: "set" | "remove" | "append" | "rename";
  /** What to set, to append, or the new name; absent where something is removed. */
  value?: unknown;
}

/** What is said of a topology after each change of it. */
export interface Judgement {
  apiVersion: "meshwright/wire/v1";
  kind: "Judgement";
  /** The deployment models that were recognised. */
  models: string[];
  /** Whether nothing is in the plan's way. */
  complete: boolean;
  /** How many steps the plan has. */
  stepCount: number;
  /** The clusters, in the order of the rows and columns below. */
  clusters: string[];
  /** A letter for each pair: `s` itself, `d` directly, `g` through gateways, `x` not; empty beyond 400 clusters. */
  reach: string[];
  /** Whether the row's istiod discovers the column's cluster: `y`, `n`, `-` where it runs none. */
  discovers: string[];
  /** The number of each cluster's root of trust. */
  roots: (number | null)[];
  /** What ties networks together. */
  links: Link[];
  findings: Finding[];
}

/** What ties two networks together. */
export interface Link {
  left: string;
  right: string;
  /** Ordered pairs of clusters, one in each network. */
  pairCount: number;
  /** Those whose requests arrive. */
  reachedCount: number;
  /** The clusters whose gateways let requests into the left network. */
  leftGateways: string[];
  /** The clusters whose gateways let requests into the right network. */
  rightGateways: string[];
}

/** How one cluster reaches another, or what is missing. */
export interface Why {
  apiVersion: "meshwright/wire/v1";
  kind: "Why";
  from: string;
  to: string;
  /** Whether requests arrive. */
  arrives: boolean;
  verdict: "same" | "direct" | "gateway" | "broken";
  /** The clusters whose east-west gateways are used. */
  gateways: string[];
  [more: string]: unknown;
  /** What has to hold, in the order in which a request needs it. */
  hops: Hop[];
  /** Repairs for the first hop that breaks, the best first. */
  fixes: Fix[];
}

/** One thing that has to hold. */
export interface Hop {
  kind: string;
  passes: boolean;
  text: string;
  /** Who provides it. */
  provision: "topology" | "plan" | "workload";
  path: string;
  [more: string]: unknown;
}

/** The endpoint lists that istiod will send. */
export interface Endpoints {
  apiVersion: "meshwright/wire/v1";
  kind: "Endpoints";
  lists: EndpointList[];
}

/** The list of one cluster's proxies for one port of a service. */
export interface EndpointList {
  from: string;
  service: string;
  port: number;
  [more: string]: unknown;
}

/** Who loses what when parts of the mesh are lost. */
export interface WhatIf {
  apiVersion: "meshwright/wire/v1";
  kind: "WhatIf";
  /** What is lost, as it was asked for. */
  lost: string[];
  /** What is lost, in words. */
  text: string[];
  /** The part of all requests between clusters that breaks at once, 0 to 1. */
  share: number;
  gone: string[];
  running: string[];
  [more: string]: unknown;
}

/** What each loss costs, the worst first. */
export interface Losses {
  apiVersion: "meshwright/wire/v1";
  kind: "Losses";
  losses: Loss[];
}

/** What a loss costs, in numbers. */
export interface Loss {
  lost: string[];
  text: string[];
  share: number;
  [more: string]: unknown;
}

/** The ways that have to be open. */
export interface Ports {
  apiVersion: "meshwright/wire/v1";
  kind: "Ports";
  ports: Port[];
}

/** A way that has to be open. */
export interface Port {
  purpose: string;
  source: string;
  target: string;
  /** The port; `null` for every port that workloads listen on. */
  port: number | null;
  protocol: string;
  [more: string]: unknown;
}
