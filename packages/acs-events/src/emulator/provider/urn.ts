/** The type's token in `urn:pulumi:stack::project::parent$type::name`. */
export function tokenOf(urn: string): string {
  const types = urn.split("::")[2] ?? "";
  return types.slice(types.lastIndexOf("$") + 1);
}

/** The name that the program gave the resource; it may hold `::` itself. */
export function logicalNameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
