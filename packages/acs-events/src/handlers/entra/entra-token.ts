import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Authentication, AuthenticationResult } from "../authentication.ts";
import { HandlersProblem } from "../handler.ts";
import { reasonOf } from "../log.ts";

export interface EntraTokenOptions {
  readonly tenantId: string;
  /** The application that the event subscription names: its client id, its `api://…` URI, or both. */
  readonly audience: string | readonly string[];
  /** The client id of Event Grid's own application. Default: the one of the public cloud. */
  readonly eventGridAppId?: string;
  /** One of these roles has to be in the token. Default: roles are not asked for. */
  readonly roles?: readonly string[];
  /** Where the keys are. Default: those of the tenant at login.microsoftonline.com. */
  readonly keys?: URL | JWTVerifyGetKey;
  readonly now?: () => Date;
}

/** Event Grid in the public cloud (Azure documentation, secure-webhook-delivery). */
const publicEventGrid = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Seconds by which clocks may differ. */
const clockTolerance = 300;

/**
 * Accepts requests with a bearer token of Microsoft Entra ID that Event Grid got for this application: signature,
 * issuer, tenant, audience, time and the application that asked for the token are verified. Versions 1 and 2 of tokens
 * are accepted, since Azure's documentation does not say which one Event Grid sends.
 * @throws HandlersProblem for a tenant that is not a GUID, or without audience.
 */
export function entraToken(options: EntraTokenOptions): Authentication {
  const { eventGridAppId = publicEventGrid, roles, now } = options;
  // Microsoft Entra ID writes GUIDs in lower case; a person who configures them may not.
  const tenantId = options.tenantId.toLowerCase();
  const audience = [options.audience].flat().map((one) => (guid.test(one) ? one.toLowerCase() : one));
  const problems: string[] = [];
  if (!guid.test(tenantId))
    problems.push(`Invalid tenantId ${JSON.stringify(options.tenantId)}: the GUID of the tenant.`);
  if (!guid.test(eventGridAppId)) problems.push(`Invalid eventGridAppId ${JSON.stringify(eventGridAppId)}: a GUID.`);
  if (audience.length === 0 || audience.includes("")) {
    problems.push("The audience is empty. Give the client id of the application that the event subscription names.");
  }
  if (problems.length > 0) throw new HandlersProblem(problems);
  const keys = keysOf(options.keys ?? new URL(`https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`));
  const issuer = [`https://sts.windows.net/${tenantId}/`, `https://login.microsoftonline.com/${tenantId}/v2.0`];

  return {
    inHandshake: false,
    async authenticate(head): Promise<AuthenticationResult> {
      const shown = head.header("authorization");
      if (shown === undefined) return { kind: "absent", reason: "the bearer token is missing" };
      const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(shown) ?? [];
      if (token === undefined) return refused("the Authorization header has no bearer token");
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms: ["RS256"],
          issuer,
          audience,
          clockTolerance,
          requiredClaims: ["exp", "iss", "aud"],
          ...(now === undefined ? {} : { currentDate: now() }),
        });
        return judgeClaims(payload);
      } catch (error) {
        if (isTokensFault(error)) return refused(`the bearer token is not accepted: ${reasonOf(error)}`);
        return { kind: "unavailable", reason: `the keys of Microsoft Entra ID cannot be read: ${reasonOf(error)}` };
      }
    },
  };

  function judgeClaims(payload: JWTPayload): AuthenticationResult {
    const { tid, appid, azp, roles: given } = payload;
    if (typeof tid === "string" && tid.toLowerCase() !== tenantId) {
      return refused("the bearer token is of another tenant");
    }
    const application = typeof appid === "string" ? appid : azp;
    if (typeof application !== "string" || application.toLowerCase() !== eventGridAppId.toLowerCase()) {
      return refused("the bearer token was not issued to Event Grid");
    }
    if (roles !== undefined && !(Array.isArray(given) && given.some((role) => roles.includes(String(role))))) {
      return refused("the bearer token has none of the required roles");
    }
    return { kind: "accepted" };
  }
}

function refused(reason: string): AuthenticationResult {
  return { kind: "refused", reason };
}

/** Keys are kept for 10 minutes, and read again for a key that is not known, at most every 30 seconds. */
function keysOf(keys: URL | JWTVerifyGetKey): JWTVerifyGetKey {
  if (!(keys instanceof URL)) return keys;
  return createRemoteJWKSet(keys, { cacheMaxAge: 600_000, cooldownDuration: 30_000, timeoutDuration: 5_000 });
}

/** Whether the token is at fault, and not the way to the keys: then sending it again does not help. */
function isTokensFault(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  // The class itself is what a failed request for the keys throws.
  return error instanceof errors.JOSEError && error.code !== "ERR_JOSE_GENERIC";
}
