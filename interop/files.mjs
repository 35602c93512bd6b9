// Where everything lies, and how it is read.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

export const ROOT = join(import.meta.dirname, "..");
export const TYPES = ["agreement", "record", "question", "decision", "amendment", "ledger"];

export const read = (path) => JSON.parse(readFileSync(path, "utf8"));

export const lines = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line)
    .map((line) => JSON.parse(line));

/** Every JSON file below a folder of the repository, as [name, document]. */
export const below = (...parts) =>
  readdirSync(join(ROOT, ...parts), { recursive: true })
    .filter((path) => path.endsWith(".json"))
    .sort()
    .map((path) => [path, read(join(ROOT, ...parts, path))]);

export const schemas = below("schemas", "1.0")
  .filter(([path]) => path.endsWith(".schema.json")) // the others are tables
  .map(([path, schema]) => [basename(path, ".schema.json"), schema]);

/** What loads and what must not; documents are told apart by their `type`. */
export const examples = below("examples").filter(([path]) => path !== "broken.json");
export const broken = read(join(ROOT, "examples", "broken.json"));

const allVectors = below("schemas", "vectors").map(([, vector]) => vector);

/** A question with its decision; a ledger with what is found in it. */
export const vectors = allVectors.filter((vector) => "question" in vector);
export const ledgers = allVectors.filter((vector) => "ledger" in vector);
