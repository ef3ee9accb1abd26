import { playBeside } from "../support/transcript.ts";

playBeside(import.meta.filename);
