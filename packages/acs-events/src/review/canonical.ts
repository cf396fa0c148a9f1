/** JSON that is equal for what is equal, whatever the order of properties; null, "", [] and absent are no difference. */
export function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, one: unknown) =>
    typeof one === "bigint"
      ? `${one}n`
      : typeof one === "object" && one !== null && !Array.isArray(one)
        ? Object.fromEntries(
            Object.entries(one)
              .filter(([, inner]) => !isNothing(inner))
              .sort(([x], [y]) => (x < y ? -1 : 1)),
          )
        : one,
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
