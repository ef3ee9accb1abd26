/** The walls of docs/ARCHITECTURE.md, held: against the sources as they are, and against whoever would break them. */
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocument } from "./architecture/document/document.ts";
import { Exceptions } from "./architecture/document/exceptions.ts";
import type { Deed } from "./architecture/document/nevers.ts";
import { roomsOf } from "./architecture/document/rooms.ts";
import { graphOf, wayTo } from "./architecture/graph.ts";
import { readSource } from "./architecture/imports.ts";
import type { Sources } from "./architecture/imports.ts";
import { violations } from "./architecture/judge.ts";
import { misdeeds } from "./architecture/misdeeds.ts";
import { readProject, readTexts } from "./architecture/project.ts";
import { trespasses } from "./architecture/walls.ts";

const project = readProject();
const { sources } = project;
const house = readDocument(project.document);
const texts = readTexts();
const paths = Array.from(sources.keys());

it("keeps to the walls", () => {
  expect(violations(project)).toEqual([]);
});

it("was read: its files and their imports are not overlooked", () => {
  expect(paths.length).toBeGreaterThan(200);
  expect(targetsOf("bin/qrseal.js")).toEqual(["dist/cli/ahead.js", "dist/cli/main.js"]);
  expect(targetsOf("src/cli/main.ts")).toEqual(expect.arrayContaining(["commander", "src/cli/host.ts"]));
  expect(paths.flatMap(targetsOf).length).toBeGreaterThan(1000);
});

const targetsOf = (path: string): readonly (string | null)[] =>
  sources.get(path)?.imports.map(({ target }) => target) ?? [];

it.each(house.rooms.map((room) => [room.pattern.text, room] as const))(
  "reports what does not belong into a room: %s",
  (text, room) => {
    const path = paths.find((other) => roomsOf(other, house.rooms).includes(room)) ?? "";
    // What the command line is made of is open to none of its neighbours, and pictures are not to it.
    const target = path.startsWith("src/cli/") ? "sharp" : "src/cli/main.ts";
    const found = trespasses(house, withMore(path, importing(target, path)));
    expect(found).toEqual([
      `${path}:${lineBehind(path)} imports ${target}: drop it, or let \`${text}\` import it (docs/ARCHITECTURE.md:${room.line})`,
    ]);
  },
);

const deeds = house.nevers.flatMap(({ who, line, deeds }) =>
  deeds
    .filter(({ verb }) => verb !== "shows")
    .map((deed) => [`${who.text} ${deed.verb} ${objectOf(deed)}`, who, deed, line] as const),
);

it.each(deeds)("reports what is never done: %s", (_, who, deed, line) => {
  const excused = house.exceptions.flatMap(({ subjects }) => subjects);
  const path = paths.find((other) => who.matches(other) && !excused.includes(other)) ?? "";
  const found = misdeeds(house, withMore(path, doing(deed, path)), new Exceptions(house.exceptions));
  const place = deed.verb === "reaches" ? path : `${path}:${lineBehind(path)}`;
  const ours = found.filter((sentence) => sentence.endsWith(`: never (docs/ARCHITECTURE.md:${line})`));
  expect(ours).toContainEqual(expect.stringContaining(`${place} ${deed.verb} `));
});

const surroundings = ["process", "console", "globalThis", "global"];

// Where such a row is gone, nothing else misses it.
it.each([
  { room: "", never: ["mentions RSA_PKCS1_PADDING"] },
  { room: "src/core/", never: surroundings.map((name) => `uses ${name}`) },
  { room: "src/qr/", never: surroundings.map((name) => `uses ${name}`) },
  { room: "src/core/", never: ["says flags", "says commands of src/cli/commands"] },
  { room: "src/office/", never: ["reaches `src/words`", "reaches `src/cli`"] },
  { room: "src/office/present.ts", never: surroundings.map((name) => `uses ${name}`) },
  { room: "src/office/present.ts", never: ["imports `src/office/folder`"] },
  { room: "src/core/", never: ["shows KeyObject", "shows Buffer", "shows NonSharedBuffer"] },
  { room: "src/cli/commands/", never: ["imports `src/cli/commands`"] },
])("has rows for everything in $room that never $never", ({ room, never }) => {
  const files = paths.filter((path) => path.startsWith(room));
  expect(files).not.toEqual([]);
  expect(files.filter((path) => !never.every((done) => isForbidden(path, done)))).toEqual([]);
});

function isForbidden(path: string, done: string): boolean {
  return house.nevers.some(
    ({ who, deeds }) => who.matches(path) && deeds.some((deed) => `${deed.verb} ${objectOf(deed)}` === done),
  );
}

/** The exchange as it is: all of it but what asks it, what holds its keys, and what puts it together. */
describe("the relay", () => {
  const others = /^src\/exchange\/(?:(?:client|keys|vault|gateway)\/|server\.ts$)/;
  const relay = paths.filter((path) => path.startsWith("src/exchange/") && !others.test(path));
  const rooms = Array.from(new Set(relay.map((path) => path.split("/")[2] ?? "")));
  const isKeptFrom = (path: string): boolean =>
    house.nevers.some(
      ({ who, deeds }) =>
        relay.every((other) => who.matches(other)) &&
        deeds.some((deed) => deed.verb === "reaches" && deed.what.matches(path)),
    );
  const opening = paths.filter((path) => path.startsWith("src/core/") && opens(path));

  it("is most of the exchange, and kept from all that opens", () => {
    const known = ["auth", "config", "deposits", "http", "participants", "protocol", "store"];
    expect(rooms).toEqual(expect.arrayContaining(known));
    expect(relay.length).toBeGreaterThan(40);
    expect(opening.length).toBeGreaterThan(3);
    const withKeys = paths.filter((path) => /^src\/exchange\/(?:keys|vault|gateway)\//.test(path));
    expect([...opening, ...withKeys].filter((path) => !isKeptFrom(path))).toEqual([]);
  });

  it.each(rooms)("is offered only what reaches neither keys nor opening: %s", (room) => {
    const ways = relay
      .filter((path) => path.split("/")[2] === room)
      .map((path) => wayTo(graphOf(sources), path, (other) => opening.includes(other)));
    expect(ways.filter((way) => way !== null)).toEqual([]);
    const path = relay.find((other) => other.split("/")[2] === room) ?? "";
    const [target = ""] = opening;
    const found = misdeeds(house, withMore(path, importing(target, path)), new Exceptions([]));
    expect(found).toContainEqual(expect.stringMatching(`^${path} reaches .* > ${target}: never`));
  });
});

/** Whether a file exports what opens something or reads a private key, by its name. */
const opens = (path: string): boolean =>
  /^export (?:async )?(?:function|const) (?:open|unwrap|decrypt|oaepDecrypt|agreeAgain|readPrivate)/m.test(
    textOf(path),
  );

const textOf = (path: string): string => texts.get(path) ?? "";

/** The sources, with something more at the end of one. */
function withMore(path: string, more: string): Sources {
  return new Map([...sources, [path, readSource(path, `${textOf(path)}${more}\n`)]]);
}

const lineBehind = (path: string): number => textOf(path).split("\n").length;

function importing(target: string, path: string): string {
  if (!target.startsWith("src/")) return `import "${target}";`;
  const way = posix.relative(posix.dirname(path), target);
  return `import "${way.startsWith(".") ? way : `./${way}`}";`;
}

/** What would be doing it. */
function doing(deed: Deed, path: string): string {
  switch (deed.verb) {
    case "imports":
    case "runs":
    case "reaches": {
      const target = paths.find((other) => other !== path && deed.what.matches(other));
      return importing(target ?? deed.what.patterns[0]?.globs[0]?.text ?? "", path);
    }
    case "uses":
    case "mentions":
    case "shows":
      return `void ${deed.what};`;
    case "says": {
      const command = paths.find((other) => deed.commands?.matches(other)) ?? "";
      return `void "${deed.commands === null ? "--flag" : `qrseal ${posix.basename(command, ".ts")}`}";`;
    }
  }
}

function objectOf(deed: Deed): string {
  if (deed.verb === "says") return deed.commands === null ? "flags" : `commands of ${deed.commands.text}`;
  return typeof deed.what === "string" ? deed.what : deed.what.text;
}
