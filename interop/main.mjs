// node main.mjs FOLDER: all checks, over what the Python scripts left in the folder.
import { compareAll, compileAll, judgeAll } from "./documents.mjs";
import { digestAll } from "./digests.mjs";
import { close } from "./report.mjs";
import { checkTypes } from "./types.mjs";

const [work] = process.argv.slice(2);
const valid = compileAll();
judgeAll(valid, work);
compareAll(valid, work);
digestAll(valid, work);
await checkTypes(work);
process.exitCode = close();
