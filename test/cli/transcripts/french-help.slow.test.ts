import { playBeside } from "../transcript.ts";

playBeside(import.meta.filename);
