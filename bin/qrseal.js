#!/usr/bin/env node
// Hands argv, streams and the exit status to src/cli/main. No logic lives here.
import { main } from "../dist/cli/main.js";

await main(process);
