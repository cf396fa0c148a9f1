export { type EntraTokenOptions, entraToken } from "./entra-token.ts";
