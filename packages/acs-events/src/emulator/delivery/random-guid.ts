/** A GUID of version 4 from `random` (0 to 1, as `Math.random`), so that a test can have the same ones every time. */
export function randomGuid(random: () => number): string {
  const digit = (of = 16) => Math.floor(random() * of);
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replaceAll(/[xy]/g, (place) =>
    (place === "x" ? digit() : 8 + digit(4)).toString(16),
  );
}
