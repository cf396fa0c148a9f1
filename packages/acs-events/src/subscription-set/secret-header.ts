/** Whether a header has the name of a secret, whether it is marked as one or not. */
export function hasNameOfSecret(name: string): boolean {
  return /auth|secret|token|password|credential|signature|cookie|(?:^|[-_])(?:key|code|sig)$/i.test(name);
}

/** Whether the value of a delivery attribute is a secret, or is not shown. */
export function isSecretAttribute({ name, type, isSecret, value }: Readonly<Record<string, unknown>>): boolean {
  if (type === "Dynamic") return false;
  return isSecret === true || value === "Hidden" || typeof value !== "string" || hasNameOfSecret(String(name));
}
