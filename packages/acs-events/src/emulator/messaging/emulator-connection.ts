/** Connection strings of the official emulators of Service Bus and Event Hubs, for what is delivered there. */
export interface MessagingConnections {
  readonly serviceBus?: string | undefined;
  readonly eventHubs?: string | undefined;
}

const ownHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Why a connection string is not one of an emulator on this machine; undefined where it is. The local Azure contacts
 * nothing else, so a namespace in Azure is refused. (Microsoft Learn, "Test locally by using the Azure Service Bus
 * emulator": `UseDevelopmentEmulator=true`.)
 */
export function connectionProblem(text: string): string | undefined {
  // Names and values are written as the clients want them: in this case.
  const parts = new Map(
    text.split(";").flatMap((part) => {
      const [, name, value] = /^\s*([^=]+)=(.*)$/s.exec(part) ?? [];
      return name === undefined || value === undefined ? [] : [[name.trim(), value.trim()] as const];
    }),
  );
  const host = URL.parse((parts.get("Endpoint") ?? "").replace(/^sb:/, "http:"))?.hostname;
  if (host === undefined || !parts.has("SharedAccessKeyName") || !parts.has("SharedAccessKey")) {
    return `Write the connection string of an emulator: ${exampleConnection}`;
  }
  if (!ownHosts.has(host)) return `The emulator is at ${host}: the local Azure contacts only localhost and 127.0.0.1.`;
  if (parts.get("UseDevelopmentEmulator") !== "true") {
    return "The connection string has no UseDevelopmentEmulator=true; without it the client asks for TLS, which emulators do not have.";
  }
  return undefined;
}

export const exampleConnection =
  '"Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;"';
