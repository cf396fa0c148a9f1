/** Whether a header has the name of a secret, whether it is marked as one or not. */
export function hasNameOfSecret(name: string): boolean {
  return /auth|secret|token|password|credential|signature|cookie|(?:^|[-_])(?:key|code|sig)$/i.test(name);
}
