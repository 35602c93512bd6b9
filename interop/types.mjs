// TypeScript from the schemas: it compiles under --strict, takes every example, and a switch over
// any union of the format that forgets a kind does not compile.
import { compile } from "json-schema-to-typescript";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { broken, examples, lines, read, ROOT, schemas, TYPES } from "./files.mjs";
import { check } from "./report.mjs";

const HERE = import.meta.dirname;
const SWITCH = readFileSync(join(HERE, "switch.ts"), "utf8").split("\n");
const ROOTS = {
  agreement: "Agreement",
  record: "Record",
  question: "Question",
  decision: "Decision",
  amendment: "Amendment",
  ledger: "Ledger",
};

export async function checkTypes(work) {
  const folder = resolve(work, "types");
  mkdirSync(join(folder, "bounds"), { recursive: true });
  symlinkSync(join(HERE, "node_modules"), join(folder, "node_modules"));
  for (const [type, schema] of schemas) {
    // As it comes, an array of 1 to 16 items becomes sixteen tuple types; few want that.
    const options = { bannerComment: "", ignoreMinAndMaxItems: true };
    save(folder, `${type}.ts`, await compile(structuredClone(schema), type, options));
    save(folder, `bounds/${type}.ts`, await compile(structuredClone(schema), type));
  }
  save(folder, "tsconfig.json", readFileSync(join(HERE, "tsconfig.json"), "utf8"));
  save(folder, "switch.ts", SWITCH.join("\n"));
  save(folder, "documents.ts", documents(work));
  save(folder, "bounds/documents.ts", documents(work));
  save(folder, "guide.ts", guide());
  save(folder, "broken.ts", literals([["broken", broken]]));
  const sound = ["switch.ts", "guide.ts", "documents.ts", "bounds/documents.ts"];
  sound.push(...TYPES.flatMap((type) => [`${type}.ts`, `bounds/${type}.ts`]));
  const holes = withHoles(folder);

  const errors = await typescript(folder);
  for (const file of sound) {
    const found = errors.filter((error) => error.file === file);
    check(!found.length, `${file} compiles under --strict`, found[0]?.text);
  }
  check(errors.some((error) => error.file === "broken.ts"), "broken.json has not the type");
  check(holes.length > 60, "the switches have cases to forget");
  for (const file of holes) {
    const found = errors.filter((error) => error.file === file);
    const forgets = found.some((error) => /TS2345: .* parameter of type 'never'/.test(error.text));
    check(forgets, `${file} does not compile`, found[0]?.text);
  }
  const known = new Set([...sound, "broken.ts", ...holes]);
  const stray = errors.filter((error) => !known.has(error.file));
  check(!stray.length, "no other error", stray[0]?.text);
}

function save(folder, name, text) {
  writeFileSync(join(folder, name), text);
}

/** The examples, and what Python decides, as constants that the compiler holds against the types. */
function documents(work) {
  const decisions = lines(join(work, "decisions.jsonl"));
  return literals([...examples, ...decisions.map((d) => [d.vector, JSON.parse(d.text)])]);
}

function literals(named) {
  const imports = TYPES.map((type) => `import type { ${ROOTS[type]} } from "./${type}.js";`);
  const constants = named.map(
    ([, document], index) =>
      `export const d${index}: ${ROOTS[document.type]} = ${JSON.stringify(document)};`,
  );
  return [...imports, ...constants, ""].join("\n");
}

/** The TypeScript of the guide for integrators, as one module. */
function guide() {
  const page = readFileSync(join(ROOT, "docs", "guide", "integrators.md"), "utf8");
  const blocks = [...page.matchAll(/^```typescript[^\n]*\n(.*?)^```$/gms)].map(([, code]) => code);
  check(blocks.length > 0, "the guide shows TypeScript");
  return blocks.join("\n");
}

/** A copy of the switches for each case, in which that case stands for nothing. */
function withHoles(folder) {
  const cases = SWITCH.flatMap((line, at) => (/^\s*case "/.test(line) ? [at] : []));
  return cases.map((at) => {
    const [, kind] = SWITCH[at].match(/"(.*)"/);
    const name = `without_${kind}_at_line_${at + 1}.ts`;
    const line = SWITCH[at].replace(/".*"/, '"" as never');
    save(folder, name, SWITCH.with(at, line).join("\n"));
    return name;
  });
}

/** The errors of the compiler in a folder, each with its file. */
async function typescript(folder) {
  const { version } = read(join(HERE, "node_modules", "typescript", "package.json"));
  const tsc = join(HERE, "node_modules", "typescript", "bin", "tsc");
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [tsc, "--pretty", "false"], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  }).catch((error) => error);
  check(stdout.includes("): error TS"), `TypeScript ${version} finds the errors it should`, stdout);
  return stdout
    .split("\n")
    .filter((text) => /\berror TS/.test(text))
    .map((text) => ({ text, file: text.match(/^(.+?)\(\d+,\d+\): error /)?.[1] }));
}
