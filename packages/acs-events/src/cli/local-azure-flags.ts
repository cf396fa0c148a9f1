import { InvalidArgumentError } from "commander";
import { connectionProblem } from "../emulator/messaging/emulator-connection.ts";
import type { LocalAzureSettings } from "../rehearsal/local-azure.ts";
import type { LocalHandlers } from "../rehearsal/webhook-routes.ts";

/** What the options of a command say of its local Azure. */
export interface LocalAzureFlags {
  readonly handler?: LocalHandlers;
  /** `true`: no share was written. */
  readonly duplicates?: number | true;
  readonly shuffle?: true;
  readonly seed?: number;
  readonly keepEvents?: number;
  readonly azurite?: true;
}

/** The share that is delivered twice if duplicates are asked for without a number. */
const usualShare = 0.1;

export function localAzureSettings({
  handler,
  duplicates,
  shuffle,
  seed,
  keepEvents,
  azurite,
}: LocalAzureFlags): LocalAzureSettings {
  return {
    ...(handler === undefined ? {} : { handlers: handler }),
    disorder: {
      duplicates: duplicates === true ? usualShare : (duplicates ?? 0),
      shuffle: shuffle === true,
    },
    ...(seed === undefined ? {} : { seed }),
    ...(keepEvents === undefined ? {} : { keepEvents }),
    ...(azurite === undefined ? {} : { azurite }),
  };
}

/** Reads `sms-handlers=http://127.0.0.1:7071/api/sms`, and adds it to those that were read before. */
export function localHandler(text: string, before: LocalHandlers = {}): LocalHandlers {
  const [, name = "", address = ""] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  const url = URL.parse(address);
  if (name === "" || url === null) {
    throw new InvalidArgumentError("Write NAME=URL, for example sms-handlers=http://127.0.0.1:7071/api/sms.");
  }
  // The Functions host prints this name; the local Azure contacts nothing but the address behind it.
  if (url.hostname === "localhost") url.hostname = "127.0.0.1";
  if (url.protocol !== "http:" || url.hostname !== "127.0.0.1" || url.username !== "" || url.password !== "") {
    throw new InvalidArgumentError(
      "A local handler is http://127.0.0.1:PORT or http://localhost:PORT, with a path or without.",
    );
  }
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`"${name}" is given twice.`);
  return { ...before, [name]: url.href };
}

/** The handlers of `dev`: by the name of an endpoint of the project, or by the origin or URL of any webhook. */
export interface DevHandlers {
  readonly byName: LocalHandlers;
  readonly byUrl: Readonly<Record<string, string>>;
}

/** Reads `sms-handlers=http://127.0.0.1:7071/api/sms` or `https://handlers.contoso.example=http://127.0.0.1:7071`. */
export function devHandler(text: string, before: DevHandlers = { byName: {}, byUrl: {} }): DevHandlers {
  if (!/^https?:\/\//.test(text)) return { ...before, byName: localHandler(text, before.byName) };
  const [, webhook, url] = /^(\S+)=(http:\/\/\S+)$/.exec(text) ?? [];
  if (webhook !== undefined && url !== undefined)
    return { ...before, byUrl: { ...before.byUrl, [webhook]: url.replace("//localhost", "//127.0.0.1") } };
  throw new InvalidArgumentError(
    "Write WEBHOOK=URL, for example https://handlers.contoso.example=http://127.0.0.1:7071.",
  );
}

/** Reads the connection string of an emulator on this machine. */
export function emulatorConnection(text: string): string {
  const problem = connectionProblem(text);
  if (problem !== undefined) throw new InvalidArgumentError(problem);
  return text;
}

/** A number from 0 to 1. */
export function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError("Write a number from 0 to 1: the share of deliveries that come twice.");
}

/** A whole number, 0 or more. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write a whole number, 0 or more.");
}
