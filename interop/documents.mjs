// Ajv in strict mode compiles every schema and judges every document.
import Ajv2020 from "ajv/dist/2020.js";
import { join } from "node:path";
import { TYPES, broken, examples, lines, read, schemas, vectors, ROOT } from "./files.mjs";
import { differences } from "./fits.mjs";
import { check } from "./report.mjs";

/** A validator for each type. Nothing of strict mode is relaxed, and a warning is a failure. */
export function compileAll() {
  check(String(schemas.map(([type]) => type).sort()) === String([...TYPES].sort()), "a schema for each type");
  return Object.fromEntries(schemas.map(([type, schema]) => [type, compile(type, schema)]));
}

function compile(type, schema) {
  const said = [];
  const log = (...words) => said.push(words.join(" "));
  const ajv = new Ajv2020({
    strict: true,
    strictSchema: true,
    strictNumbers: true,
    strictTypes: true,
    strictTuples: true,
    strictRequired: true,
    validateFormats: true, // no schema has a `format`; one that Ajv does not know would throw
    logger: { log, warn: log, error: log },
  });
  try {
    const validate = ajv.compile(schema);
    check(!said.length, `the ${type} schema compiles without a warning`, said.join("; "));
    return validate;
  } catch (error) {
    check(false, `the ${type} schema compiles in strict mode`, error.message);
    return () => false;
  }
}

/** Every example, whatever a vector holds, and every decision that Python takes on a vector. */
export function judgeAll(valid, work) {
  const judge = (type, document, name) =>
    check(valid[type](document), `${name} is a valid ${type}`, whyNot(valid[type]));

  check(examples.length > 60, "the examples are there");
  for (const [name, document] of examples) judge(document.type, document, name);
  check(!valid[broken.type](broken), "broken.json is refused");

  const decided = new Map(lines(join(work, "decisions.jsonl")).map((l) => [l.vector, l.text]));
  check(vectors.length > 150, "the vectors are there");
  for (const vector of vectors) {
    judge("agreement", named(vector.agreement, ".json"), vector.name);
    judge("question", vector.question, vector.name);
    if ("record" in vector) judge("record", named(vector.record, ".record.json"), vector.name);
    if (check(decided.has(vector.name), `${vector.name} was decided`)) {
      const decision = JSON.parse(decided.get(vector.name));
      judge("decision", decision, vector.name);
      const wrong = differences(vector.expect, decision, vector.absent);
      check(!wrong.length, `${vector.name} is decided as expected`, wrong.join("; "));
    }
  }
}

/** A document that stands in a vector, or the example it names (schemas/vectors/README.md). */
function named(said, suffix) {
  return typeof said === "string" ? read(join(ROOT, "examples", said + suffix)) : said;
}

/** Ajv, jsonschema, jsonschema-rs and boundlib's own structuring say the same of changed ones. */
export function compareAll(valid, work) {
  const seen = new Set();
  for (const [index, line] of lines(join(work, "mutated.jsonl")).entries()) {
    const { document, accepted, rules, forms, reference, rust } = line;
    const ajv = valid[document](line.data);
    const name = `mutated.jsonl:${index + 1} (${document}, Ajv says ${ajv})`;
    if (reference !== undefined) check(ajv === reference, `${name}: jsonschema agrees`);
    check(ajv === rust, `${name}: jsonschema-rs agrees`);
    // What no schema can word (two fields that must fit) boundlib refuses beyond the schema.
    check(accepted === (ajv && !rules) && !(ajv && forms), `${name}: boundlib agrees`);
    seen.add(`${document} ${accepted}`);
  }
  // An agreement means little where all is refused, or nothing.
  for (const type of TYPES)
    check(seen.has(`${type} true`) && seen.has(`${type} false`), `both verdicts on a ${type}`);
}

function whyNot(validate) {
  return (validate.errors ?? []).map((e) => `${e.instancePath || "/"} ${e.message}`).join("; ");
}
