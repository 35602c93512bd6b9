// Counts what holds, and says what does not.
let passed = 0;
let failed = 0;

/** One thing that must hold; `more` may say what was there instead. */
export function check(holds, what, more = "") {
  if (holds) passed += 1;
  else {
    failed += 1;
    // A broken generator can fail everything; nobody reads a thousand lines.
    if (failed <= 40) console.log(`not so: ${what}${more && `\n    ${more}`}`);
  }
  return holds;
}

/** The closing line, and the exit code to end with. */
export function close() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed || !passed ? 1 : 0;
}
