/** The properties of a resource, by name: plain JSON values. */
export type ResourceProperties = Readonly<Record<string, unknown>>;

/** A resource as the local Azure keeps it. */
export interface StoredResource {
  /** Azure's id, as written when it was created; ids are compared without case. */
  readonly id: string;
  /** Pulumi's name of its type, such as `azure-native:eventgrid:SystemTopic`. */
  readonly token: string;
  /** What was asked for, secrets included. */
  readonly inputs: ResourceProperties;
  /** What Azure answers when the resource is read: no secrets, the service's defaults filled in. */
  readonly outputs: ResourceProperties;
  /** It was there before: nobody made it here, and only what its id says is known of it. */
  readonly adopted?: true;
}

/** The form in which ids are compared; Azure itself changes their case between answers. */
export function idKey(id: string): string {
  return id.toLowerCase();
}
