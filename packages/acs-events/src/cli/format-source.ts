import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * TypeScript as the Biome of the project at `root` writes it; `fileName`, relative to the project, decides which rules hold.
 * Where the project has no Biome, the text comes back as it is. Rejects with what
 * Biome says where the text is not TypeScript.
 */
export async function formatSource(root: string, text: string, fileName: string): Promise<string> {
  const biome = biomeProgram(root);
  if (biome === undefined) return text;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [biome, "format", `--stdin-file-path=${fileName}`], {
      cwd: root,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => out.push(piece));
    child.stderr.on("data", (piece: Buffer) => complaints.push(piece));
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(Buffer.concat(out).toString("utf8"));
      else reject(new Error(`Biome cannot format ${fileName}:\n${Buffer.concat(complaints).toString("utf8")}`));
    });
    // If Biome ends early, its exit status says so, not the broken pipe.
    child.stdin.on("error", () => {});
    child.stdin.end(text);
  });
}

function biomeProgram(root: string): string | undefined {
  try {
    return createRequire(join(root, "package.json")).resolve("@biomejs/biome/bin/biome");
  } catch {
    return undefined;
  }
}
