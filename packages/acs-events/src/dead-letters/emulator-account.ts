/** Published with Azurite, the same on every machine, and not a secret. */
const key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/**
 * The account behind a URL of Azurite on this machine (`http://127.0.0.1:10000/devstoreaccount1/…`), else undefined. Its
 * own account and those that the local Azure gives it have the same key.
 */
export function emulatorAccount({
  protocol,
  hostname,
  pathname,
}: URL): { readonly name: string; readonly key: string } | undefined {
  const isLocal = protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  const [, name = ""] = /^\/([a-z0-9]+)\//.exec(pathname) ?? [];
  return isLocal && name !== "" ? { name, key } : undefined;
}
