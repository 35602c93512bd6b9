// Whether a decision is as a vector expects it: the five rules of schemas/vectors/README.md.
const IN_ORDER = ["reasons"];
const IN_ANY_ORDER = ["obligations", "waits_for", "alternatives"];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const fits = (expect, got) => !differ(expect, got, "").length;

/** Every place at which a decision is not as expected. */
export function differences(expect, decision, absent = []) {
  return [
    ...differ(expect, decision, ""),
    ...absent.filter((pointer) => present(decision, pointer)).map((p) => `${p} is there`),
  ];
}

function differ(expect, got, at) {
  if (isObject(expect) && isObject(got))
    return Object.entries(expect).flatMap(([name, wanted]) => {
      const place = `${at}/${name}`;
      if (!Object.hasOwn(got, name)) return [`${place} is missing`];
      if (IN_ORDER.includes(name)) return inOrder(wanted, got[name]) ? [] : [`${place} differs`];
      if (IN_ANY_ORDER.includes(name))
        return inAnyOrder(wanted, got[name]) ? [] : [`${place} differs`];
      return differ(wanted, got[name], place);
    });
  if (Array.isArray(expect) && Array.isArray(got))
    return expect.length === got.length
      ? expect.flatMap((wanted, index) => differ(wanted, got[index], `${at}/${index}`))
      : [`${at} has another length`];
  return expect === got ? [] : [`${at} differs`];
}

function inOrder(expect, got) {
  let from = 0;
  return expect.every((wanted) => {
    const index = got.findIndex((item, place) => place >= from && fits(wanted, item));
    from = index + 1;
    return index >= 0;
  });
}

function inAnyOrder(expect, got) {
  const left = [...got];
  return expect.every((wanted) => {
    const index = left.findIndex((item) => fits(wanted, item));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function present(value, pointer) {
  for (const part of pointer.split("/").slice(1)) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return false;
    value = value[part];
  }
  return true;
}
