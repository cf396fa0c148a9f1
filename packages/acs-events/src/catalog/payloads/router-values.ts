/** Values that events of jobs and of workers share. */
export const nullableLabels = { kind: "object", map: "string", nullable: true } as const;
export const optionalNullableLabels = { kind: "object", map: "string", optional: true, nullable: true } as const;
export const optionalNullableQueue = { kind: "string", optional: true, nullable: true } as const;
export const presentNumber = { kind: "number", integer: true, nullable: false } as const;
export const optionalNullableNumber = { kind: "number", integer: true, optional: true, nullable: true } as const;
