/** Who is in which room, and whether it imports what its room lets in. */
import { at } from "./document/document.ts";
import type { House } from "./document/document.ts";
import { mayImport, roomsOf } from "./document/rooms.ts";
import type { Room } from "./document/rooms.ts";
import type { Import, Sources } from "./imports.ts";

/** Files in no room or in two, rooms without files, and imports that a room does not let in. */
export function trespasses({ rooms }: House, sources: Sources): readonly string[] {
  const homes = new Map(Array.from(sources.keys(), (path) => [path, roomsOf(path, rooms)]));
  const inhabited = new Set(Array.from(homes.values()).flat());
  return [
    ...rooms
      .filter((room) => !inhabited.has(room))
      .map(({ line }) => `${at(line)} is a room without files: all are in rooms within it`),
    ...Array.from(homes).flatMap(([path, [room, other]]) => {
      if (room === undefined) return [`${path} is in no room: give it a row, or move it into a room`];
      return other === undefined ? [] : [`${path} is in two rooms: ${at(room.line)}, ${at(other.line)}`];
    }),
    ...Array.from(sources).flatMap(([path, { imports }]) => {
      const [room] = homes.get(path) ?? [];
      return room === undefined ? [] : imports.flatMap((one) => trespassOf(one, path, room, rooms, sources));
    }),
  ];
}

function trespassOf(
  { target, line }: Import,
  path: string,
  room: Room,
  rooms: readonly Room[],
  sources: Sources,
): readonly string[] {
  const here = `${path}:${line} imports`;
  if (target === null) return [`${here} what cannot be read: write the module's name out`];
  if (!mayImport(room, target, path, rooms)) {
    return [`${here} ${target}: drop it, or let \`${room.pattern.text}\` import it (${at(room.line)})`];
  }
  return target.startsWith("src/") && !sources.has(target) ? [`${here} ${target}, which does not exist`] : [];
}
