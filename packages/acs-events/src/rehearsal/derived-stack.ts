import { parseDocument } from "yaml";

/** What a rehearsal puts in the place of something that does not exist here. */
export interface StandIn {
  /** `acs-events:endpoints.sms-handlers.url` */
  readonly path: string;
  readonly why: "secret" | "pending webhook";
}

export interface DerivedStack {
  /** The stack file of the rehearsal, as YAML. */
  readonly text: string;
  readonly standIns: readonly StandIn[];
}

/** The host of webhooks that have no url yet; `.example` belongs to nobody (RFC 2606). */
export const pendingHost = "pending.handlers.example";

/**
 * The stack file of a rehearsal, made of the real one: encrypted values cannot and need not be read here and become
 * stand-ins, webhooks that wait for a url get one that the local Azure redirects, and what is protected against
 * deletion is not, since it is thrown away at the end. Everything else stays as it is.
 */
export function deriveStack(stackFile: string): DerivedStack {
  const document = parseDocument(stackFile);
  const content = asRecord(document.toJS()) ?? {};
  const standIns: StandIn[] = [];
  const config = Object.fromEntries(
    Object.entries(asRecord(content["config"]) ?? {}).map(([name, value]) => [
      name,
      replaceSecrets(value, name, standIns),
    ]),
  );
  const endpoints = asRecord(config["acs-events:endpoints"]) ?? {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const webhook = asRecord(endpoint);
    if (webhook?.["kind"] !== "webhook" || webhook["url"] !== undefined) continue;
    webhook["url"] = `https://${pendingHost}${String(webhook["path"] ?? `/api/${name}`)}`;
    standIns.push({ path: `acs-events:endpoints.${name}.url`, why: "pending webhook" });
  }
  const communication = asRecord(config["acs-events:communication"]);
  if (communication?.["dataLocation"] !== undefined && communication["protect"] !== false)
    communication["protect"] = false;
  document.contents = document.createNode({ config }) as typeof document.contents;
  document.commentBefore = " Made for one rehearsal; the real file is Pulumi.<stack>.yaml in the repository.";
  return { text: String(document), standIns };
}

function replaceSecrets(value: unknown, path: string, standIns: StandIn[]): unknown {
  if (Array.isArray(value)) return value.map((one, index) => replaceSecrets(one, `${path}[${index}]`, standIns));
  const record = asRecord(value);
  if (record === undefined) return value;
  if (typeof record["secure"] === "string" && Object.keys(record).length === 1) {
    standIns.push({ path, why: "secret" });
    // A query is refused where it is not one, and handlers refuse a secret that is short.
    return /^acs-events:secrets\.[^.]+\.query$/.test(path) ? "code=local-stand-in-of-a-secret" : "local-stand-in";
  }
  return Object.fromEntries(
    Object.entries(record).map(([key, one]) => [key, replaceSecrets(one, `${path}.${key}`, standIns)]),
  );
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
