/** Azurite's account; published with the emulator, the same on every machine, and not a secret. */
const account = {
  name: "devstoreaccount1",
  key: "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
} as const;

/** The account behind a URL of Azurite on this machine (`http://127.0.0.1:10000/devstoreaccount1/…`), else undefined. */
export function emulatorAccount({ protocol, hostname, pathname }: URL): typeof account | undefined {
  const isLocal = protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return isLocal && pathname.startsWith(`/${account.name}/`) ? account : undefined;
}
