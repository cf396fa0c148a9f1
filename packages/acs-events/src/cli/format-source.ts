import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { repository } from "../project/repository.ts";

/**
 * TypeScript as this repository's Biome writes it; `fileName`, relative to the repository, decides which rules hold.
 * Where Biome is not installed (production installs leave it out), the text comes back as it is. Rejects with what
 * Biome says where the text is no TypeScript.
 */
export async function formatSource(text: string, fileName: string): Promise<string> {
  const biome = biomeProgram();
  if (biome === undefined) return text;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [biome, "format", `--stdin-file-path=${fileName}`], {
      cwd: repository,
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
    // Where Biome ends early its exit status tells, not the broken pipe.
    child.stdin.on("error", () => {});
    child.stdin.end(text);
  });
}

function biomeProgram(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  } catch {
    return undefined;
  }
}
