/** A name from an id as the name of a file or folder: nothing in it leads out of the folder that it is in. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\w.-]/g, "_").replace(/^\.*$/, "_");
}
