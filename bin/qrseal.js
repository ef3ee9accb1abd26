#!/usr/bin/env node
// Hands argv, streams and the exit status to src/cli/main, which loads while src/cli/ahead works. No logic lives here.
import { startAhead } from "../dist/cli/ahead.js";

startAhead(process.argv.slice(2));
const { main } = await import("../dist/cli/main.js");
await main(process);
