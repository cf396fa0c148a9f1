/** Which inputs of which resource are secrets to Pulumi, as far as somebody looked. */
export interface SecretPaths {
  /** Takes note of the inputs of a resource, with secrets as what they are. */
  readonly see: (urn: string, inputs: Readonly<Record<string, unknown>>) => void;
  /** Whether an input is, holds, or lies in a secret; undefined when nobody looked at the resource. */
  readonly of: (urn: string) => (path: string) => boolean | undefined;
}

/** Deeper than any subscription. */
const deepest = 12;

export function createSecretPaths(isSecret: (value: unknown) => boolean): SecretPaths {
  const seen = new Map<string, readonly string[]>();
  return {
    see: (urn, inputs) => seen.set(urn, [...pathsOf(inputs, "", isSecret, 0)]),
    of: (urn) => (path) => seen.get(urn)?.some((secret) => isInside(secret, path) || isInside(path, secret)),
  };
}

function* pathsOf(
  value: unknown,
  path: string,
  isSecret: (value: unknown) => boolean,
  depth: number,
): Generator<string> {
  if (isSecret(value)) {
    yield path.replace(/^deliveryWithResourceIdentity\.destination/, "destination");
  } else if (typeof value === "object" && value !== null && depth < deepest) {
    for (const [name, inner] of Object.entries(value)) {
      const place = Array.isArray(value) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
      yield* pathsOf(inner, place, isSecret, depth + 1);
    }
  }
}

function isInside(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
