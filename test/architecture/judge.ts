/** All rules in one. */
import { at, readDocument } from "./document/document.ts";
import { Exceptions } from "./document/exceptions.ts";
import type { Rule } from "./document/exceptions.ts";
import { graphOf } from "./graph.ts";
import type { Import } from "./imports.ts";
import { misdeeds } from "./misdeeds.ts";
import { circles, crowdedDoorsteps, crowdedNames, twoWayDoors } from "./order.ts";
import { absences } from "./presence.ts";
import type { Project } from "./project.ts";
import { trespasses } from "./walls.ts";

/** Everything in a project that its document does not let be, one sentence each; but for what types show. */
export function violations(project: Project): readonly string[] {
  const { document, sources } = project;
  const house = readDocument(document);
  const exceptions = new Exceptions(house.exceptions);
  const graph = graphOf(sources);
  const ours = Array.from(sources.keys()).filter((path) => path.startsWith("src/"));
  return [
    ...house.faults,
    ...absences(house, project),
    ...trespasses(house, sources),
    ...misdeeds(house, sources, exceptions),
    ...circles(graph),
    ...twoWayDoors(graphOf(sources, isNoDeclaration), exceptions),
    ...crowdedDoorsteps(ours, exceptions),
    ...crowdedNames(ours, exceptions),
    ...idle(exceptions, ["says", "door", "doorstep", "name"]),
  ];
}

/** The types of what a room refuses are for whoever words it, and no way into the room. */
const isNoDeclaration = ({ target, isTypeOnly }: Import): boolean =>
  !(isTypeOnly && target?.endsWith("/refusals.ts") === true);

/** Exceptions that nothing needs any more. */
export function idle(exceptions: Exceptions, rules: readonly Rule[]): readonly string[] {
  return exceptions.unneeded(rules).map(({ line, rule, subjects }) => {
    const named = subjects.map((subject) => `\`${subject}\``).join(", ");
    return `${at(line)} is not needed any more: delete the row (${rule} ${named})`;
  });
}
