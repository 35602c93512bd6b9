// The canonical text and the digest of every example, made again from the parsed document.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonical, commitment, digest, link, replace } from "./canonical.mjs";
import { examples, ledgers, lines, read, ROOT } from "./files.mjs";
import { check } from "./report.mjs";

export function digestAll(valid, work) {
  const entries = new Map(read(join(work, "digests.json")).map((entry) => [entry.name, entry]));
  for (const { name, text, digest: expected } of entries.values()) {
    check(canonical(JSON.parse(text)) === text, `${name}: the same canonical text`);
    check(digest(JSON.parse(text)) === expected, `${name}: the same digest`);
  }
  for (const [path, document] of examples)
    if (document.type === "agreement") {
      const entry = entries.get(path.replace(".json", ""));
      check(entry?.text === canonical(document), `${path}: Python's text comes from the file`);
    }
  for (const { vector, text } of lines(join(work, "decisions.jsonl")))
    check(canonical(JSON.parse(text)) === text, `${vector}: the same canonical decision`);
  const page = readFileSync(join(ROOT, "docs", "guide", "integrators.md"), "utf8");
  const [, shown] = page.match(/```json title="salted.json"\n(.*?)```/s) ?? [];
  check(shown && page.includes(digest(JSON.parse(shown))), "the guide's example has its digest");
  linkAll();
  eraseAll(valid, entries.get("salted"), entries.get("erased"));
}

/** Digests and links of the ledgers: wrong exactly where the vector says so. */
function linkAll() {
  check(ledgers.length > 10, "the ledgers are there");
  for (const { name, ledger, found } of ledgers)
    for (const entry of ledger.entries) {
      const codes = found.filter((f) => f.number === entry.number).map((f) => f.code);
      const same = digest(entry.body) === entry.digest;
      check(same !== codes.includes("wrong_digest"), `${name}, ${entry.number}: its digest`);
      check((link(entry) === entry.link) !== codes.includes("wrong_link"), `${name}: its link`);
    }
}

/** Erase one value after the other here; the digest stays, and all of it is what Python made. */
function eraseAll(valid, salted, erased) {
  const agreement = JSON.parse(salted.text);
  const paths = Object.keys(agreement.salts);
  check(paths.length > 10, "the salted agreement has salts");
  for (const path of paths) {
    const salt = agreement.salts[path];
    replace(agreement, path, (value) => commitment(salt, value));
    delete agreement.salts[path];
    if (!Object.keys(agreement.salts).length) delete agreement.salts;
    check(digest(agreement) === salted.digest, `${path}: erased, and the digest stays`);
    check(valid.agreement(agreement), `${path}: erased, and the agreement is valid`);
  }
  check(canonical(agreement) === erased.text, "all erased here is all erased in Python");

  const other = JSON.parse(salted.text);
  const [path] = paths;
  replace(other, path, () => "something else");
  check(digest(other) !== salted.digest, "another value has another digest");
}
