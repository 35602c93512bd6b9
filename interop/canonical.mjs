// Canonical text and digests of documents (RFC 8785, for a format of whole numbers without null).
import { createHash } from "node:crypto";

/** The canonical text of plain data. Throws for what the format has no word for. */
export function canonical(data) {
  if (typeof data === "string") {
    if (!data.isWellFormed()) throw new TypeError("a string holds a lone surrogate");
    return JSON.stringify(data); // its escapes are those of RFC 8785
  }
  if (typeof data === "boolean") return String(data);
  if (Number.isSafeInteger(data) && !Object.is(data, -0)) return String(data);
  if (Array.isArray(data)) return `[${data.map(canonical).join(",")}]`;
  if (typeof data !== "object" || data === null) throw new TypeError("not in the format");
  // Without a function, sort() compares UTF-16 code units, as RFC 8785 asks.
  const members = Object.keys(data).sort();
  return `{${members.map((name) => `${canonical(name)}:${canonical(data[name])}`).join(",")}}`;
}

/** What stands for an erasable value in a digest. */
export function commitment(salt, value) {
  const hash = createHash("sha256").update(Buffer.from(salt, "base64url"));
  return { sha256: hash.update(canonical(value)).digest("base64url") };
}

/** The digest of an agreement or an amendment, given as plain data. */
export function digest(document) {
  const { salts = {}, $schema, ...rest } = document;
  const data = structuredClone(rest);
  for (const [path, salt] of Object.entries(salts)) replace(data, path, commitment.bind(null, salt));
  if (data.type === "amendment")
    for (const holder of [data, ...(data.successors ?? [])])
      if (holder.result) holder.result = { sha256: digest(holder.result) };
  return named(data.type, data);
}

/** The link of an entry of a ledger, given as plain data. */
export function link({ number, recorded_at, digest, previous }) {
  const said = { number, recorded_at, digest };
  return named("entry", previous === undefined ? said : { ...said, previous });
}

/** SHA-256 over what it is, a zero byte and the canonical text. */
function named(type, data) {
  const hash = createHash("sha256").update(`boundlib:${type}:1.0\0`);
  return hash.update(canonical(data)).digest("base64url");
}

/** Change the value at a salt path, which names items by their id, or as `_0` without one. */
export function replace(data, path, change) {
  const parts = path.split("/");
  const last = parts.pop();
  const step = (inside, part) =>
    Array.isArray(inside)
      ? inside.find((item, index) => (item.id ?? `_${index}`) === part)
      : inside[part];
  const inside = parts.reduce(step, data);
  inside[last] = change(inside[last]);
}
